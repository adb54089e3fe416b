"""How many days matters stood in each stage: read from the ledger's events, one step after another.

A stage counts in the span in which it was left. Kept as a tally of days, so that a million steps take no more memory
than a hundred.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from vigilance.audit.models import Event, EventPayload
from vigilance.cases.models import Case
from vigilance.complaints.models import Complaint
from vigilance.domain.dates import ist_day
from vigilance.domain.workflows.complaint import COMPLAINT
from vigilance.domain.workflows.inquiry import INQUIRY
from vigilance.returns.shapes import Asked

FEWEST = 5
"""Of fewer matters no median is shown: it would be the figure of one of them (security.md row 109)."""
STREAMED = 1000
MOVING = {
    Complaint: sorted({row.action.value for row in COMPLAINT.steps if row.target}),
    Case: sorted({row.action.value for row in INQUIRY.steps if row.target}),
}
"""The steps that move a matter from one stage to another."""


@dataclass(frozen=True, slots=True)
class Left:
    """A stage that was left: of a matter in this district, on a day, after so many days."""

    record_id: uuid.UUID
    stage: str
    district_code: str | None
    on: date
    days: int


def left_stages(session: Session, asked: Asked) -> Iterator[Left]:
    """Every stage that was left in the span."""
    for table, actions in MOVING.items():
        for record_id, before, district, entered, at in session.execute(
            _steps(table, actions, asked), execution_options={"yield_per": STREAMED}
        ):
            if before and entered is not None:
                on = ist_day(at)
                yield Left(record_id, before, district, on, (on - ist_day(entered)).days)


def _steps(table: type[Any], actions: Sequence[str], asked: Asked) -> Select[*tuple[Any, ...]]:
    """The steps in the span, each with the instant of the step before it on the same record."""
    before = func.lag(Event.at, type_=Event.at.type).over(
        partition_by=Event.record_id, order_by=Event.record_seq
    )
    entered = (
        select(Event.id, Event.record_id, Event.at, before.label("entered"))
        .where(Event.type.in_(actions), Event.at < asked.end)
        .subquery()
    )
    return (
        select(
            table.record_id,
            EventPayload.body["from"].as_string(),
            table.district_code,
            entered.c.entered,
            entered.c.at,
        )
        .select_from(table)
        .join(entered, entered.c.record_id == table.record_id)
        .join(EventPayload, EventPayload.event_id == entered.c.id)
        .where(entered.c.at >= asked.begin)
    )


def percentile(tally: Mapping[int, int], share: float) -> int:
    """The number of days within which this share of the tally lies (nearest rank)."""
    rank = max(1, -(-int(sum(tally.values()) * share * 1000) // 1000))
    seen = 0
    for days in sorted(tally):
        seen += tally[days]
        if seen >= rank:
            return days
    raise ValueError("the tally is empty")


def tallied(found: Iterator[Left], *by: str) -> dict[tuple[Any, ...], Counter[int]]:
    """The days, tallied by these attributes."""
    tallies: dict[tuple[Any, ...], Counter[int]] = {}
    for one in found:
        key = tuple(getattr(one, name) for name in by)
        tallies.setdefault(key, Counter())[one.days] += 1
    return tallies


def middle_and_long(tally: Counter[int]) -> tuple[int | None, int | None]:
    """Median and 90th percentile, or nothing where too few were counted."""
    if tally.total() < FEWEST:
        return None, None
    return percentile(tally, 0.5), percentile(tally, 0.9)
