"""Reviews of pending matters, the minister's directions, and the totals of what is pending."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class Review(Witnessed, OfRecord, Base):
    """One review of one pending matter: what was decided, and when it is looked at again."""

    __tablename__ = "review"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    rule: Mapped[str]
    outcome: Mapped[str]
    note_number: Mapped[int | None]
    reviewed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    reviewed_at: Mapped[datetime]
    next_on: Mapped[date]

    __table_args__ = (Index("ix_review_record_reviewed_at", "record_id", "reviewed_at"),)


class Direction(Witnessed, OfRecord, Base):
    """A minister's direction on a released case: append-only, answered by the office, changing nothing by itself."""

    __tablename__ = "direction"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    text: Mapped[str]
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    given_at: Mapped[datetime]
    due_on: Mapped[date]
    compliance: Mapped[str | None]
    complied_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    complied_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_direction_given_at", "given_at"),)
