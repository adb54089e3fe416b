"""Reading what came after a complaint was closed."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.complaints.after_models import FalseComplaint, FeedbackRating, NewEvidence
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Message
from vigilance.correspondence.notices import Notice
from vigilance.domain.errors import NotFound
from vigilance.domain.public_status import PublicStatus, public_status

MOST = 50


def is_closed(complaint: Complaint) -> bool:
    """Whether the complainant was told that the matter is closed, and it was not opened since."""
    return public_status(complaint.state, complaint.inquiry_state) is PublicStatus.CLOSED


def closed_at(session: Session, complaint: Complaint) -> datetime | None:
    """When the complainant was told of the closing; None while the matter is open."""
    if not is_closed(complaint):
        return None
    statement = (
        select(Message.at)
        .where(Message.record_id == complaint.record_id, Message.notice == Notice.CLOSURE.value)
        .order_by(Message.at.desc())
        .limit(1)
    )
    return session.scalar(statement) or complaint.state_since


def ratings_of(session: Session, record_id: uuid.UUID) -> Sequence[FeedbackRating]:
    """What the complainant said of each closing, the newest first."""
    statement = select(FeedbackRating).where(FeedbackRating.record_id == record_id)
    return session.scalars(statement.order_by(FeedbackRating.at.desc())).all()


def evidence_of(session: Session, record_id: uuid.UUID) -> Sequence[NewEvidence]:
    """What came after the closings, the newest first."""
    statement = select(NewEvidence).where(NewEvidence.record_id == record_id)
    return session.scalars(statement.order_by(NewEvidence.raised_at.desc(), NewEvidence.id)).all()


def unseen_of(session: Session, record_id: uuid.UUID) -> Sequence[NewEvidence]:
    """What of it nobody has looked at yet."""
    statement = select(NewEvidence).where(
        NewEvidence.record_id == record_id, NewEvidence.looked_at.is_(None)
    )
    return session.scalars(statement.order_by(NewEvidence.id)).all()


def waiting_evidence(session: Session) -> Sequence[Complaint]:
    """The complaints in sight with something new to look at, the longest waiting first."""
    statement = (
        select(Complaint)
        .join(NewEvidence, NewEvidence.record_id == Complaint.record_id)
        .where(NewEvidence.looked_at.is_(None))
        .order_by(NewEvidence.raised_at, NewEvidence.id)
        .limit(MOST)
    )
    return session.scalars(statement).unique().all()


def false_findings(session: Session, record_id: uuid.UUID) -> Sequence[FalseComplaint]:
    """What was proposed and found on the falsity of this complaint, undone entries too."""
    statement = select(FalseComplaint).where(FalseComplaint.record_id == record_id)
    return session.scalars(statement.order_by(FalseComplaint.proposed_at, FalseComplaint.id)).all()


def false_finding(session: Session, record_id: uuid.UUID, row_id: uuid.UUID) -> FalseComplaint:
    """One of them; NotFound otherwise."""
    statement = select(FalseComplaint).where(
        FalseComplaint.record_id == record_id, FalseComplaint.id == row_id
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("false complaint")
    return found
