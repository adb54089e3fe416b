"""How many days matters stood in each stage: whole months as they were kept, the days beside them from the ledger.

A stage counts in the span in which it was left. What is kept is a tally of days, so that a million steps take no more
than a few thousand rows, and median and 90th percentile are exact (decision 34).
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from vigilance.audit.models import Event, EventPayload
from vigilance.cases.models import Case
from vigilance.complaints.models import Complaint
from vigilance.database.types import IndianDays
from vigilance.domain.calendar import later_by_months
from vigilance.domain.dates import INDIA, ist_day
from vigilance.records.models import RecordKind
from vigilance.records.moves import MOVING
from vigilance.records.totals import StageTotal
from vigilance.returns.shapes import NONE, Asked

FEWEST = 5
"""Of fewer matters no median is shown: it would be the figure of one of them (security.md row 109)."""
STREAMED = 1000
TABLES: Mapping[RecordKind, type[Any]] = {
    RecordKind.COMPLAINT: Complaint,
    RecordKind.CASE: Case,
}
Tallies = dict[tuple[str, ...], Counter[int]]


@dataclass(frozen=True, slots=True)
class Left:
    """A stage that was left: of a matter in this district, on a day, after so many days."""

    record_id: uuid.UUID
    stage: str
    district_code: str
    on: date
    days: int


def left_stages(session: Session, since: date, before: date) -> Iterator[Left]:
    """Every stage that was left from a day to before another, read from the ledger."""
    for kind in TABLES:
        steps = _steps(kind, since, before)
        columns = (steps.c[name] for name in ("record_id", "stage", "district_code", "at", "days"))
        found = session.execute(select(*columns), execution_options={"yield_per": STREAMED})
        for record_id, stage, district, at, days in found:
            yield Left(record_id, stage, district, ist_day(at), days)


def _steps(kind: RecordKind, since: date, before: date) -> Subquery:
    """The steps in these days out of a stage, each with the days since the step before it on the same record."""
    table, acts = TABLES[kind], MOVING[kind]
    # OFFSET 0: the few steps of these days come first, and each is joined to its own matter.
    here = (
        select(Event.id, Event.record_id, Event.record_seq, Event.at)
        .where(Event.type.in_(acts), Event.at >= _begin(since), Event.at < _begin(before))
        .offset(literal_column("0"))
        .subquery("here")
    )
    earlier = aliased(Event)
    entered = (
        select(earlier.at)
        .where(
            earlier.record_id == here.c.record_id,
            earlier.record_seq < here.c.record_seq,
            earlier.type.in_(acts),
        )
        .order_by(earlier.record_seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    stage = EventPayload.body["from"].as_string()
    return (
        select(
            here.c.record_id,
            stage.label("stage"),
            func.coalesce(table.district_code, NONE).label("district_code"),
            here.c.at,
            IndianDays(entered, here.c.at).label("days"),
        )
        .join(table, table.record_id == here.c.record_id)
        .join(EventPayload, EventPayload.event_id == here.c.id)
        .where(stage.is_not(None))
        .subquery("steps")
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), INDIA)


def tallied(session: Session, asked: Asked, *by: str) -> Tallies:
    """The days, tallied by stage or by district and stage."""
    first, last = _whole_months(asked)
    found: Tallies = {}
    spans = [(asked.since, asked.before)] if first >= last else _beside(asked, first, last)
    for since, before in spans:
        for kind in TABLES:
            steps = _steps(kind, since, before).c
            _add(session, found, [steps[name] for name in by], steps.days, func.count())
    if first < last:
        kept = StageTotal
        within = kept.month >= f"{first:%Y-%m}", kept.month < f"{last:%Y-%m}"
        by_columns = [getattr(kept, name) for name in by]
        _add(session, found, by_columns, kept.days, func.sum(kept.matters), *within)
    return found


def _whole_months(asked: Asked) -> tuple[date, date]:
    """The first day of the first whole month of the span, and the first day after the last."""
    since = asked.since
    first = since if since.day == 1 else later_by_months(since.replace(day=1), 1)
    return first, asked.before.replace(day=1)


def _beside(asked: Asked, first: date, last: date) -> list[tuple[date, date]]:
    """The days before the first whole month and after the last, where there are any."""
    beside = [(asked.since, first), (last, asked.before)]
    return [(since, before) for since, before in beside if since < before]


def _add(
    session: Session,
    found: Tallies,
    by: Sequence[Any],
    days: Any,
    count: Any,
    *within: ColumnElement[bool],
) -> None:
    """Count these rows into the tallies."""
    statement = select(*by, days, count).where(*within).group_by(*by, days)
    for *key, after, matters in session.execute(statement):
        found.setdefault(tuple(key), Counter())[after] += int(matters)


def percentile(tally: Mapping[int, int], share: float) -> int:
    """The number of days within which this share of the tally lies (nearest rank)."""
    rank = max(1, -(-int(sum(tally.values()) * share * 1000) // 1000))
    seen = 0
    for days in sorted(tally):
        seen += tally[days]
        if seen >= rank:
            return days
    raise ValueError("the tally is empty")


def middle_and_long(tally: Counter[int]) -> tuple[int | None, int | None]:
    """Median and 90th percentile, or nothing where too few were counted."""
    if tally.total() < FEWEST:
        return None, None
    return percentile(tally, 0.5), percentile(tally, 0.9)
