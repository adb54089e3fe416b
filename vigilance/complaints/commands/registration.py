"""Entering a complaint in the register: one transaction writes all of it or nothing (security.md 5.2)."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.clocks.commands import keep_clocks
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.commands.first_word import acknowledge_at_once
from vigilance.complaints.commands.steps import cell_of
from vigilance.complaints.filing import Filing, Registration
from vigilance.complaints.models import Complaint, Receipt
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import Prepared, fresh_reference, prepare
from vigilance.complaints.text_marks import keep_text_mark
from vigilance.domain.actors import Actor
from vigilance.domain.age_bands import band_of
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import AlreadyReceived, EditConflict
from vigilance.domain.lanes import Lane
from vigilance.domain.numbering import complaint_number
from vigilance.domain.workflows.complaint import COMPLAINT, Action, State
from vigilance.evidence.commands import add_papers
from vigilance.evidence.keys import keep_record_key
from vigilance.evidence.texts import keep_text
from vigilance.identities.commands import keep_identity, keep_marks, keep_relay_address
from vigilance.records.commands import next_in_series, open_record
from vigilance.records.models import Record, RecordKind, Tier
from vigilance.records.scope import kept
from vigilance.records.totals import count_flow, move_totals

STANDS = kept(
    select(Complaint.record_id, Complaint.reference, Complaint.imported_id).where(
        or_(
            Complaint.record_id == bindparam("id"),
            Complaint.reference == bindparam("reference"),
            Complaint.imported_id == bindparam("imported"),
        )
    )
)
"""What is in the register already under one of a complaint's own marks."""


def register(
    session: Session, filing: Filing, *, by: Actor, at: datetime, office: Office
) -> Registration:
    """Enter a filing. Keys, codes and papers are made first, so the session's first statement begins the short part."""
    return register_prepared(session, prepare(filing, office, at), by=by, office=office)


def register_prepared(
    session: Session, prepared: Prepared, *, by: Actor, office: Office
) -> Registration:
    """Enter what was prepared; AlreadyReceived where it, or the same imported complaint, was entered before."""
    prepared = _not_yet_entered(session, prepared)
    rules = office.rules(session)
    COMPLAINT.take(None, Action.REGISTER, by.roles, ())
    record = _record_of(session, prepared)
    # The rest is written at once: each table in one statement, no row twice but the record's own.
    with session.no_autoflush:
        registration = _entered(session, record, prepared, rules, by=by, office=office)
    session.flush()
    return registration


def _record_of(session: Session, prepared: Prepared) -> Record:
    protected = prepared.filing.lane is Lane.PROTECTED
    return open_record(
        session,
        RecordKind.COMPLAINT,
        prepared.reference,  # until the register's own number is taken, at the very end
        at=prepared.at,
        tier=Tier.PROTECTED if protected else Tier.ORDINARY,
        record_id=prepared.record_id,
        at_intake=True,
    )


def _entered(
    session: Session,
    record: Record,
    prepared: Prepared,
    rules: ClockRules,
    *,
    by: Actor,
    office: Office,
) -> Registration:
    """All that hangs on the record. Nothing of a record just opened needs to be looked for."""
    at = prepared.at
    rows = _hang_on(session, record, prepared, by=by)
    complaint = _complaint_of(record, prepared)
    keep_text_mark(session, record, prepared.filing.text, at=at)
    clocks = keep_clocks(
        session, record, Action.REGISTER, on=complaint.received_on, rules=rules, known=()
    )
    due = next(clock.due_on for clock in clocks if clock.limit_name == "acknowledgement")
    cell = cell_of(complaint)
    move_totals(session, into=[cell] if cell else [])
    count_flow(session, Action.REGISTER.value, before=None, after=cell, on=ist_day(at))
    _number(session, complaint, office)
    entry = append_event(
        session, record, Action.REGISTER, _told(complaint, prepared), by=by, at=at,
        rows=[complaint, *rows],
    )  # fmt: skip
    acknowledge_at_once(session, complaint, prepared, clocks, rules=rules, office=office)
    return Registration(
        complaint=complaint,
        record_id=record.id,
        reference=prepared.reference,
        secret=prepared.secret,
        registered_at=at,
        acknowledgement_due=due,
        event_hash=entry.event_hash,
    )


def _not_yet_entered(session: Session, prepared: Prepared) -> Prepared:
    """The same with a reference nobody has; a complaint is entered once, whoever tries again.

    EditConflict where the complainant holds a reference that another has: a person must look.
    """
    imported = prepared.filing.imported_id
    marks = {"id": prepared.record_id, "imported": imported}
    while same := session.execute(STANDS, marks | {"reference": prepared.reference}).all():
        if any(row.record_id == prepared.record_id for row in same):
            raise AlreadyReceived("this complaint")
        if imported is not None and any(row.imported_id == imported for row in same):
            raise AlreadyReceived("this imported complaint")
        if prepared.told:
            raise EditConflict("a reference that was told stands in the register already")
        prepared = replace(prepared, reference=fresh_reference())
    return prepared


def _hang_on(session: Session, record: Record, prepared: Prepared, *, by: Actor) -> list[object]:
    """The rows that hang on the new record, for its first event."""
    rows = keep_record_key(session, record, prepared.key)
    rows += keep_identity(session, record, prepared.vault, given=prepared.identity_given)
    if prepared.address is not None:
        rows.append(keep_relay_address(session, record, prepared.address))
    rows += keep_marks(session, record, prepared.marks, at=prepared.at)
    rows += add_papers(
        session, record, prepared.papers, key=prepared.key.key, by=by, at=prepared.at, last=0
    )
    made = prepared.receipt
    receipt = Receipt(
        record_id=record.id,
        salt=made.salt,
        check_hash=made.check,
        mailbox_public=made.mailbox_public,
        mailbox_private_wrapped=made.mailbox_private_wrapped,
    )
    session.add(receipt)
    return [*rows, receipt]


def _complaint_of(record: Record, prepared: Prepared) -> Complaint:
    filing, at = prepared.filing, prepared.at
    received_on = ist_day(filing.received_at or at)
    complaint = Complaint(
        record_id=record.id,
        record=record,
        reference=prepared.reference,
        channel=filing.channel,
        lane=filing.lane,
        language=filing.language,
        text=None,
        text_sealed=None,
        district_code=filing.district_code,
        place=filing.place,
        scheme_code=filing.scheme_code,
        post_complained_against=filing.post_complained_against,
        incident_date=filing.incident_date,
        amount_demanded=filing.amount_demanded,
        live_demand=filing.live_demand,
        state=State.REGISTERED,
        state_since=at,
        received_on=received_on,
        registered_at=at,
        imported_id=filing.imported_id,
        counted_band=band_of((ist_day(at) - received_on).days).value,
    )
    keep_text(complaint, record, filing.text, key=prepared.key.key, recipient=None)
    return complaint


def _number(session: Session, complaint: Complaint, office: Office) -> None:
    """The next number of this year's register, taken last because it makes other registrations wait."""
    code, year = office.settings.office_code, ist_day(complaint.registered_at).year
    serial = next_in_series(session, f"{code}-C-{year}")
    complaint.number = complaint.record.number = complaint_number(code, year, serial)
    session.add(complaint)


def _told(complaint: Complaint, prepared: Prepared) -> dict[str, object]:
    """What the ledger is told: codes and numbers, never a word of what was written."""
    filing = prepared.filing
    arrived = {"arrival": filing.arrival} if filing.arrival else {}
    flags = {"flags": list(filing.flags)} if filing.flags else {}
    return (
        arrived
        | flags
        | {
            "from": None,
            "to": complaint.state.value,
            "number": complaint.number,
            "channel": complaint.channel.value,
            "lane": complaint.lane.value,
            "received_on": complaint.received_on.isoformat(),
            "papers": len(prepared.papers),
        }
    )
