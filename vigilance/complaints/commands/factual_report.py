"""A report of facts from a district office, which is shown the question and never the complaint.

The district officer sees no record (records/scope.py has no line for him), so his two acts go through a session of
the system that is opened here and hands out nothing but the question.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.models import Complaint, FactualReportRequest
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor, overseer
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotFound
from vigilance.domain.workflows.complaint import Action
from vigilance.records.walls import standing_wall

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Question:
    """What a district office sees: what is asked of it, when, and what it answered."""

    id: uuid.UUID
    question: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


def call_factual_report(
    session: Session,
    complaint: Complaint,
    district_code: str,
    question: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> FactualReportRequest:
    """Ask a district office for the facts on its records, in words that name no complainant."""
    if district_code not in office.reference.districts:
        raise Invalid({"district": ["Choose a district."]})
    if by.officer_id is None:
        raise Invalid({"officer": ["Only an officer asks a district."]})
    request = FactualReportRequest(
        id=uuid.uuid4(),
        record_id=complaint.record_id,
        district_code=district_code,
        question=_checked("question", question),
        asked_by=by.officer_id,
        asked_at=at,
        answer=None,
        answered_by=None,
        answered_at=None,
    )
    session.add(request)
    take_step(
        session,
        complaint,
        Action.CALL_FACTUAL_REPORT,
        by=by,
        at=at,
        rules=office.rules(session),
        body={"district": district_code},
        rows=[request],
    )
    return request


def receive_factual_report(
    session: Session,
    complaint: Complaint,
    answer: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Enter a report that came by hand or by post."""
    statement = select(FactualReportRequest).where(
        FactualReportRequest.record_id == complaint.record_id,
        FactualReportRequest.answered_at.is_(None),
    )
    request = session.scalars(statement.order_by(FactualReportRequest.asked_at.desc())).first()
    if request is None:
        raise ActionNotAllowed(Action.RECEIVE_FACTUAL_REPORT, complaint.state)
    _answer(session, complaint, request, answer, by=by, at=at, office=office)


def questions_for(database: Database, district: Actor) -> list[Question]:
    """What is asked of this officer's district, the newest first; nothing else of the complaints it came from."""
    with database.reading() as session:
        act_as(session, overseer(district.officer_id))
        statement = (
            select(FactualReportRequest)
            .where(FactualReportRequest.district_code == district.district)
            .order_by(FactualReportRequest.asked_at.desc(), FactualReportRequest.id)
            .limit(100)
        )
        return [_question(row) for row in session.scalars(statement)]


def answer_question(
    database: Database,
    request_id: uuid.UUID,
    answer: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> Question:
    """Answer a question put to this officer's district, in a transaction of its own; NotFound for any other."""
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        request = session.get(FactualReportRequest, request_id)
        if request is None or by.district is None or request.district_code != by.district:
            raise NotFound("question")
        if by.officer_id and standing_wall(session, request.record_id, by.officer_id) is not None:
            raise NotFound("question")
        complaint = session.get_one(Complaint, request.record_id)
        if request.answered_at is not None:
            raise ActionNotAllowed(Action.RECEIVE_FACTUAL_REPORT, complaint.state)
        _answer(session, complaint, request, answer, by=by, at=at, office=office)
        return _question(request)


def _answer(
    session: Session,
    complaint: Complaint,
    request: FactualReportRequest,
    answer: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    request.answer = _checked("answer", answer)
    request.answered_by = by.officer_id
    request.answered_at = at
    take_step(
        session,
        complaint,
        Action.RECEIVE_FACTUAL_REPORT,
        by=by,
        at=at,
        rules=office.rules(session),
        body={"district": request.district_code},
        rows=[request],
    )


def _question(row: FactualReportRequest) -> Question:
    return Question(row.id, row.question, row.asked_at, row.answer, row.answered_at)


def _checked(field: str, text: str) -> str:
    text = text.replace("\x00", "\u2400").strip()
    if not text:
        raise Invalid({field: ["Write the text."]})
    if len(text) > LONGEST:
        raise Invalid({field: ["The text is too long."]})
    return text
