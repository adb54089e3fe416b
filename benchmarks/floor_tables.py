"""The bare tables that the floors work on: complaints, events, totals, and nothing of the product around them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Index, MetaData, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class FloorBase(DeclarativeBase):
    """Tables that belong to no feature."""

    metadata = MetaData()
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy's own form
        str: Text,
        UUID: Uuid,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
    }


class FloorComplaint(FloorBase):
    """A complaint of about 1 KB with the indexes that its operations need."""

    __tablename__ = "floor_complaint"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    body: Mapped[str]
    district: Mapped[str | None]
    officer_id: Mapped[UUID | None]
    state: Mapped[str]
    registered_at: Mapped[datetime]
    speaks_on: Mapped[date | None]

    __table_args__ = (
        Index("ix_floor_newest", "registered_at", "id"),
        Index("ix_floor_officer_newest", "officer_id", "registered_at", "id"),
        Index("ix_floor_speaks", "speaks_on", "id", postgresql_where=text("speaks_on IS NOT NULL")),
    )


class FloorEvent(FloorBase):
    """One event of a complaint."""

    __tablename__ = "floor_event"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey(FloorComplaint.id), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    body: Mapped[dict[str, Any]]


class FloorBucket(FloorBase):
    """How many are pending in one district and age band."""

    __tablename__ = "floor_bucket"

    district: Mapped[str] = mapped_column(primary_key=True)
    band: Mapped[str] = mapped_column(primary_key=True)
    pending: Mapped[int]
