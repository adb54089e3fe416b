"""What came after a closing, at the office: one page, an address for each act, and two parts of the desks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.models import FILE
from vigilance.audit.reading import put_on_ledger
from vigilance.cases.desk_parts import register_part
from vigilance.cases.desk_shown import Line, Part
from vigilance.complaints.after_queries import false_finding, waiting_evidence
from vigilance.complaints.commands import false_complaint
from vigilance.complaints.commands.after_closing import look_at_evidence
from vigilance.complaints.file_page import acting
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_by_number
from vigilance.complaints.subject import district_name, subject_line
from vigilance.domain.errors import Incomplete, Invalid, NotFound
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.tracks import Track
from vigilance.domain.workflows.aftermath import AppealState
from vigilance.proceedings import after_schemas as schemas
from vigilance.proceedings.after_page import after_page, desk_titles
from vigilance.proceedings.commands import appeals
from vigilance.proceedings.models import Proceeding
from vigilance.web.attempts import attempt
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

after_closing = Blueprint(
    "after_closing", __name__, url_prefix="/office/complaints/<number>/after-closing"
)
MOST = 50
NOT_THE_CLOSER = (
    "Whoever closed the matter may set it aside, but not uphold it: another officer does."
)


@after_closing.get("")
@requires(Permission.AFTER_CLOSING_SEE)
def page(number: str) -> ResponseReturnValue:
    """Review, new facts, rating and finding of falsity of one complaint."""
    session = current_session()
    found = complaint_by_number(session, number)
    put_on_ledger(session, found.record_id, FILE, by=current_actor(), at=now())
    return after_page(session, found)


def _who() -> dict[str, Any]:
    return {"by": current_actor(), "at": now()}


def _uphold(session: Session, complaint: Complaint, typed: dict[str, Any]) -> None:
    try:
        appeals.uphold(session, complaint, typed["reasons"], **acting())
    except Incomplete:
        raise Invalid({"reasons": [NOT_THE_CLOSER]}) from None


def _set_aside(session: Session, complaint: Complaint, typed: dict[str, Any]) -> None:
    appeals.set_aside(session, complaint, typed["reasons"], **acting())


def _look(session: Session, complaint: Complaint, typed: dict[str, Any]) -> None:
    look_at_evidence(session, complaint, typed["reasons"], **_who())


def _propose(session: Session, complaint: Complaint, typed: false_complaint.Falsity) -> None:
    false_complaint.propose_false(session, complaint, typed, **_who())


def _find(session: Session, complaint: Complaint, typed: dict[str, Any]) -> None:
    row = false_finding(session, complaint.record_id, typed["row"])
    try:
        false_complaint.find_false(session, complaint, row, **_who())
    except Incomplete:
        why = "Whoever proposed it does not find it: a second person does."
        raise Invalid({"row": [why]}) from None


def _lodge(session: Session, complaint: Complaint, typed: schemas.Lodged) -> None:
    row = false_finding(session, complaint.record_id, typed.row)
    false_complaint.lodge_in_court(session, complaint, row, typed.day, **_who())


def _undo(session: Session, complaint: Complaint, typed: dict[str, Any]) -> None:
    row = false_finding(session, complaint.record_id, typed["row"])
    false_complaint.undo_false(session, complaint, row, typed["reasons"], **_who())


@dataclass(frozen=True, slots=True)
class AfterAct:
    """One form of the page: what it reads and what it does."""

    schema: type[Schema]
    take: Callable[..., None]


DECISIONS: Mapping[str, AfterAct] = {
    "uphold": AfterAct(schemas.Reasons, _uphold),
    "set-aside": AfterAct(schemas.Reasons, _set_aside),
}
"""What is decided on the complainant's appeal."""
ACTS: Mapping[str, AfterAct] = {
    "look": AfterAct(schemas.Reasons, _look),
    "propose": AfterAct(schemas.ProposeFalse, _propose),
    "find": AfterAct(schemas.Finding, _find),
    "lodge": AfterAct(schemas.Lodge, _lodge),
    "undo": AfterAct(schemas.UndoFinding, _undo),
}


@after_closing.post("/<act>")
@requires(Permission.PROCEEDING_STEP)
@transactional
def act(number: str, act: str) -> ResponseReturnValue:
    """Do what one of the forms asks; the commands say who may."""
    return _done(number, act, ACTS, url_for(".page", number=number))


@after_closing.post("/appeal/<act>")
@requires(Permission.APPEAL_DECIDE)
@transactional
def decide(number: str, act: str) -> ResponseReturnValue:
    """Uphold the closing, or set it aside; who sees the matter for the appeal alone goes back to his desk."""
    stays = allowed(current_actor().roles, Permission.PROCEEDING_STEP)
    back = url_for(".page", number=number) if stays else url_for("office.today")
    return _done(number, act, DECISIONS, back)


def _done(number: str, act: str, acts: Mapping[str, AfterAct], back: str) -> ResponseReturnValue:
    session = current_session()
    asked = acts.get(act)
    if asked is None:
        raise NotFound("act")
    found = complaint_by_number(session, number)
    refused = attempt(session, act, asked.schema, lambda typed: asked.take(session, found, typed))
    if refused is not None:
        return after_page(session, complaint_by_number(session, number), refused), refused.status
    return redirect(back, 303)


def _line(complaint: Complaint) -> Line:
    return Line(
        url=url_for("after_closing.page", number=complaint.number),
        number=complaint.number,
        what=subject_line(None, complaint.scheme_code, complaint.post_complained_against),
        district=district_name(complaint.district_code),
        stage=complaint.state,
        urgent=complaint.live_demand,
        limit=None,
        badge=None,
    )


def _appeals_filed(session: Session, _day: date) -> Part:
    statement = (
        select(Complaint)
        .join(Proceeding, Proceeding.record_id == Complaint.record_id)
        .where(Proceeding.track == Track.COMPLAINANT_APPEAL, Proceeding.state == AppealState.FILED)
        .order_by(Proceeding.begun_on, Proceeding.id)
        .limit(MOST)
    )
    return Part("reviews", desk_titles()[0], [_line(each) for each in session.scalars(statement)])


def _new_facts(session: Session, _day: date) -> Part:
    return Part("new-facts", desk_titles()[1], [_line(each) for each in waiting_evidence(session)])


def _parts(session: Session, day: date) -> list[Part]:
    roles = current_actor().roles
    parts = [_appeals_filed(session, day)] if allowed(roles, Permission.APPEAL_DECIDE) else []
    if allowed(roles, Permission.PROCEEDING_STEP):
        parts.append(_new_facts(session, day))
    return parts


register_part(_parts)
