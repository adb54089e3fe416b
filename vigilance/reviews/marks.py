"""Reading what was pinned into a queue or excused from it."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.domain.errors import NotFound
from vigilance.records.models import Record
from vigilance.reviews.queue_models import QueueMark

MOST = 200
"""More marks than this never stood in one queue; those that end first are shown first."""


def standing_mark(session: Session, rule: str, record_id: uuid.UUID) -> QueueMark | None:
    """What stands of this matter in this queue, ended or not, until it is lifted."""
    statement = select(QueueMark).where(
        QueueMark.rule == rule, QueueMark.record_id == record_id, QueueMark.lifted_at.is_(None)
    )
    return session.scalars(statement).one_or_none()


def marks_in(session: Session, rule: str, today: date) -> Sequence[tuple[QueueMark, Record]]:
    """The marks of a queue that hold today, on matters in sight, the first to end first."""
    statement = (
        select(QueueMark, Record)
        .join(Record, Record.id == QueueMark.record_id)
        .where(QueueMark.rule == rule, QueueMark.lifted_at.is_(None), QueueMark.until >= today)
        .order_by(QueueMark.until, QueueMark.id)
        .limit(MOST)
    )
    return [(mark, record) for mark, record in session.execute(statement)]


def mark_by_id(session: Session, mark_id: uuid.UUID) -> QueueMark:
    """The mark with this id; NotFound otherwise or out of sight."""
    found = session.scalars(select(QueueMark).where(QueueMark.id == mark_id)).one_or_none()
    if found is None:
        raise NotFound("review mark")
    return found
