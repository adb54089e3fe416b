"""What breaches next: time limits that end in the days just ahead, counted by a job; and the cases first due."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, insert, not_, select, tuple_
from sqlalchemy.orm import Session, aliased

from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.paging import Page
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import ist_day
from vigilance.domain.parties import Party
from vigilance.domain.schedule import WINDOWS
from vigilance.records.models import Record
from vigilance.reports.models import DueCount
from vigilance.reports.queries import PAGE

WITHIN = (7, 15, 30)
"""The windows of the page, in days from today, today counted."""
FARTHEST = max(WITHIN)


@dataclass(frozen=True, slots=True)
class Due:
    """A released case and its time limit that ends first."""

    record_id: uuid.UUID
    number: str
    limit_name: str
    track: str | None
    owed_by: Party
    due_on: date
    district_code: str | None

    @property
    def key(self) -> tuple[date, uuid.UUID]:
        """Its place in the list, the first due first."""
        return self.due_on, self.record_id


def count_due(database: Database, office: Office, at: datetime) -> int:  # noqa: ARG001 -- every job has this form
    """Count the running limits that end from today to the farthest day of the page; how many there are."""
    today = ist_day(at)
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        statement = (
            select(Clock.due_on, Clock.owed_by, func.count())
            .where(*_ends(Clock, today, FARTHEST))
            .group_by(Clock.due_on, Clock.owed_by)
        )
        found = session.execute(statement).all()
        session.execute(delete(DueCount))
        if found:
            names = ("due_on", "owed_by", "limits")
            rows = [dict(zip(names, row, strict=True)) for row in found]
            session.execute(insert(DueCount), rows)
    return sum(int(limits) for _due_on, _owed_by, limits in found)


def due_within(session: Session, today: date) -> dict[int, int]:
    """How many limits, of all complaints and cases, end within each window."""
    statement = (
        select(DueCount.due_on, func.sum(DueCount.limits))
        .where(DueCount.due_on >= today)
        .group_by(DueCount.due_on)
    )
    return within_days({day: int(limits) for day, limits in session.execute(statement)}, today)


def within_days(days: Mapping[date, int], today: date) -> dict[int, int]:
    """The same, of the limits that end on each of these days, none of them before today."""
    return {
        within: sum(count for day, count in days.items() if day <= _last(today, within))
        for within in WITHIN
    }


def due_by_party(session: Session, today: date, within: int) -> Mapping[Party, int]:
    """How many of them each party owes."""
    statement = (
        select(DueCount.owed_by, func.sum(DueCount.limits))
        .where(DueCount.due_on >= today, DueCount.due_on <= _last(today, within))
        .group_by(DueCount.owed_by)
    )
    return {party: int(limits) for party, limits in session.execute(statement)}


def due_soonest(
    session: Session,
    today: date,
    within: int = FARTHEST,
    after: tuple[date, uuid.UUID] | None = None,
    *,
    size: int = PAGE,
) -> Page[Due]:
    """The released cases of which a limit ends in this window, each once, the first due first; no protected one."""
    statement = _ending_of_named(today, within).limit(size + 1)
    if after is not None:
        statement = statement.where(tuple_(Clock.due_on, Clock.record_id) > tuple_(*after))
    rows: Sequence[Due] = [Due(*row) for row in session.execute(statement)]
    return Page(rows[:size], rows[size - 1].key if len(rows) > size else None)


def _ending_of_named(
    today: date, within: int
) -> Select[uuid.UUID, str, str, str | None, Party, date, str | None]:
    """Of each case that may be named its clock that ends first in this window."""
    earlier = aliased(Clock)
    sooner = select(earlier.id).where(
        earlier.record_id == Clock.record_id,
        *_ends(earlier, today, within),
        tuple_(earlier.due_on, earlier.id) < tuple_(Clock.due_on, Clock.id),
    )
    return (
        select(
            Clock.record_id,
            Case.number,
            Clock.limit_name,
            Clock.track,
            Clock.owed_by,
            Clock.due_on,
            Case.district_code,
        )
        .join(Case, Case.record_id == Clock.record_id)
        .join(Record, Record.id == Clock.record_id)
        .where(
            *_ends(Clock, today, within),
            Clock.named.is_(True),
            Record.may_be_named,
            not_(sooner.exists()),
        )
        .order_by(Clock.due_on, Clock.record_id)
    )


def _ends(clock: type[Clock], today: date, within: int) -> list[ColumnElement[bool]]:
    """Of a clock: it runs, does not stand still, and ends in this window; a right that lapses is no breach."""
    return [
        clock.limit_name.not_in(WINDOWS),
        clock.done_on.is_(None),
        clock.stayed.is_(False),
        clock.due_on >= today,
        clock.due_on <= _last(today, within),
    ]


def _last(today: date, within: int) -> date:
    return today + timedelta(days=within)
