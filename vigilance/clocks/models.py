"""Running clocks as kept rows, their stays and alerts, and holidays declared after the calendar was printed."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.ids import id_in_order
from vigilance.database.witnessed import Witnessed
from vigilance.domain.parties import Party
from vigilance.domain.roles import Role
from vigilance.records.models import OfRecord


class Clock(OfRecord, Base):
    """One time limit on one record: a kept reading, which can be thrown away and made again from the log."""

    __tablename__ = "clock"
    record_indexed = False

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    limit_name: Mapped[str]
    round: Mapped[int] = mapped_column(default=1)
    started_on: Mapped[date]
    due_on: Mapped[date]
    counts_until: Mapped[date]
    done_on: Mapped[date | None]
    extended: Mapped[bool] = mapped_column(default=False)
    stayed: Mapped[bool] = mapped_column(default=False)
    owed_by: Mapped[Party]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    next_alert_on: Mapped[date | None]
    # of a track of one accused; empty for the clocks of the record itself. Rounds are counted over the whole record.
    proceeding_id: Mapped[uuid.UUID | None]
    track: Mapped[str | None]
    extensions: Mapped[int | None]
    # whether the minister's page may name its record, as the record says: what ends next is a few steps of an index
    named: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("record_id", "limit_name", "round"),
        Index(
            "ix_clock_proceeding_id",
            "proceeding_id",
            postgresql_where=text("proceeding_id IS NOT NULL"),
            sqlite_where=text("proceeding_id IS NOT NULL"),
        ),
        Index(
            "ix_clock_running_owner",
            "owner_id",
            "due_on",
            postgresql_where=text("done_on IS NULL AND owner_id IS NOT NULL"),
            sqlite_where=text("done_on IS NULL AND owner_id IS NOT NULL"),
        ),
        Index(
            "ix_clock_running_due",
            "due_on",
            "id",
            postgresql_where=text("done_on IS NULL"),
            sqlite_where=text("done_on IS NULL"),
        ),
        Index(
            "ix_clock_running_named",
            "due_on",
            "record_id",
            postgresql_where=text("done_on IS NULL AND stayed IS false AND named IS true"),
            sqlite_where=text("done_on IS NULL AND stayed IS 0 AND named IS 1"),
        ),
        # The radar asks for one limit at a time, the nearest due first.
        Index(
            "ix_clock_running_limit",
            "limit_name",
            "due_on",
            "id",
            postgresql_where=text("done_on IS NULL"),
            sqlite_where=text("done_on IS NULL"),
        ),
        # A role's desk and the queue of what is late read these few columns of many rows.
        Index(
            "ix_clock_running_desk",
            "owed_by",
            "due_on",
            "id",
            postgresql_where=text("done_on IS NULL AND owner_id IS NULL"),
            sqlite_where=text("done_on IS NULL AND owner_id IS NULL"),
        ),
        Index(
            "ix_clock_running_late",
            "counts_until",
            "record_id",
            "owner_id",
            postgresql_where=text("done_on IS NULL AND stayed IS false"),
            sqlite_where=text("done_on IS NULL AND stayed IS 0"),
        ),
        # What of his is late: read an officer at a time, or for all of them, without the clocks themselves.
        Index(
            "ix_clock_running_load",
            "owner_id",
            "owed_by",
            "record_id",
            "counts_until",
            "due_on",
            postgresql_where=text("done_on IS NULL AND stayed IS false AND owner_id IS NOT NULL"),
            sqlite_where=text("done_on IS NULL AND stayed IS 0 AND owner_id IS NOT NULL"),
        ),
        # The desk of who holds thousands of closed records reads nothing of them.
        Index(
            "ix_clock_running_record",
            "record_id",
            postgresql_where=text("done_on IS NULL"),
            sqlite_where=text("done_on IS NULL"),
        ),
        Index(
            "ix_clock_next_alert",
            "next_alert_on",
            "id",
            postgresql_where=text("done_on IS NULL AND next_alert_on IS NOT NULL"),
            sqlite_where=text("done_on IS NULL AND next_alert_on IS NOT NULL"),
        ),
    )

    @property
    def times_extended(self) -> int:
        """How often it was lengthened."""
        return self.extensions if self.extensions is not None else int(self.extended)


class ClockStay(Witnessed, OfRecord, Base):
    """A coded ground on which one clock stands still, who allowed it, from when to when, and when to look again."""

    __tablename__ = "clock_stay"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    clock_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("clock.id"))
    ground: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    wake_on: Mapped[date | None]
    allowed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))

    __table_args__ = (
        Index("ix_clock_stay_clock_id", "clock_id"),
        Index(
            "ix_clock_stay_wake",
            "wake_on",
            "id",
            postgresql_where=text("until IS NULL"),
            sqlite_where=text("until IS NULL"),
        ),
    )


class ClockChange(Witnessed, OfRecord, Base):
    """A due date that moved after the fact (a late-declared holiday, a corrected date): before, after and why."""

    __tablename__ = "clock_change"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    clock_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("clock.id"))
    cause: Mapped[str]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Alert(OfRecord, Base):
    """A reminder before, or an escalation after, a due date: recorded once by its key, however often the job runs."""

    __tablename__ = "alert"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=id_in_order)
    clock_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("clock.id"))
    level: Mapped[str]
    due_on: Mapped[date]
    role: Mapped[Role]
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    raised_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("clock_id", "level", "due_on", "role"),
        Index("ix_alert_role_raised_at", "role", "raised_at", "id"),
        Index(
            "ix_alert_officer_raised_at",
            "officer_id",
            "raised_at",
            "id",
            postgresql_where=text("officer_id IS NOT NULL"),
            sqlite_where=text("officer_id IS NOT NULL"),
        ),
        Index(
            "ix_alert_unseen_record",
            "record_id",
            postgresql_where=text("seen_at IS NULL AND officer_id IS NULL"),
            sqlite_where=text("seen_at IS NULL AND officer_id IS NULL"),
        ),
        Index(
            "ix_alert_unseen_desk",
            "role",
            "raised_at",
            "id",
            postgresql_where=text("seen_at IS NULL AND officer_id IS NULL"),
            sqlite_where=text("seen_at IS NULL AND officer_id IS NULL"),
        ),
    )


class DeclaredHoliday(Base):
    """A day declared closed after the calendar file was written."""

    __tablename__ = "declared_holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    calendar: Mapped[str] = mapped_column(primary_key=True)
    name_en: Mapped[str]
    name_hi: Mapped[str]
    declared_at: Mapped[datetime]
    declared_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    recomputed: Mapped[int] = mapped_column(default=0)
