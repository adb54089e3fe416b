"""Reading cases: one by its number, the complaints in it, and what the file shows to be in hand."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from vigilance.cases.models import OPEN, Case, CaseComplaint, ExtensionRequest, ReportSummary
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import open_complaints
from vigilance.database.paging import Page, keyset_page
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import NotFound
from vigilance.domain.offers import OfferedStep, offered_steps
from vigilance.domain.papers import InHand
from vigilance.domain.workflows.inquiry import FINAL, INQUIRY, Action, State

NEED_A_REQUEST = frozenset({Action.GRANT_EXTENSION, Action.REFUSE_EXTENSION})
"""Steps that decide on a request for more time, and so suit a case only while one waits."""


def open_matters(session: Session, record_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these records are complaints or cases that are still pending, as the database holds them now."""
    pending = select(Case.record_id).where(Case.record_id.in_(record_ids), OPEN)
    return open_complaints(session, record_ids).union(session.scalars(pending))


def case_by_number(session: Session, number: str) -> Case:
    """The case with this number of the register; NotFound where there is none in sight."""
    found = session.scalars(select(Case).where(Case.number == number)).one_or_none()
    if found is None:
        raise NotFound("case")
    return found


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A case as its page reads it: with its complaints, the first linked first, and whether a request waits."""

    case: Case
    complaints: list[Complaint]
    waiting: bool


def case_read(session: Session, number: str) -> CaseRead:
    """The case with this number, all of that in one statement; NotFound where there is none in sight."""
    waits = exists().where(
        ExtensionRequest.record_id == Case.record_id, ExtensionRequest.granted.is_(None)
    )
    statement = (
        select(Case, Complaint, waits)
        .join(CaseComplaint, CaseComplaint.record_id == Case.record_id)
        .join(Complaint, Complaint.record_id == CaseComplaint.complaint_id)
        .where(Case.number == number, CaseComplaint.undone_at.is_(None))
        .order_by(CaseComplaint.linked_at, Complaint.number)
    )
    rows = session.execute(statement).all()
    if rows:
        return CaseRead(rows[0][0], [complaint for _, complaint, _ in rows], rows[0][2])
    # A case from which every complaint was parted, or none of whose complaints this reader sees.
    alone = session.execute(select(Case, waits).where(Case.number == number)).one_or_none()
    if alone is None:
        raise NotFound("case")
    return CaseRead(alone[0], [], alone[1])


def case_of(session: Session, record_id: uuid.UUID) -> Case:
    """The case of this record; NotFound where there is none in sight."""
    found = session.scalars(select(Case).where(Case.record_id == record_id)).one_or_none()
    if found is None:
        raise NotFound("case")
    return found


def cases_page(
    session: Session,
    state: State | None = None,
    after: tuple[datetime, uuid.UUID] | None = None,
) -> Page[Case]:
    """One page of the cases in sight, the newest first, of one state or of all."""
    statement = select(Case)
    if state is not None:
        statement = statement.where(Case.state == state)
    return keyset_page(session, statement, (Case.opened_at, Case.record_id), after)


def complaints_in(session: Session, case: Case) -> Sequence[Complaint]:
    """The complaints that belong to this case, the first linked first."""
    statement = (
        select(Complaint)
        .join(CaseComplaint, CaseComplaint.complaint_id == Complaint.record_id)
        .where(CaseComplaint.record_id == case.record_id, CaseComplaint.undone_at.is_(None))
        .order_by(CaseComplaint.linked_at, Complaint.number)
    )
    return session.scalars(statement).all()


def case_with_complaint(session: Session, complaint_id: uuid.UUID) -> Case | None:
    """The case that this complaint led to, if it did and is in sight; of several the one that is not over."""
    return next(iter(cases_with_complaint(session, complaint_id)), None)


def cases_with_complaint(session: Session, complaint_id: uuid.UUID) -> Sequence[Case]:
    """Every case in sight that this complaint led to: those that are not over first, merged ones last."""
    statement = (
        select(Case)
        .join(CaseComplaint, CaseComplaint.record_id == Case.record_id)
        .where(CaseComplaint.complaint_id == complaint_id, CaseComplaint.undone_at.is_(None))
        .order_by(Case.opened_at, Case.number)
    )
    found = session.scalars(statement).all()
    return sorted(found, key=lambda case: (case.disposal == Disposal.MERGED, case.state in FINAL))


def waiting_request(session: Session, record_id: uuid.UUID) -> ExtensionRequest | None:
    """The request for more time that is not yet decided."""
    statement = select(ExtensionRequest).where(
        ExtensionRequest.record_id == record_id, ExtensionRequest.granted.is_(None)
    )
    return session.scalars(statement).first()


def requests_of(session: Session, record_ids: Collection[uuid.UUID]) -> Sequence[ExtensionRequest]:
    """Every request for more time on these cases, the first asked first."""
    statement = select(ExtensionRequest).where(ExtensionRequest.record_id.in_(record_ids))
    return session.scalars(statement.order_by(ExtensionRequest.asked_at)).all()


def summaries_of(session: Session, record_ids: Collection[uuid.UUID]) -> Sequence[ReportSummary]:
    """What was released of these cases to the minister, the newest first."""
    statement = select(ReportSummary).where(ReportSummary.record_id.in_(record_ids))
    return session.scalars(statement.order_by(ReportSummary.released_at.desc())).all()


def in_hand(case: Case, by: Actor) -> frozenset[InHand]:
    """The facts that this case's file shows to this officer."""
    proposed = case.closure_proposed_by
    second = proposed is not None and proposed not in by.hands
    return frozenset({InHand.SECOND_PERSON} if second else ())


def steps_for(
    session: Session, case: Case, by: Actor, *, waiting: bool | None = None
) -> list[OfferedStep]:
    """What the page of this case offers this officer now, and what it offers others.

    `waiting` says whether a request for more time waits, for a caller who knows.
    """
    if waiting is None:
        waiting = waiting_request(session, case.record_id) is not None

    def suits(action: str) -> bool:
        if action in NEED_A_REQUEST:
            return waiting
        return not (waiting and action == Action.ASK_EXTENSION)

    return offered_steps(INQUIRY, case.state, by.roles, in_hand(case, by), suits=suits)
