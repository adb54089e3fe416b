"""More time for an inquiry: asked before the limit ends, with reasons, and decided by the CVO."""

import uuid
from datetime import date, datetime

from sqlalchemy.orm import Session

from vigilance.cases.commands.reasoned import take_reasoned_step
from vigilance.cases.commands.steps import take_step
from vigilance.cases.models import Case, ExtensionRequest
from vigilance.cases.queries import waiting_request
from vigilance.clocks.queries import running_clocks
from vigilance.complaints.commands.reasons import reasons_note
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import ActionNotAllowed, Incomplete
from vigilance.domain.papers import InHand
from vigilance.domain.workflows.inquiry import Action

LIMIT = "inquiry-report"


def ask_extension(
    session: Session, case: Case, reasons: str, *, by: Actor, at: datetime, office: Office
) -> ExtensionRequest:
    """Ask for more time, before the time is over and once (CVC order of August 2020)."""
    action = Action.ASK_EXTENSION
    if waiting_request(session, case.record_id) is not None:
        raise ActionNotAllowed(action, case.state)
    _check_time(session, case, action, ist_day(at))
    notes = reasons_note(session, case.record, reasons, action, by=by, at=at)
    if not notes or by.officer_id is None:
        raise Incomplete([InHand.REASONS])
    request = ExtensionRequest(
        id=uuid.uuid4(),
        record_id=case.record_id,
        limit_name=LIMIT,
        asked_by=by.officer_id,
        asked_at=at,
        reasons_note=notes[0].number,
        granted=None,
        decided_by=None,
        decided_at=None,
    )
    session.add(request)
    take_step(
        session,
        case,
        action,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand={InHand.REASONS},
        body={"limit": LIMIT},
        rows=[*notes, request],
    )
    return request


def grant_extension(
    session: Session, case: Case, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Lengthen the limit, before it is over."""
    _check_time(session, case, Action.GRANT_EXTENSION, ist_day(at))
    _decide(session, case, Action.GRANT_EXTENSION, reasons, by=by, at=at, office=office)


def refuse_extension(
    session: Session, case: Case, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Leave the limit as it is."""
    _decide(session, case, Action.REFUSE_EXTENSION, reasons, by=by, at=at, office=office)


def _decide(
    session: Session,
    case: Case,
    action: Action,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    request = waiting_request(session, case.record_id)
    if request is None:
        raise ActionNotAllowed(action, case.state)
    request.granted = action is Action.GRANT_EXTENSION
    request.decided_by, request.decided_at = by.officer_id, at
    take_reasoned_step(
        session,
        case,
        action,
        reasons,
        by=by,
        at=at,
        office=office,
        body={"limit": LIMIT},
        rows=[request],
    )


def _check_time(session: Session, case: Case, action: Action, today: date) -> None:
    """Only a running limit that is not over and was not lengthened before can be lengthened."""
    clock = next(
        (one for one in running_clocks(session, case.record) if one.limit_name == LIMIT), None
    )
    if clock is None or clock.extended or clock.counts_until < today:
        raise ActionNotAllowed(action, case.state)
