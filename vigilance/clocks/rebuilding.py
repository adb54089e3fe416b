"""Kept clocks made again from the log."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from vigilance.audit.models import Event, EventPayload
from vigilance.clocks.commands import new_clock, recompute_clock
from vigilance.clocks.models import Alert, Clock
from vigilance.clocks.queries import stays_of
from vigilance.clocks.rules import ClockRules
from vigilance.domain.dates import ist_day
from vigilance.domain.time_limits import Done, Run, TimeLimit
from vigilance.records.models import Record


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
