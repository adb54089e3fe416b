"""Our own mail server hands mail in over LMTP: kept is kept, and what is not kept is tried again."""

import smtplib

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.drills.server import free_port
from vigilance.arrivals.lmtp import Door, Taking
from vigilance.arrivals.mail_cli import keep_mail
from vigilance.arrivals.models import Arrival, ArrivalState
from vigilance.arrivals.raw import open_raw
from vigilance.cli.main import vigilance
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.sealing.errors import StorageFailed

MAIL = "From: ram@example.com\r\nTo: sahayata@example.com\r\nSubject: पेंशन\r\n\r\nपैसे माँगे गए।\r\n".encode()
TO = ["sahayata@example.com", "shikayat@example.com"]


@pytest.fixture
def door():
    opened = []

    def open_for(keep):
        made = Door(Taking(keep), hostname="127.0.0.1", port=free_port())
        made.start()
        opened.append(made)
        return made

    yield open_for
    for each in opened:
        each.stop()


def hand_in(door, raw=MAIL):
    """The server's word for each recipient; smtplib's own sendmail reads one word only."""
    with smtplib.LMTP("127.0.0.1", door.port) as talk:
        talk.ehlo()
        talk.mail("ram@example.com", ["SMTPUTF8"])
        for name in TO:
            talk.rcpt(name)
        first, _text = talk.data(raw)
        return [first, *(talk.getreply()[0] for _name in TO[1:])]


def arrivals(database):
    with database.reading() as session:
        return act_as(session, SYSTEM).scalars(select(Arrival)).all()


def test_a_mail_is_stored_byte_for_byte_before_it_is_taken_and_once(register, own_office, door):
    listening = door(lambda raw: keep_mail(register, own_office, "lmtp", raw))

    said = [hand_in(listening), hand_in(listening)]

    (kept,) = arrivals(register)
    with register.reading() as session:
        raw = open_raw(act_as(session, SYSTEM), kept.id, own_office)
    assert (said, kept.repeats, kept.state) == ([[250, 250], [250, 250]], 1, ArrivalState.WAITING)
    assert raw == MAIL


def test_what_cannot_be_stored_is_to_be_tried_again_for_every_recipient(door):
    def full(_raw):
        raise StorageFailed("no room")

    assert hand_in(door(full)) == [451, 451]


def test_a_line_longer_than_the_rule_allows_is_taken(door):
    kept = []
    long = MAIL + b"x" * 200_000 + b"\r\n"

    assert hand_in(door(kept.append), long) == [250, 250]
    assert kept == [long]


def test_a_mail_over_the_limit_is_refused_at_once(door, monkeypatch):
    monkeypatch.setattr("vigilance.arrivals.lmtp.LARGEST_MAIL", 1000)
    kept = []

    with smtplib.LMTP("127.0.0.1", door(kept.append).port) as talk:
        talk.ehlo()
        talk.mail("ram@example.com")
        talk.rcpt(TO[0])
        code, _text = talk.data(b"Subject: x\r\n\r\n" + b"word\r\n" * 500)

    assert (code, kept) == (552, [])


def test_it_listens_on_this_machine_alone():
    done = CliRunner().invoke(vigilance, ["channels", "lmtp", "--host", "192.0.2.1"])

    assert done.exit_code == 2
