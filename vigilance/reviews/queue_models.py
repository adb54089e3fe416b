"""The turns in which each queue is to be reviewed, and what was pinned into a queue or excused from it."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.roles import Role
from vigilance.records.models import OfRecord

NOT_HELD = text("held_on IS NULL")
STANDS = text("lifted_at IS NULL")


class MarkKind(StrEnum):
    """Which way a matter was moved by hand."""

    PINNED = "pinned"
    EXCUSED = "excused"


class QueueMark(Witnessed, OfRecord, Base):
    """A matter put into a queue, or left out of it, by an officer: with reasons on its note-sheet, until a day."""

    __tablename__ = "review_mark"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    rule: Mapped[str]
    kind: Mapped[MarkKind]
    note_number: Mapped[int]
    until: Mapped[date]
    marked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    marked_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))

    __table_args__ = (
        Index(
            "ix_review_mark_standing",
            "rule",
            "record_id",
            unique=True,
            postgresql_where=STANDS,
            sqlite_where=STANDS,
        ),
    )


class ReviewTurn(Witnessed, Base):
    """One turn of one queue: the days in which it is to be reviewed, by when, and when that was done.

    A turn in which no review was held stays so for good. Its acts stand on the chain of the office's reviews.
    """

    __tablename__ = "review_turn"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    rule: Mapped[str]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    due_on: Mapped[date]
    held_on: Mapped[date | None]
    held_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    # empty where the reviewer went through the queue at his own desk
    sitting_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("sitting.id"))

    __table_args__ = (
        UniqueConstraint("rule", "begins_on"),
        Index(
            "ix_review_turn_not_held",
            "due_on",
            "id",
            postgresql_where=NOT_HELD,
            sqlite_where=NOT_HELD,
        ),
    )


class TurnAlert(Base):
    """An escalation of a review that was not held: told once to each part, however often the job runs."""

    __tablename__ = "review_turn_alert"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    turn_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("review_turn.id"))
    days_after: Mapped[int]
    role: Mapped[Role]
    raised_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("turn_id", "days_after", "role"),)
