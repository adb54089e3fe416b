"""A complaint is entered once, whole, and what must be sealed is nowhere in clear."""

import dataclasses
import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, inspect, select

from tests.builders.complaints import AT, SITA, TEXT, a_complaint, a_filing, an_upload
from vigilance.audit.models import Event, EventPayload
from vigilance.clocks.models import Clock
from vigilance.complaints.commands.registration import register, register_prepared
from vigilance.complaints.models import Complaint, Receipt
from vigilance.complaints.preparation import prepare
from vigilance.complaints.spool_file import packed, unpacked
from vigilance.correspondence.models import Message, OutboxEntry
from vigilance.correspondence.queries import messages_of, said_to_office, said_to_owner
from vigilance.database.base import Base
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.errors import ActionNotAllowed, AlreadyReceived, NotPermitted
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import State
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.models import KeyWrap
from vigilance.evidence.queries import papers_of
from vigilance.evidence.texts import open_text, read_text
from vigilance.identities.commands import Identity
from vigilance.identities.models import IdentityShare, RelayAddress, SealedIdentity
from vigilance.records.models import Record, Tier
from vigilance.records.totals import PendingTotal
from vigilance.sealing.evidence import blob_path, open_blob
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.receipts import check_receipt, open_mailbox

CANARY = "नाम-कैनरी-QX7"


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def everything(session):
    """Every row of every table, as text."""
    return "\n".join(
        repr([getattr(row, attr.key) for attr in inspect(type(row)).column_attrs])
        for mapper in Base.registry.mappers
        for row in session.scalars(select(mapper.class_))
    )


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
        "record", "complaint", "receipt", "record_key", "key_wrap", "sealed_identity", "identity_share", "relay_address",
    }  # fmt: skip


def test_its_clocks_begin_and_the_web_acknowledges_at_once(session, office):
    made = a_complaint(session, office)
    session.commit()

    clocks = {clock.limit_name: clock for clock in session.scalars(select(Clock))}
    assert clocks.keys() == {"acknowledgement", "scrutiny"}
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


def test_an_ordinary_text_is_in_clear_and_a_protected_one_is_sealed(session, office):
    ordinary = a_complaint(session, office).complaint
    protected = a_complaint(session, office, lane=Lane.PROTECTED).complaint
    session.commit()

    assert (ordinary.text, ordinary.text_sealed, ordinary.record.tier) == (
        TEXT,
        None,
        Tier.ORDINARY,
    )
    assert (protected.text, protected.record.tier) == (None, Tier.PROTECTED)
    actor = Actor(frozenset({Role.CVO}), uuid.uuid4())
    key = open_record_key(session, protected.record_id, office.holder, actor, AT)
    assert read_text(protected, protected.record, lambda: key) == TEXT


def test_nothing_sealed_stands_in_any_row_in_clear(session, office):
    identity = Identity(
        name=CANARY, mobile="+919000000123", email="canary.qx7@example.com", address=f"{CANARY} गली"
    )
    papers = (an_upload(f"{CANARY}.pdf"),)
    a_complaint(
        session,
        office,
        lane=Lane.PROTECTED,
        text=f"{CANARY} ने देखा",
        identity=identity,
        papers=papers,
        original=CANARY.encode(),
    )
    session.commit()

    stored = everything(session)
    for canary in (CANARY, "9000000123", "canary.qx7", repr(CANARY.encode())[2:-1]):
        assert canary not in stored
    for path in office.settings.home.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes()


def test_an_ordinary_record_seals_the_identity_and_the_original_all_the_same(session, office):
    identity = Identity(name=CANARY, email="canary.qx7@example.com")
    a_complaint(session, office, identity=identity, original=f"name={CANARY}".encode())
    session.commit()

    stored = everything(session)
    assert CANARY not in stored
    assert repr(CANARY.encode())[2:-1] not in stored


def test_the_papers_open_with_the_records_key(session, office):
    made = a_complaint(
        session,
        office,
        papers=(an_upload("शिकायत.pdf", b"%PDF-1.4 x"), an_upload("b.exe", b"MZ\x90")),
    )
    session.commit()

    first, second = papers_of(session, [made.record_id])
    key = open_record_key(
        session, made.record_id, office.holder, Actor(frozenset({Role.CVO}), uuid.uuid4()), AT
    )
    place = FieldPlace("paper", "name_sealed", first.id, made.record_id)
    assert open_text(place, first.name_sealed, key) == "शिकायत.pdf"
    assert (
        open_blob(blob_path(office.settings.blobs_dir, first.blob_name), key.private)
        == b"%PDF-1.4 x"
    )
    assert [(p.number, p.media_type, p.flags) for p in (first, second)] == [
        (1, "application/pdf", []),
        (2, "application/octet-stream", ["unrecognised"]),
    ]


def test_the_secret_opens_the_mailbox_and_nothing_stored_tells_it(session, office):
    made = a_complaint(session, office, lane=Lane.PROTECTED)
    session.commit()

    receipt = session.scalars(select(Receipt)).one()
    wrap_key = check_receipt(made.secret, receipt.salt, receipt.check_hash)
    mailbox = open_mailbox(wrap_key, receipt.mailbox_private_wrapped)
    (message,) = messages_of(session, [made.record_id])
    assert message.text is None
    (said,) = said_to_owner([message], mailbox)
    key = open_record_key(
        session, made.record_id, office.holder, Actor(frozenset({Role.CVO}), uuid.uuid4()), AT
    )
    assert said.text == said_to_office([message], made.complaint.record, lambda: key)[0].text
    assert f"{made.reference[:4]}-{made.reference[4:]}" in said.text
    assert made.secret not in everything(session)


def test_a_protected_complainant_leaves_no_address_with_the_relay(session, office):
    a_complaint(session, office, lane=Lane.PROTECTED)
    session.commit()

    assert (count(session, RelayAddress), count(session, OutboxEntry)) == (0, 0)


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


def test_what_is_put_aside_is_what_was_prepared(office):
    prepared = prepare(
        a_filing(papers=(an_upload(),), incident_date=date(2025, 12, 31)), office, AT
    )

    again, claim = unpacked(packed(prepared, None))

    assert claim is None
    assert again == dataclasses.replace(prepared, secret="", told=True)
    assert prepared.secret.encode() not in packed(prepared, None)
    assert SITA.name.encode() not in packed(prepared, None)
