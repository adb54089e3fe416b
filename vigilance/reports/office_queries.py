"""What keeps the office running: declared holidays and what they moved, and the background jobs."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.models import JobLease
from vigilance.clocks.models import Clock, ClockChange, DeclaredHoliday
from vigilance.database.paging import PAGE_SIZE, Page
from vigilance.records.models import Record


@dataclass(frozen=True, slots=True)
class MovedClock:
    """A due date that a late holiday moved: on which record, which limit, from when to when."""

    change_id: uuid.UUID
    number: str
    limit_name: str
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def due_before(self) -> date:
        """When it was due."""
        return date.fromisoformat(self.before["due_on"])

    @property
    def due_after(self) -> date:
        """When it is due now."""
        return date.fromisoformat(self.after["due_on"])


def declared_holidays(session: Session) -> Sequence[DeclaredHoliday]:
    """Every day declared closed after the lists were printed, the newest first."""
    order = (DeclaredHoliday.day.desc(), DeclaredHoliday.calendar)
    return session.scalars(select(DeclaredHoliday).order_by(*order)).all()


def moved_by_holiday(
    session: Session, day: date, after: uuid.UUID | None = None, *, size: int = PAGE_SIZE
) -> Page[MovedClock]:
    """The due dates that a holiday on this day moved."""
    statement = (
        select(
            ClockChange.id, Record.number, Clock.limit_name, ClockChange.before, ClockChange.after
        )
        .join(Clock, Clock.id == ClockChange.clock_id)
        .join(Record, Record.id == ClockChange.record_id)
        .where(ClockChange.cause == f"holiday {day}")
        .order_by(ClockChange.id)
    )
    if after is not None:
        statement = statement.where(ClockChange.id > after)
    rows = [MovedClock(*row) for row in session.execute(statement.limit(size + 1))]
    page = rows[:size]
    return Page(page, (page[-1].change_id,) if len(rows) > size else None)


def job_leases(session: Session) -> Sequence[JobLease]:
    """Every background job that has ever run, by name."""
    return session.scalars(select(JobLease).order_by(JobLease.job)).all()
