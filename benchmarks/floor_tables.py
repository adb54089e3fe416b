"""The bare tables that the floors work on: one of complaints, one of events, one of totals, and nothing around them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Index, MetaData, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from vigilance.complaints.models import OPEN
from vigilance.database.engine import Database

FILL = (
    f"""INSERT INTO floor_complaint
        (number, subject, body, district, officer_id, state, registered_at, speaks_on)
        SELECT c.number, c.post_complained_against, c.text, c.district_code, r.assigned_to,
            c.state, c.registered_at, CASE WHEN {OPEN} THEN DATE '2999-01-01' END
        FROM complaint c JOIN record r ON r.id = c.record_id ORDER BY c.registered_at""",
    """INSERT INTO floor_event (complaint_id, kind, at, body)
        SELECT id, 'registered', registered_at, '{}' FROM floor_complaint""",
    """INSERT INTO floor_bucket SELECT district_code, age_band, sum(pending) FROM pending_total
        GROUP BY 1, 2""",
)


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


def make_floors(database: Database) -> None:
    """The bare tables, filled with the same complaints that the product holds."""
    FloorBase.metadata.create_all(database.engine)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        for statement in FILL:
            connection.exec_driver_sql(statement)
