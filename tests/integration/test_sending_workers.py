"""Several runners at one outbox send each message once; and what no header may hold is parked, not fatal."""

import dataclasses
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.builders.complaints import a_complaint
from tests.builders.sending import carriers_with, recorders
from vigilance.correspondence.jobs import send_due
from vigilance.correspondence.models import OutboxEntry, OutboxState
from vigilance.correspondence.sending import LEASE, take_due
from vigilance.correspondence.threads import remember_mail
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind
from vigilance.identities.contacts import Identity

NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)
RUNNERS = 4
MESSAGES = 25


def a_chat(session, office, number):
    handle = Contact(ContactKind.TELEGRAM, f"90000{number:05d}")
    return a_complaint(session, office, identity=Identity(handle=handle), channel=Channel.TELEGRAM)


@pytest.fixture
def filled(register, own_office):
    for number in range(MESSAGES):
        with register.writing() as session, session.begin():
            a_chat(act_as(session, SYSTEM), own_office, number)
    return register


def states(database):
    with database.reading() as session:
        act_as(session, SYSTEM)
        counted = select(OutboxEntry.state, func.count()).group_by(OutboxEntry.state)
        return {row[0]: row[1] for row in session.execute(counted)}


def test_four_runners_send_each_message_once(filled, own_office):
    adapters = recorders()
    carriers = carriers_with(own_office, adapters)

    def run():
        for _ in range(8):
            send_due(filled, own_office.keyring, own_office.settings, NOW, carriers)

    threads = [threading.Thread(target=run) for _ in range(RUNNERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    keys = [message.effect_key for message in adapters["telegram"].sent]
    assert len(keys) == len(set(keys)) == MESSAGES
    assert states(filled) == {OutboxState.SENT: MESSAGES}


def test_what_a_killed_runner_had_taken_is_sent_by_the_next(filled, own_office):
    with filled.writing() as session, session.begin():
        taken = take_due(act_as(session, SYSTEM), NOW)  # and then the power fails
    adapters = recorders()
    carriers = carriers_with(own_office, adapters)

    def sweep(at):
        return send_due(filled, own_office.keyring, own_office.settings, at, carriers)

    at_once, later = sweep(NOW), sweep(NOW + LEASE)

    assert (len(taken), at_once, later) == (20, 5, 20)
    assert states(filled) == {OutboxState.SENT: MESSAGES}


@pytest.mark.parametrize(
    "address",
    [
        "sita@example.com\r\nBcc: all@example.com",
        "sita@exa\x00mple.com",
        "sita",
        "@",
        "a b@example.com",
        "a@example.com,b@example.com",
        "<a@example.com>",
    ],
)
def test_an_address_that_no_header_may_hold_is_parked(
    session, connected, office, tmp_path, address
):
    settings = dataclasses.replace(office.settings, home=tmp_path)
    a_complaint(session, office, identity=Identity(email=address))
    session.commit()

    send_due(connected, office.keyring, settings, NOW, carriers_with(office, {}, settings=settings))

    (found,) = session.execute(select(OutboxEntry.state, OutboxEntry.last_error)).all()
    assert tuple(found) == (OutboxState.PARKED, "address-unusable")
    assert not settings.outbox_dir.exists()


def test_an_address_in_hindi_letters_is_an_address(session, connected, office, tmp_path):
    settings = dataclasses.replace(office.settings, home=tmp_path)
    a_complaint(session, office, identity=Identity(email="सीता@example.com"))
    session.commit()

    send_due(connected, office.keyring, settings, NOW, carriers_with(office, {}, settings=settings))

    assert [path.suffix for path in settings.outbox_dir.iterdir()] == [".eml"]


def test_our_answer_stands_under_the_complainants_own_mail(session, connected, office, tmp_path):
    settings = dataclasses.replace(office.settings, home=tmp_path)
    made = a_complaint(session, office, identity=Identity(email="sita@example.com"))
    remember_mail(session, made.record_id, "first@mail.example.com", office.keyring, at=NOW)
    session.commit()

    send_due(connected, office.keyring, settings, NOW, carriers_with(office, {}, settings=settings))

    (path,) = settings.outbox_dir.iterdir()
    headers = path.read_text().partition("\n\n")[0]
    assert "In-Reply-To: <first@mail.example.com>" in headers
    assert "References: <first@mail.example.com>" in headers
    later = NOW + timedelta(days=1)
    assert send_due(connected, office.keyring, settings, later) == 0
