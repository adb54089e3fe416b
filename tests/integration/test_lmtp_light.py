"""The door for mail that is handed over says that it stands open, who called, and what it could not keep."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.arrivals import AT, some_accounts, text_of
from tests.drills.server import free_port
from tests.integration.test_lmtp import MAIL, hand_in
from vigilance.arrivals import lmtp
from vigilance.arrivals.accounts import ACCOUNTS
from vigilance.arrivals.lmtp import Door, Listening, Outcome, Taking
from vigilance.arrivals.mail_cli import note_door
from vigilance.arrivals.standing import CALLS, DOOR, Light, Trouble, standings
from vigilance.channels.accounts import Account
from vigilance.channels.imap_connection import MailboxAway
from vigilance.correspondence.health import note_failure, note_ok
from vigilance.correspondence.health_models import ChannelHealth
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role


def accounts(*, is_open=True):
    found = some_accounts()
    own = Account(name="lmtp", open=is_open, account="lmtp")
    return replace(found, providers={**found.providers, "lmtp": own})


def light(session, at=AT, *, is_open=True):
    (found,) = [
        each for each in standings(session, accounts(is_open=is_open), at) if each.name == "lmtp"
    ]
    return found


def test_a_door_that_should_stand_open_and_does_not_is_red(session):
    found = light(session)

    assert (found.light, found.troubles) == (Light.RED, (Trouble.NOT_LISTENING,))
    assert light(session, is_open=False).light is Light.CLOSED


@pytest.mark.parametrize(("minutes", "expected"), [(3, Light.GREEN), (4, Light.RED)])
def test_three_minutes_of_silence_are_an_alarm(session, minutes, expected):
    note_ok(session, DOOR, "lmtp", at=AT)

    assert light(session, AT + timedelta(minutes=minutes)).light is expected


def test_a_mail_that_was_not_kept_is_looked_at_until_one_is(session):
    note_ok(session, DOOR, "lmtp", at=AT)
    note_ok(session, CALLS, "lmtp", at=AT)
    note_failure(session, "lmtp", "lmtp", "disk-full", at=AT)
    failed = light(session)
    note_ok(session, "lmtp", "lmtp", at=AT + timedelta(minutes=1))

    assert (failed.light, failed.error, failed.heard_at) == (Light.AMBER, "disk-full", AT)
    assert light(session).light is Light.GREEN


def test_the_page_tells_the_last_connection_in_both_languages(app, session, sign_in):
    app.extensions[ACCOUNTS] = accounts()
    note_ok(session, DOOR, "lmtp", at=AT)
    note_ok(session, CALLS, "lmtp", at=AT)
    session.commit()
    browser = sign_in(Role.ADMIN)

    english, hindi = (
        text_of(browser.get(f"/office/channels?lang={each}")) for each in ("en", "hi")
    )

    assert "E-mail from our mail server (LMTP)" in english
    assert "Last connection: 5 January 2026, 11:30" in english
    assert "हमारे मेल सर्वर से ई-मेल (LMTP)" in hindi
    assert "पिछला सम्पर्क: 5 जनवरी 2026, 11:30" in hindi


@pytest.fixture
def listening(register, monkeypatch):
    """A listener at work, telling the register of itself."""
    monkeypatch.setattr(lmtp, "PAUSE_SECONDS", 0.01)
    opened = []

    def start(keep):
        taking = Taking(keep)
        door = Door(taking, hostname="127.0.0.1", port=free_port())
        told = threading.Event()

        def tell(known, at):
            before = known.outcome
            note_door(register, "lmtp", known, at)
            if before is not None:
                told.set()

        listener = Listening(door, taking, tell)
        thread = threading.Thread(target=listener.run)
        thread.start()
        opened.append((listener, thread))
        while door.server is None:
            thread.join(0.01)
        return door, told

    yield start
    for listener, thread in opened:
        listener.stop()
        thread.join()


def health(database):
    with database.reading() as session:
        found = act_as(session, SYSTEM).scalars(select(ChannelHealth)).all()
        return {
            row.channel: (row.account, row.last_ok_at is not None, row.last_error) for row in found
        }


def test_a_call_and_a_kept_mail_stand_in_the_register_at_once(register, listening):
    door, told = listening(lambda _raw: None)

    assert hand_in(door) == [250, 250]
    assert told.wait(30)

    well = ("lmtp", True, None)
    assert health(register) == {"lmtp": well, DOOR: well, CALLS: well}


def test_a_mail_that_was_not_kept_is_told_by_its_code(register, listening):
    def full(_raw):
        raise MailboxAway("disk-full")

    door, told = listening(full)

    assert hand_in(door) == [451, 451]
    assert told.wait(30)
    assert health(register)["lmtp"] == ("lmtp", False, "disk-full")


def test_while_the_register_is_away_the_door_stays_open(monkeypatch):
    monkeypatch.setattr(lmtp, "PAUSE_SECONDS", 0.01)
    taking = Taking(lambda _raw: None)
    door = Door(taking, hostname="127.0.0.1", port=free_port())
    beats = []

    def away(_known, _at):
        beats.append(1)
        raise OSError

    listener = Listening(door, taking, away)
    thread = threading.Thread(target=listener.run)
    thread.start()
    while not beats:
        thread.join(0.01)
    said = hand_in(door, MAIL)
    listener.stop()
    thread.join(30)

    assert said == [250, 250]
    assert not thread.is_alive()
    assert isinstance(taking.outcome, Outcome)
