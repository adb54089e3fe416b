"""The inquiry: charge taken, progress noted, the report submitted, returned or accepted, the officer changed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.commands.reasoned import take_reasoned_step
from vigilance.cases.commands.steps import take_step
from vigilance.cases.models import Case
from vigilance.cases.queries import complaints_in, open_matters
from vigilance.clocks.giving import give
from vigilance.complaints.commands.assignment import officer_fit
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.findings import Finding
from vigilance.domain.handover import Part
from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflows.inquiry import Action
from vigilance.evidence.commands import StoredPaper, add_papers
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind


@dataclass(frozen=True, slots=True)
class InquiryReport:
    """What the inquiring officer found, in a code and in his words, with the papers he relies on."""

    finding: Finding
    text: str
    papers: Sequence[StoredPaper] = ()


def take_charge(session: Session, case: Case, *, by: Actor, at: datetime, office: Office) -> None:
    """The inquiring officer begins."""
    take_step(session, case, Action.TAKE_CHARGE, by=by, at=at, rules=office.rules(session))


def record_progress(
    session: Session, case: Case, text: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """A note of what was done."""
    action = Action.RECORD_PROGRESS
    note = write_note(session, case.record, text, NoteKind.PROGRESS, by=by, at=at, action=action)
    take_step(session, case, action, by=by, at=at, rules=office.rules(session), rows=[note])


def submit_report(
    session: Session, case: Case, report: InquiryReport, *, by: Actor, at: datetime, office: Office
) -> None:
    """Put the report before the CVO; the clock runs on until it is accepted, so that sending it back resets nothing."""
    action = Action.SUBMIT_REPORT
    note = write_note(
        session, case.record, report.text, NoteKind.REPORT, by=by, at=at, action=action
    )
    papers = add_papers(session, case.record, report.papers, by=by, at=at)
    case.finding = report.finding.value
    take_step(
        session,
        case,
        action,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand={InHand.REPORT},
        body={"finding": case.finding, "note": note.number, "papers": len(papers)},
        rows=[note, *papers],
    )


def return_report(
    session: Session, case: Case, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Send the report back to be completed."""
    case.finding = None
    take_reasoned_step(session, case, Action.RETURN_REPORT, reasons, by=by, at=at, office=office)


def accept_report(session: Session, case: Case, *, by: Actor, at: datetime, office: Office) -> None:
    """Accept the report: the inquiry's clock ends here."""
    take_step(session, case, Action.ACCEPT_REPORT, by=by, at=at, rules=office.rules(session))


def change_officer(
    session: Session,
    case: Case,
    officer_id: uuid.UUID,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Give the inquiry to another officer; the one before him no longer sees the case or its complaints."""
    action, record = Action.CHANGE_OFFICER, case.record
    lock_record(session, record)
    officer = officer_fit(session, officer_id, Role.INQUIRING_OFFICER, record)
    before = record.inquiring_officer
    holders = {Part.INQUIRING_OFFICER: officer.id}
    give(session, [(record, holders)], open_matters)
    told = {"officer": str(officer.id), "before": str(before) if before else None}
    take_reasoned_step(session, case, action, reasons, by=by, at=at, office=office, body=told)
    for complaint in complaints_in(session, case):
        give(session, [(complaint.record, holders)], open_matters)
        append_event(session, complaint.record, action.value, told, by=by, at=at)
