"""The complainant's appeal against a closing: asked for within its window, upheld by another officer, or set aside."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.audit.models import Event
from vigilance.cases.commands import outcome
from vigilance.cases.queries import cases_with_complaint
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.after_queries import closed_at
from vigilance.complaints.commands import routing, tracking
from vigilance.complaints.commands.after_closing import take_off_desk
from vigilance.complaints.commands.telling import tell
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.queries import complaint_of
from vigilance.correspondence.notices import Notice
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.time_limits import compute
from vigilance.domain.tracks import Track
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows import inquiry
from vigilance.domain.workflows.aftermath import AppealAction, AppealState
from vigilance.evidence.commands import StoredPaper
from vigilance.proceedings.commands.steps import Act, begin, take
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import tracks_of_matter

LIMIT = "complainant-appeal"
CLOSED_BY = (
    inquiry.Action.APPROVE_CLOSURE,
    complaint_flow.Action.FILE,
    complaint_flow.Action.FORWARD,
    complaint_flow.Action.FILE_ANONYMOUS,
    complaint_flow.Action.FILE_UNCONFIRMED,
)
"""The steps that close a matter."""


def appeal_of(session: Session, record_id: uuid.UUID) -> Proceeding | None:
    """The latest appeal on this complaint."""
    return tracks_of_matter(session, record_id).get(Track.COMPLAINANT_APPEAL)


def window(session: Session, complaint: Complaint, rules: ClockRules) -> date | None:
    """The last day on which an appeal may be filed; None where the matter is open or one was filed already."""
    closed = closed_at(session, complaint)
    if closed is None:
        return None
    appeal = appeal_of(session, complaint.record_id)
    day = ist_day(closed)
    if appeal is not None and (appeal.state == AppealState.FILED or appeal.begun_on >= day):
        return None
    limit = rules.limit_on(Track.COMPLAINANT_APPEAL, LIMIT, day)
    return compute(limit, day, calendar=rules.calendar(limit), on=day).due_next_open_day


def file_appeal(
    session: Session,
    record_id: uuid.UUID,
    text: str,
    stored: Sequence[StoredPaper],
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> Proceeding:
    """The complainant asks for a review, with words and perhaps papers; they stand in the conversation and the file."""
    if not text.strip():
        raise Invalid({"review": ["Please write something here."]})
    complaint = complaint_of(session, record_id)
    last = window(session, complaint, office.rules(session))
    if last is None or ist_day(at) > last:
        raise ActionNotAllowed(AppealAction.FILE_COMPLAINANT_APPEAL, complaint.state)
    tracking.add_message(session, record_id, text, by=by, at=at)
    if stored:
        tracking.add_more_papers(session, record_id, stored, by=by, at=at)
    complaint.record.review_asked_at = at
    act = Act(AppealAction.FILE_COMPLAINANT_APPEAL.value, ist_day(at))
    track = Track.COMPLAINANT_APPEAL
    return begin(session, complaint.record, track, act, by=by, at=at, office=office)


def uphold(
    session: Session, complaint: Complaint, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """The closing stands: decided by an officer who had no part in it."""
    appeal = _open_appeal(session, complaint, AppealAction.UPHOLD_CLOSURE)
    if closer_of(session, complaint) in {str(one) for one in by.hands}:
        raise Incomplete([InHand.SECOND_PERSON])
    act = Act(AppealAction.UPHOLD_CLOSURE.value, ist_day(at), note=reasons)
    take(session, appeal, act, by=by, at=at, office=office)
    _say(session, complaint, Notice.REVIEW_UPHELD, by=by, at=at)


def set_aside(
    session: Session, complaint: Complaint, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """The closing falls: the case, or the complaint where no case was opened, is opened again."""
    appeal = _open_appeal(session, complaint, AppealAction.SET_CLOSURE_ASIDE)
    act = Act(AppealAction.SET_CLOSURE_ASIDE.value, ist_day(at), note=reasons)
    take(session, appeal, act, by=by, at=at, office=office)
    if complaint.state is complaint_flow.State.TAKEN_UP:
        for case in cases_with_complaint(session, complaint.record_id):
            if case.state is inquiry.State.CLOSED and case.disposal != Disposal.MERGED:
                outcome.reopen(session, case, reasons, by=by, at=at, office=office)
    else:
        routing.reopen(session, complaint, reasons, by=by, at=at, office=office)
    _say(session, complaint, Notice.REVIEW_ALLOWED, by=by, at=at)


def _open_appeal(session: Session, complaint: Complaint, action: AppealAction) -> Proceeding:
    appeal = appeal_of(session, complaint.record_id)
    if appeal is None or appeal.state != AppealState.FILED:
        raise ActionNotAllowed(action, appeal.state if appeal else None)
    return appeal


def closer_of(session: Session, complaint: Complaint) -> str | None:
    """Who took the step that closed the matter, as the ledger names him."""
    ids = [complaint.record_id]
    ids += [case.record_id for case in cases_with_complaint(session, complaint.record_id)]
    statement = (
        select(Event.actor)
        .where(Event.record_id.in_(ids), Event.type.in_([each.value for each in CLOSED_BY]))
        .order_by(Event.at.desc(), Event.record_seq.desc())
        .limit(1)
    )
    return session.scalar(statement)


def _say(
    session: Session, complaint: Complaint, notice: Notice, *, by: Actor, at: datetime
) -> None:
    """The outcome to the complainant, the last act of a review: its officer sees the matter no more.

    What the complainant wrote with his request has been looked at by it.
    """
    message = tell(session, complaint, notice, by=by, at=at)
    looked_at = take_off_desk(session, complaint, by=by, at=at)
    body = {"notice": notice.value}
    rows = [message, *looked_at]
    complaint.record.review_asked_at = None
    append_event(session, complaint.record, "message-sent", body, by=by, at=at, rows=rows)
