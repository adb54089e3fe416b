"""The finding that a complaint was false: proposed by one officer, found by the CVO as the second, never by itself."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.complaints.after_models import FalseComplaint
from vigilance.complaints.after_queries import false_findings, is_closed
from vigilance.complaints.commands.reasons import reasons_note
from vigilance.complaints.models import Complaint
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid, NotPermitted
from vigilance.domain.papers import InHand
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.roles import Role
from vigilance.notes.models import Note

LONGEST_AUTHORITY = 120


@dataclass(frozen=True, slots=True)
class Falsity:
    """What the competent authority decided: whether there was malice, who decided and when, and why."""

    malice: bool
    authority: str
    decided_on: date
    reasons: str


def propose_false(
    session: Session, complaint: Complaint, found: Falsity, *, by: Actor, at: datetime
) -> FalseComplaint:
    """Propose the finding on a closed complaint; it is none until a second person finds it."""
    if not allowed(by.roles, Permission.PROCEEDING_STEP) or by.officer_id is None:
        raise NotPermitted("propose-false-complaint")
    lock_record(session, complaint.record)
    _check(session, complaint, found, ist_day(at))
    note = _note(session, complaint, found.reasons, by=by, at=at)
    row = FalseComplaint(
        id=uuid.uuid4(),
        record_id=complaint.record_id,
        malice=found.malice,
        authority=found.authority.strip(),
        decided_on=found.decided_on,
        court_complaint_on=None,
        note_number=note.number,
        proposed_by=by.officer_id,
        proposed_at=at,
        found_by=None,
        found_at=None,
        undone_by=None,
        undone_at=None,
        undone_note=None,
    )
    session.add(row)
    body = {"malice": found.malice, "decided_on": found.decided_on.isoformat()}
    _tell(session, complaint, "false-complaint-proposed", [row, note], body, by=by, at=at)
    return row


def _check(session: Session, complaint: Complaint, found: Falsity, today: date) -> None:
    if not is_closed(complaint):
        raise ActionNotAllowed("propose-false-complaint", complaint.state)
    wrong: dict[str, list[str]] = {}
    standing = [each for each in false_findings(session, complaint.record_id) if not each.undone_at]
    if standing:
        wrong["reasons"] = ["Such a finding stands or waits already. Undo it first."]
    if not found.authority.strip() or len(found.authority) > LONGEST_AUTHORITY:
        wrong["authority"] = ["Write the post of the authority that decided."]
    if not complaint.received_on <= found.decided_on <= today:
        wrong["decided_on"] = ["The day lies before the complaint or in the future."]
    if wrong:
        raise Invalid(wrong)


def find_false(
    session: Session, complaint: Complaint, row: FalseComplaint, *, by: Actor, at: datetime
) -> None:
    """The CVO as the second person makes the proposal a finding."""
    _only_cvo(by)
    lock_record(session, complaint.record)
    if row.undone_at is not None or row.found_at is not None:
        raise ActionNotAllowed("find-false-complaint", complaint.state)
    if row.proposed_by in by.hands:
        raise Incomplete([InHand.SECOND_PERSON])
    row.found_by, row.found_at = by.officer_id, at
    body = {"malice": row.malice, "authority_decided_on": row.decided_on.isoformat()}
    _tell(session, complaint, "false-complaint-found", [row], body, by=by, at=at)


def lodge_in_court(
    session: Session,
    complaint: Complaint,
    row: FalseComplaint,
    day: date,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Record the day on which the authority lodged its written complaint in court."""
    _only_cvo(by)
    lock_record(session, complaint.record)
    if row.found_at is None or row.undone_at is not None or row.court_complaint_on is not None:
        raise ActionNotAllowed("lodge-court-complaint", complaint.state)
    if not row.malice:
        raise Invalid({"day": ["Without malice no complaint is lodged in court."]})
    if not row.decided_on <= day <= ist_day(at):
        raise Invalid({"day": ["The day lies before the decision or in the future."]})
    row.court_complaint_on = day
    body = {"on": day.isoformat()}
    _tell(session, complaint, "court-complaint-lodged", [row], body, by=by, at=at)


def undo_false(
    session: Session,
    complaint: Complaint,
    row: FalseComplaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Take a proposal or a finding back, unless the court has it; the entry stays."""
    _only_cvo(by)
    lock_record(session, complaint.record)
    if row.undone_at is not None:
        raise ActionNotAllowed("undo-false-complaint", complaint.state)
    if row.court_complaint_on is not None:
        raise Invalid({"reasons": ["The court has this complaint. It is for the court to end it."]})
    note = _note(session, complaint, reasons, by=by, at=at)
    row.undone_by, row.undone_at, row.undone_note = by.officer_id, at, note.number
    _tell(session, complaint, "false-complaint-undone", [row, note], {}, by=by, at=at)


def _only_cvo(by: Actor) -> None:
    if Role.CVO not in by.roles or by.officer_id is None:
        raise NotPermitted("false-complaint")


def _note(session: Session, complaint: Complaint, reasons: str, *, by: Actor, at: datetime) -> Note:
    notes = reasons_note(session, complaint.record, reasons, "false-complaint", by=by, at=at)
    if not notes:
        raise Incomplete([InHand.REASONS])
    return notes[0]


def _tell(
    session: Session,
    complaint: Complaint,
    kind: str,
    rows: list[object],
    body: Mapping[str, object],
    *,
    by: Actor,
    at: datetime,
) -> None:
    append_event(session, complaint.record, kind, dict(body), by=by, at=at, rows=rows)
