"""Kept clocks made again from the log, and the nightly check that they still say what the log says."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_records
from vigilance.audit.models import Event, EventPayload
from vigilance.clocks.commands import new_clock, recompute_clock
from vigilance.clocks.models import Alert, Clock, ClockChange, ClockStay
from vigilance.clocks.queries import stays_of
from vigilance.clocks.rules import ClockRules
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.time_limits import Done, Run, TimeLimit
from vigilance.records.models import Record

BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A kept clock that did not say what the rules make of it: which, and what it said before and says now."""

    record_number: str
    limit: str
    before: dict[str, str]
    after: dict[str, str]


def rebuild_clocks(session: Session, record: Record, rules: ClockRules) -> list[Clock]:
    """Every clock of this record made again from its log; rows that the log does not know go."""
    log = _log_of(session, record)
    # The clocks of an accused's tracks are read off the events of those tracks (proceedings/), not of the record.
    statement = select(Clock).where(Clock.record_id == record.id, Clock.proceeding_id.is_(None))
    kept = {(clock.limit_name, clock.round): clock for clock in session.scalars(statement)}
    stays = stays_of(session, [clock.id for clock in kept.values()])
    made: list[Clock] = []
    for name, versions in rules.of_kind(record.kind).items():
        for number, (limit, run) in enumerate(runs_of(versions, log), start=1):
            clock = kept.pop((name, number), None)
            if clock is None:
                clock = new_clock(record, limit, run.started, number)
                session.add(clock)
            clock.started_on, clock.done_on = run.started, run.done
            clock.extended = run.extended > 0
            clock.extensions = run.extended or None
            recompute_clock(clock, stays.get(clock.id, []), record, rules)
            made.append(clock)
    for clock in kept.values():
        session.execute(delete(Alert).where(Alert.clock_id == clock.id))
        session.delete(clock)
    return made


def _log_of(session: Session, record: Record) -> list[Done]:
    """The steps of this record with their Indian days; what was received before it was entered says so in its body."""
    statement = (
        select(Event.type, Event.at, EventPayload.body)
        .outerjoin(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.record_id == record.id)
        .order_by(Event.record_seq)
    )
    return [
        Done(kind, _day(at, (body or {}).get("received_on")))
        for kind, at, body in session.execute(statement)
    ]


def _day(at: datetime, received_on: str | None) -> date:
    return date.fromisoformat(received_on) if received_on else ist_day(at)


def runs_of(versions: Sequence[TimeLimit], log: Sequence[Done]) -> Iterator[tuple[TimeLimit, Run]]:
    """Each run of one limit in the log, by the version in force on the day it began; `versions` newest first."""
    limit: TimeLimit | None = None
    run: Run | None = None
    for entry in log:
        if limit is None or run is None:
            limit = next((one for one in versions if one.effective_from <= entry.on), None)
            starts = limit is not None and entry.action in limit.starts_on
            run = Run(entry.on) if starts else None
        elif entry.action in limit.stops_on:
            yield limit, Run(run.started, entry.on, run.extended)
            run = Run(entry.on) if entry.action in limit.starts_on else None
        elif limit.extension is not None and entry.action == limit.extension.granted_on:
            run = Run(run.started, None, run.extended + 1)
    if limit is not None and run is not None:
        yield limit, run


def check_clocks(
    database: Database, rules: ClockRules, at: datetime, batch: int = BATCH
) -> list[Difference]:
    """Recompute every running clock, and set right and report each whose due date the rules now make another.

    Only a changed limit or a changed calendar can cause that, so the change goes on the record's chain with before and
    after; anything else would be a fault, and the alarm is the same.
    """
    found: list[Difference] = []
    after: uuid.UUID | None = None
    while True:
        with database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            ids = select(Clock.record_id).where(Clock.done_on.is_(None)).distinct()
            if after is not None:
                ids = ids.where(Clock.record_id > after)
            record_ids = list(session.scalars(ids.order_by(Clock.record_id).limit(batch)))
            if not record_ids:
                return found
            changes = recompute_running(session, record_ids, rules, "rules", by=SYSTEM, at=at)
            found += [_difference(session, change) for change in changes]
            after = record_ids[-1]


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
    for record_id, moved in changes.items():
        body = {"cause": cause, "clocks": [change.clock_id.hex for change in moved]}
        append_event(
            session, records[record_id], "clock-recomputed", body, by=by, at=at, rows=moved
        )
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
