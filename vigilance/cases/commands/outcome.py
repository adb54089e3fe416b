"""What an accepted report leads to: action ordered, or closure by two persons, or further inquiry."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.cases.commands.steps import take_step
from vigilance.cases.models import Case
from vigilance.cases.queries import in_hand
from vigilance.complaints.commands.reasons import reasons_note
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.workflows.inquiry import Action
from vigilance.notes.models import Note

CLOSED_AS = frozenset(
    {
        Disposal.NOT_SUBSTANTIATED,
        Disposal.NO_VIGILANCE_ANGLE,
        Disposal.ADMINISTRATIVE_GRIEVANCE,
        Disposal.INSUFFICIENT,
        Disposal.OTHER_DEPARTMENT,
        Disposal.SUB_JUDICE,
        Disposal.ACTION_COMPLETED,
    }
)


def order_action(
    session: Session, case: Case, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Order action on the report."""
    notes = reasons_note(session, case.record, reasons, Action.ORDER_ACTION, by=by, at=at)
    _take(session, case, Action.ORDER_ACTION, notes, by=by, at=at, office=office)


def propose_closure(
    session: Session,
    case: Case,
    disposal: Disposal,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Propose that the case be closed, with the class of its outcome."""
    if disposal not in CLOSED_AS:
        raise Invalid({"disposal": ["This outcome does not go with this decision."]})
    notes = reasons_note(session, case.record, reasons, Action.PROPOSE_CLOSURE, by=by, at=at)
    case.closure_proposed_by = by.officer_id
    case.disposal = disposal.value
    _take(session, case, Action.PROPOSE_CLOSURE, notes, by=by, at=at, office=office)


def approve_closure(
    session: Session, case: Case, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Close the case: the second person, never the one who proposed it."""
    notes = reasons_note(session, case.record, reasons, Action.APPROVE_CLOSURE, by=by, at=at)
    _take(session, case, Action.APPROVE_CLOSURE, notes, by=by, at=at, office=office)


def refuse_closure(
    session: Session, case: Case, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Send the case back: the report stands accepted and another outcome is to be proposed."""
    notes = reasons_note(session, case.record, reasons, Action.REFUSE_CLOSURE, by=by, at=at)
    case.closure_proposed_by = case.disposal = None
    _take(session, case, Action.REFUSE_CLOSURE, notes, by=by, at=at, office=office)


def reopen(
    session: Session, case: Case, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Order further inquiry into a closed case; its clock begins anew."""
    if case.disposal == Disposal.MERGED:
        raise Invalid({"reasons": ["This case goes on in another. Undo the merge instead."]})
    notes = reasons_note(session, case.record, reasons, Action.REOPEN, by=by, at=at)
    case.closure_proposed_by = case.disposal = case.finding = None
    _take(session, case, Action.REOPEN, notes, by=by, at=at, office=office)


def _take(
    session: Session,
    case: Case,
    action: Action,
    notes: Sequence[Note],
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    papers = in_hand(case, by) | ({InHand.REASONS} if notes else set())
    take_step(
        session,
        case,
        action,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand=papers,
        body={"disposal": case.disposal, "finding": case.finding},
        rows=notes,
    )
