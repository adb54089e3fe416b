"""Word goes out through the relay, once in effect, to an address nobody reads."""

import dataclasses
import email
import email.policy
import socket
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from tests.builders.complaints import a_complaint
from vigilance.audit.commands import append_event
from vigilance.correspondence.jobs import send_due
from vigilance.correspondence.models import OutboxEntry, OutboxState
from vigilance.correspondence.outbox_queries import parked_count
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Lane
from vigilance.identities.commands import Identity
from vigilance.identities.models import RelayAddress

NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)


class Mailbox:
    """A mail server that keeps what it takes, and answers what it is told to."""

    def __init__(self):
        self.mails = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- aiosmtpd's name
        if self.answer.startswith("250"):
            self.mails.append(envelope)
        return self.answer


@pytest.fixture
def server(request):
    """A mail server; one that knows Hindi letters in addresses, unless a test asks for one that does not."""
    mailbox = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        mailbox.port = free.getsockname()[1]
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=mailbox.port,
        enable_SMTPUTF8=getattr(request, "param", True),
    )
    controller.start()
    yield mailbox
    controller.stop(no_assert=True)


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.fixture
def mailing(office, server):
    return dataclasses.replace(
        office.settings,
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        base_url="https://vigilance.example",
    )


@pytest.fixture
def made(session, office):
    found = a_complaint(
        session, office, identity=Identity(name="सीता", email="sita@example.com"), language="hi"
    )
    session.commit()
    return found


def entry(session):
    session.expire_all()
    return session.scalars(select(OutboxEntry)).one()


def read(envelope):
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


def test_a_mail_says_only_that_there_is_news(session, connected, office, mailing, server, made):
    assert send_due(connected, office.keyring, mailing, NOW) == 1

    (envelope,) = server.mails
    mail = read(envelope)
    assert envelope.rcpt_tos == ["sita@example.com"]
    assert mail["Subject"] == "आपके लिए नई जानकारी है"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    assert "https://vigilance.example/complaints/track" in text
    for hidden in (made.reference, made.secret, made.complaint.number, "सीता", made.complaint.text):
        assert hidden not in envelope.content.decode("utf-8", "replace") + text
    assert (entry(session).state, entry(session).sent_at) == (OutboxState.SENT, NOW)


def test_what_was_sent_is_not_sent_again(connected, office, mailing, server, made):
    sent = [send_due(connected, office.keyring, mailing, NOW) for _ in range(3)]

    assert sent == [1, 0, 0]
    assert len(server.mails) == 1


def test_a_mail_sent_twice_by_a_crash_is_the_same_mail(
    session, connected, office, mailing, server, made
):
    send_due(connected, office.keyring, mailing, NOW)
    row = entry(session)
    row.state = OutboxState.WAITING  # killed after the server took it and before we noted so
    session.commit()

    send_due(connected, office.keyring, mailing, NOW + timedelta(hours=1))

    first, second = (read(envelope)["Message-ID"] for envelope in server.mails)
    assert first == second


def test_a_lease_keeps_another_runner_away_until_it_is_over(
    session, connected, office, mailing, server, made
):
    row = entry(session)
    row.leased_until = NOW + timedelta(minutes=2)
    session.commit()

    assert send_due(connected, office.keyring, mailing, NOW) == 0
    assert send_due(connected, office.keyring, mailing, NOW + timedelta(minutes=2)) == 1


def test_a_server_that_is_busy_is_tried_again_later_and_later_and_then_it_waits_for_a_person(
    session, connected, office, mailing, server, made
):
    server.answer = "451 busy"
    moment, waits = NOW, []
    for _ in range(8):
        assert send_due(connected, office.keyring, mailing, moment) == 0
        assert send_due(connected, office.keyring, mailing, moment) == 0
        waits.append(int((entry(session).next_try_at - moment).total_seconds() / 60))
        moment = max(entry(session).next_try_at, moment)

    least = [
        1,
        2,
        4,
        8,
        16,
        32,
        64,
    ]  # and a tenth more, so that what failed together is not tried together
    assert [(a <= b <= a * 1.1) for a, b in zip(least, waits[:7], strict=True)] == [True] * 7
    assert (entry(session).state, entry(session).attempts) == (OutboxState.PARKED, 8)
    assert entry(session).last_error == "SMTPDataError 451"
    assert parked_count(session) == 1
    server.answer = "250 OK"
    assert send_due(connected, office.keyring, mailing, moment + timedelta(days=1)) == 0


def test_a_refusal_for_good_is_parked_at_once(session, connected, office, mailing, server, made):
    server.answer = "550 no such box"

    send_due(connected, office.keyring, mailing, NOW)

    assert (entry(session).state, entry(session).attempts) == (OutboxState.PARKED, 1)


def test_no_error_holds_an_address(session, connected, office, mailing, server, made):
    server.answer = "550 <sita@example.com> unknown"

    send_due(connected, office.keyring, mailing, NOW)

    assert "sita" not in entry(session).last_error


def test_a_server_that_is_down_loses_nothing(session, connected, office, mailing, server, made):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens here
        away = dataclasses.replace(mailing, smtp_port=taken.getsockname()[1])
        assert send_due(connected, office.keyring, away, NOW) == 0

    assert (entry(session).state, entry(session).attempts) == (OutboxState.WAITING, 1)


def test_without_a_server_the_mail_is_laid_down_as_a_file(
    session, connected, office, made, tmp_path
):
    settings = dataclasses.replace(office.settings, home=tmp_path)

    send_due(connected, office.keyring, settings, NOW)

    (file,) = settings.outbox_dir.iterdir()
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert (file.suffix, mail["To"], file.stat().st_mode & 0o077) == (".eml", "sita@example.com", 0)
    assert entry(session).state is OutboxState.SENT


def test_a_mobile_number_gets_a_short_text(session, connected, office, tmp_path):
    a_complaint(session, office, identity=Identity(mobile="+919000000007"), language="en")
    session.commit()
    settings = dataclasses.replace(office.settings, home=tmp_path)

    send_due(connected, office.keyring, settings, NOW)

    (file,) = settings.outbox_dir.iterdir()
    assert file.suffix == ".sms"
    assert file.read_text().startswith("To: +919000000007\n\nThere is news for you.")
    assert len(file.read_text().split("\n\n", 1)[1]) <= 160


def test_an_address_of_another_key_is_parked_and_stops_no_other(
    session, connected, office, mailing, server, made
):
    a_complaint(session, office, identity=Identity(email="second@example.com"))
    session.commit()
    broken = session.scalars(
        select(RelayAddress).where(RelayAddress.record_id == made.record_id)
    ).one()
    broken.blob = b"\x01" + bytes(80)
    append_event(session, made.complaint.record, "test", {}, by=SYSTEM, at=NOW, rows=[broken])
    session.commit()

    assert send_due(connected, office.keyring, mailing, NOW) == 1
    assert [envelope.rcpt_tos for envelope in server.mails] == [["second@example.com"]]


@pytest.mark.parametrize("lane", [Lane.PROTECTED, Lane.ANONYMOUS])
def test_nobody_is_sought_who_did_not_say_where(session, connected, office, mailing, server, lane):
    identity = Identity(email="sita@example.com") if lane is Lane.PROTECTED else Identity()
    a_complaint(session, office, lane=lane, identity=identity)
    session.commit()

    assert send_due(connected, office.keyring, mailing, NOW) == 0


@pytest.mark.parametrize(("server", "sent"), [(True, 2), (False, 1)], indirect=["server"])
def test_a_server_that_cannot_take_hindi_letters_stops_no_other_mail(
    session, connected, office, mailing, server, sent
):
    a_complaint(session, office, identity=Identity(email="सीता@example.com"))
    a_complaint(session, office, identity=Identity(email="second@example.com"))
    session.commit()

    assert send_due(connected, office.keyring, mailing, NOW) == sent
    assert len(server.mails) == sent
    assert ["second@example.com"] in [envelope.rcpt_tos for envelope in server.mails]
