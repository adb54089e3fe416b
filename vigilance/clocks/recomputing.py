"""Running clocks computed again after the rules changed: all are looked at, those that become another are written."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, literal_column, select, tuple_
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_events, lock_records
from vigilance.audit.witness import vouch
from vigilance.clocks.commands import owner_of, recompute_clock
from vigilance.clocks.models import Clock, ClockChange, ClockStay
from vigilance.clocks.queries import stays_of
from vigilance.clocks.rules import ClockRules
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.parties import Party
from vigilance.domain.time_limits import compute
from vigilance.records.models import Record, RecordKind

LOOKED_AT = 10_000
"""So many clocks are read at once, without a lock."""
BATCH = 500
"""So many records are held and written at once."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A kept clock that did not say what the rules make of it: which, and what it said before and says now."""

    record_number: str
    limit: str
    before: dict[str, str]
    after: dict[str, str]


class _Kept(NamedTuple):
    """What of a running clock the rules decide, and what they decide it from."""

    id: uuid.UUID
    record_id: uuid.UUID
    limit_name: str
    track: str | None
    started_on: date
    due_on: date
    counts_until: date
    stayed: bool
    owed_by: Party
    owner_id: uuid.UUID | None
    extended: bool
    extensions: int | None
    kind: RecordKind
    assigned_to: uuid.UUID | None
    inquiring_officer: uuid.UUID | None
    has_stays: bool


_OF_RECORD = ("kind", "assigned_to", "inquiring_officer")
_STAYED_EVER = exists().where(ClockStay.clock_id == Clock.id)
_RUNNING: Select[Any] = (
    select(
        *(getattr(Clock, name) for name in _Kept._fields[:-4]),
        *(getattr(Record, name) for name in _OF_RECORD),
        _STAYED_EVER,
    )
    .join(Record, Record.id == Clock.record_id)
    .where(Clock.done_on.is_(None))
    .order_by(Clock.due_on, Clock.id)
    .limit(literal_column(str(LOOKED_AT)))
)


class StaleClocks:
    """Looks through the running clocks for those that the rules now make another; nothing is locked meanwhile.

    What a clock that was never stayed says is the same for all of one limit begun on one day, and is computed once for
    them. One that was ever stayed is always computed anew.
    """

    def __init__(self, rules: ClockRules, *where: ColumnElement[bool]) -> None:
        """All running clocks, or those of them that the conditions name."""
        self.looked_at = 0
        self._rules, self._asked = rules, _RUNNING.where(*where)
        self._known: dict[tuple[object, ...], tuple[date, date, Party]] = {}
        self._after: tuple[date, uuid.UUID] | None = None

    def more(self, session: Session) -> list[uuid.UUID] | None:
        """The records of the stale ones among the next clocks; None when all were looked at."""
        asked = self._asked
        if self._after is not None:
            asked = asked.where(tuple_(Clock.due_on, Clock.id) > tuple_(*self._after))
        clocks = [_Kept._make(row) for row in session.execute(asked)]
        if not clocks:
            return None
        self.looked_at += len(clocks)
        self._after = clocks[-1].due_on, clocks[-1].id
        return sorted({clock.record_id for clock in clocks if self._is_stale(clock)})

    def _is_stale(self, clock: _Kept) -> bool:
        if clock.has_stays:
            return True
        times = clock.extensions if clock.extensions is not None else int(clock.extended)
        key = (clock.kind, clock.track, clock.limit_name, clock.started_on, times)
        due, until, owed_by = self._known.get(key) or self._computed(key, clock, times)
        kept = (clock.due_on, clock.counts_until, clock.owed_by, clock.stayed, clock.owner_id)
        return kept != (due, until, owed_by, False, owner_of(clock, owed_by))

    def _computed(
        self, key: tuple[object, ...], clock: _Kept, times: int
    ) -> tuple[date, date, Party]:
        limit, on = self._rules.governing(clock.kind, clock), clock.started_on
        calendar = self._rules.calendar(limit)
        reading = compute(limit, on, calendar=calendar, on=on, extended=times)
        self._known[key] = found = (reading.due, reading.due_next_open_day, limit.owed_by)
        return found


def check_clocks(
    database: Database,
    rules: ClockRules,
    at: datetime,
    batch: int = BATCH,
    tell: Callable[[int, int], None] = lambda _looked_at, _moved: None,
) -> list[Difference]:
    """Compute every running clock, and set right and report each whose due date the rules now make another.

    Only a changed limit or a changed calendar can cause that, so the change goes on the record's chain with before and
    after; anything else would be a fault, and the alarm is the same. `tell` hears how many were looked at and moved.
    """
    found: list[Difference] = []
    clocks = StaleClocks(rules)
    while True:
        with database.reading() as looking:
            record_ids = clocks.more(act_as(looking, SYSTEM))
        if record_ids is None:
            return found
        for some in in_batches(record_ids, batch):
            found += _set_right(database, some, rules, at)
        tell(clocks.looked_at, len(found))


def in_batches(record_ids: Sequence[uuid.UUID], size: int = BATCH) -> list[Sequence[uuid.UUID]]:
    """So many at a time."""
    return [record_ids[start : start + size] for start in range(0, len(record_ids), size)]


def _set_right(
    database: Database, record_ids: Sequence[uuid.UUID], rules: ClockRules, at: datetime
) -> list[Difference]:
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        changes = recompute_running(session, record_ids, rules, "rules", by=SYSTEM, at=at)
        return [_difference(session, change) for change in changes]


def recompute_running(
    session: Session,
    record_ids: Sequence[uuid.UUID],
    rules: ClockRules,
    cause: str,
    *,
    by: Actor,
    at: datetime,
) -> list[ClockChange]:
    """Recompute the running clocks of these records; each due date that moves is kept with before and after."""
    records = {record.id: record for record in lock_records(session, record_ids)}
    running = select(Clock).where(Clock.record_id.in_(records), Clock.done_on.is_(None))
    clocks = session.scalars(running.execution_options(populate_existing=True)).all()
    stays = stays_of(session, [clock.id for clock in clocks])
    changes: dict[uuid.UUID, list[ClockChange]] = {}
    for clock in clocks:
        change = _recomputed(clock, stays.get(clock.id, []), records[clock.record_id], rules)
        if change is not None:
            change.cause, change.at = cause, at
            session.add(change)
            changes.setdefault(clock.record_id, []).append(change)
    acts = [
        (
            records[record_id],
            "clock-recomputed",
            {
                "cause": cause,
                "clocks": [change.clock_id.hex for change in moved],
                "rows": vouch(session, moved),
            },
        )
        for record_id, moved in changes.items()
    ]
    session.flush()
    append_events(session, acts, by=by, at=at)
    return [change for moved in changes.values() for change in moved]


def _recomputed(
    clock: Clock, stays: Sequence[ClockStay], record: Record, rules: ClockRules
) -> ClockChange | None:
    before = _dates(clock)
    recompute_clock(clock, stays, record, rules)
    if _dates(clock) == before:
        return None
    return ClockChange(
        id=uuid.uuid4(),
        record_id=record.id,
        clock_id=clock.id,
        before=before,
        after=_dates(clock),
    )


def _dates(clock: Clock) -> dict[str, str]:
    return {"due_on": clock.due_on.isoformat(), "counts_until": clock.counts_until.isoformat()}


def _difference(session: Session, change: ClockChange) -> Difference:
    clock = session.get_one(Clock, change.clock_id)
    record = session.get_one(Record, change.record_id)
    return Difference(record.number, clock.limit_name, change.before, change.after)
