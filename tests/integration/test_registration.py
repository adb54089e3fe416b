"""A complaint is entered once, whole, and what must be sealed is nowhere in clear."""

import dataclasses
import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from tests.builders.complaints import AT, a_complaint, a_filing, an_upload
from vigilance.audit.models import Event, EventPayload
from vigilance.clocks.models import Clock
from vigilance.complaints.commands.registration import register, register_prepared
from vigilance.complaints.models import Complaint, Receipt
from vigilance.complaints.preparation import prepare
from vigilance.correspondence.models import Message, OutboxEntry
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.errors import ActionNotAllowed, AlreadyReceived, NotPermitted
from vigilance.domain.lanes import Channel
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import State
from vigilance.evidence.models import KeyWrap
from vigilance.identities.models import IdentityShare, RelayAddress, SealedIdentity
from vigilance.records.models import Record
from vigilance.records.totals import PendingTotal


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_registration_writes_all_of_it_once(session, office):
    made = a_complaint(session, office, papers=(an_upload(),))
    session.commit()

    tables = [Complaint, Receipt, Record, SealedIdentity, RelayAddress, Message, OutboxEntry]
    assert [count(session, table) for table in tables] == [1] * len(tables)
    assert count(session, KeyWrap) == 2
    assert count(session, IdentityShare) == 2
    assert made.complaint.number == "SWD-C-2026-000001"
    assert made.complaint.record.number == made.complaint.number
    assert made.complaint.record.at_intake
    assert [e.type for e in session.scalars(select(Event).order_by(Event.record_seq))] == [
        "register",
        "acknowledge",
    ]
    assert made.event_hash == session.scalar(
        select(Event.event_hash).where(Event.type == "register")
    )


def test_each_row_of_a_registration_is_written_once(session, office, queries_made):
    a_complaint(session, office)
    queries_made.clear()
    a_complaint(session, office)
    record_written = [one for one in queries_made if one.startswith("UPDATE record ")]
    clocks_written = [
        one for one in queries_made if one.startswith(("INSERT INTO clock", "UPDATE clock"))
    ]
    assert (len(record_written), len(clocks_written)) == (1, 1)
    assert len(queries_made) <= 24


def test_the_ledger_is_told_codes_and_no_words(session, office):
    a_complaint(session, office)
    session.commit()

    body = session.scalar(select(EventPayload.body).join(Event).where(Event.type == "register"))
    rows = body.pop("rows")
    assert body == {
        "from": None,
        "to": "registered",
        "number": "SWD-C-2026-000001",
        "channel": "web",
        "lane": "ordinary",
        "received_on": "2026-01-05",
        "papers": 0,
    }
    assert {name.partition(":")[0] for name in rows} == {
        "record", "complaint", "receipt", "record_key", "key_wrap", "sealed_identity", "identity_share", "relay_address", "contact_mark",
    }  # fmt: skip


def test_its_clocks_begin_and_the_web_acknowledges_at_once(session, office):
    made = a_complaint(session, office)
    session.commit()

    clocks = {clock.limit_name: clock for clock in session.scalars(select(Clock))}
    assert clocks.keys() == {"acknowledgement", "scrutiny", "feedback"}
    assert made.acknowledgement_due == clocks["acknowledgement"].due_on == date(2026, 1, 8)
    assert clocks["acknowledgement"].done_on == date(2026, 1, 5)
    assert clocks["scrutiny"].done_on is None


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.LETTER, Channel.EMAIL])
def test_other_channels_are_acknowledged_by_an_officer(session, office, channel):
    a_complaint(session, office, channel=channel)
    session.commit()

    done = session.scalar(select(Clock.done_on).where(Clock.limit_name == "acknowledgement"))
    assert (done, count(session, Message)) == (None, 0)


def test_it_is_counted_as_pending(session, office):
    a_complaint(session, office)
    a_complaint(session, office, district_code=None)
    session.commit()

    cells = {
        (row.district_code, row.stage, row.age_band, row.pending)
        for row in session.scalars(select(PendingTotal))
    }
    assert cells == {("135", "registered", "0-30", 1), ("-", "registered", "0-30", 1)}


def test_an_older_complaint_is_counted_from_the_day_it_was_received(session, office):
    made = a_complaint(
        session, office, channel=Channel.LETTER, received_at=datetime(2025, 9, 1, 20, tzinfo=UTC)
    )
    session.commit()

    assert made.complaint.received_on == date(2025, 9, 2)  # past midnight in India
    assert made.complaint.counted_band == "91-180"
    started = session.scalar(select(Clock.started_on).where(Clock.limit_name == "scrutiny"))
    assert started == date(2025, 9, 2)


def test_numbers_run_without_a_gap_and_references_do_not_run(session, office):
    first, second = a_complaint(session, office), a_complaint(session, office)
    session.commit()

    assert [first.complaint.number[-3:], second.complaint.number[-3:]] == ["001", "002"]
    assert first.reference != second.reference


def test_an_imported_complaint_is_entered_once(session, office):
    a_complaint(session, office, imported_id="DEV-001", channel=Channel.IMPORT)
    session.commit()

    with pytest.raises(AlreadyReceived):
        a_complaint(session, office, imported_id="DEV-001", channel=Channel.IMPORT)
    session.rollback()
    assert count(session, Complaint) == 1


def test_what_was_prepared_is_entered_once(session, office):
    prepared = prepare(a_filing(), office, AT)
    register_prepared(session, prepared, by=SYSTEM, office=office)
    session.commit()

    with pytest.raises(AlreadyReceived):
        register_prepared(session, prepared, by=SYSTEM, office=office)


def test_a_reference_that_exists_is_drawn_again(session, office):
    first = a_complaint(session, office)
    second = dataclasses.replace(prepare(a_filing(), office, AT), reference=first.reference)

    made = register_prepared(session, second, by=SYSTEM, office=office)
    session.commit()

    assert made.reference == made.complaint.reference != first.reference


def test_a_clerk_registers_what_was_told_on_the_telephone(session, connected, office, an_officer):
    clerk = an_officer(Role.CLERK)
    actor = Actor(frozenset({Role.CLERK}), clerk.id)
    with connected.writing() as writing:
        writing.info["actor"] = actor
        made = register(writing, a_filing(channel=Channel.PHONE), by=actor, at=AT, office=office)
        writing.commit()

    assert made.complaint.state is State.REGISTERED
    assert session.scalar(select(Event.actor)) == str(clerk.id)


def test_the_minister_registers_nothing(session, office):
    with pytest.raises((NotPermitted, ActionNotAllowed)):
        register(
            session,
            a_filing(),
            by=Actor(frozenset({Role.MINISTER}), uuid.uuid4()),
            at=AT,
            office=office,
        )


def test_a_registration_that_fails_leaves_nothing(session, connected, office):
    def interrupted():
        with connected.writing() as writing, writing.begin():
            writing.info["actor"] = SYSTEM
            a_complaint(writing, office)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()

    tables = [Complaint, Receipt, Record, SealedIdentity, Clock, PendingTotal, Event]
    assert [count(session, table) for table in tables] == [0] * len(tables)
