"""Taking a complaint out of a case again, as long as no report speaks of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_records
from vigilance.cases.commands.links import only_cvo, required_note, undo_entry
from vigilance.cases.commands.steps import tell_how_it_stands
from vigilance.cases.link_queries import entry_of, is_inquired
from vigilance.cases.models import Case, CaseComplaint
from vigilance.cases.queries import cases_with_complaint, complaints_in
from vigilance.complaints.commands.reasoned import take_reasoned_step
from vigilance.complaints.commands.reasons import tell_status
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.workflows import complaint as flow


def part_complaint(
    session: Session,
    case: Case,
    complaint: Complaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Undo a joining, while no report speaks of the complaint and another one is left in the case."""
    only_cvo(by, "part-complaint")
    lock_records(session, [case.record_id, complaint.record_id])
    entry = _entry_to_part(session, case, complaint)
    note = required_note(session, case.record, reasons, "part-complaint", by=by, at=at)
    undo_entry(session, case, entry, note, complaint.number, by=by, at=at)
    if cases_with_complaint(session, complaint.record_id):
        body = {"case": case.record_id.hex}
        append_event(session, complaint.record, "case-parted", body, by=by, at=at)
        tell_how_it_stands(session, complaint, by=by, at=at)
    else:
        _back_to_scrutiny(session, case, complaint, reasons, by=by, at=at, office=office)


def _entry_to_part(session: Session, case: Case, complaint: Complaint) -> CaseComplaint:
    """The entry that may be undone, or the reason why none may."""
    entry = entry_of(session, case.record_id, complaint.record_id)
    if entry is None:
        raise Invalid({"number": ["This complaint does not belong to the case."]})
    if not is_inquired(case):
        raise Invalid(
            {"number": ["The inquiry report speaks of this complaint too; it stays in the case."]}
        )
    if len(complaints_in(session, case)) == 1:
        raise Invalid({"number": ["It is the only complaint of the case."]})
    return entry


def _back_to_scrutiny(
    session: Session,
    case: Case,
    complaint: Complaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """A complaint that led to no other case is scrutinised again."""
    complaint.inquiry_state = complaint.disposal = None
    message = tell_status(session, complaint, PublicStatus.UNDER_SCRUTINY, by=by, at=at)
    take_reasoned_step(
        session,
        complaint,
        flow.Action.PART_FROM_CASE,
        reasons,
        by=by,
        at=at,
        office=office,
        body={"case": case.record_id.hex},
        rows=[message],
    )
