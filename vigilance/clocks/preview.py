"""What another schedule would do to the clocks that run now: shown before it is put in force, changing nothing."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.clocks.models import Clock, ClockStay
from vigilance.clocks.queries import domain_stays, stays_of
from vigilance.clocks.rules import ClockRules
from vigilance.domain.errors import NotFound
from vigilance.domain.time_limits import compute
from vigilance.records.models import Record, RecordKind

BATCH = 500
EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock that would be due on another day; none, where the schedule knows no limit for it any more."""

    number: str
    before: date
    after: date | None


@dataclass(slots=True)
class Effect:
    """What becomes of the running clocks of one limit: how many move, and the first of them."""

    running: int = 0
    moved: int = 0
    examples: list[Moved] = field(default_factory=list)


def effects(session: Session, rules: ClockRules) -> dict[str, Effect]:
    """For each limit that has running clocks, what these rules would make of them."""
    found: dict[str, Effect] = {}
    for batch in _batches(session):
        stays = stays_of(session, [clock.id for clock, _kind, _number in batch])
        for clock, kind, number in batch:
            effect = found.setdefault(clock.limit_name, Effect())
            effect.running += 1
            after = _due(clock, kind, stays.get(clock.id, ()), rules)
            if after == clock.due_on:
                continue
            effect.moved += 1
            if len(effect.examples) < EXAMPLES:
                effect.examples.append(Moved(number, clock.due_on, after))
        session.expunge_all()
    return dict(sorted(found.items()))


def _batches(session: Session) -> Iterator[Sequence[tuple[Clock, RecordKind, str]]]:
    after: uuid.UUID | None = None
    while True:
        statement = (
            select(Clock, Record.kind, Record.number)
            .join(Record, Record.id == Clock.record_id)
            .where(Clock.done_on.is_(None))
            .order_by(Clock.id)
            .limit(BATCH)
        )
        if after is not None:
            statement = statement.where(Clock.id > after)
        batch = [(clock, kind, number) for clock, kind, number in session.execute(statement)]
        if not batch:
            return
        after = batch[-1][0].id
        yield batch


def _due(
    clock: Clock, kind: RecordKind, stays: Sequence[ClockStay], rules: ClockRules
) -> date | None:
    try:
        limit = rules.governing(kind, clock)
    except NotFound:
        return None
    times = limit.extension.times if limit.extension else 0
    ended = [stay for stay in stays if stay.until is not None]
    reading = compute(
        limit,
        clock.started_on,
        domain_stays(ended),
        calendar=rules.calendar(limit),
        on=clock.started_on,
        extended=min(clock.times_extended, times),
    )
    return reading.due
