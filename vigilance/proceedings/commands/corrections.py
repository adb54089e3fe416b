"""A day that was entered wrongly: put right with reasons, every clock it governs made again, before and after kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.clocks.commands import Course, new_clock, recompute_clock
from vigilance.clocks.models import Alert, Clock, ClockChange, ClockStay
from vigilance.clocks.queries import stays_of
from vigilance.clocks.rebuilding import runs_of
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Incomplete, Invalid, Wording
from vigilance.domain.papers import InHand
from vigilance.domain.proceeding_facts import check_day
from vigilance.domain.time_limits import Done
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.proceedings.queries import clocks_of_proceeding, entries_of
from vigilance.records.models import Record

CAUSE = "corrected-day"


@dataclass(frozen=True, slots=True)
class Correction:
    """Which entry of a track was done on which day in truth, and how that is known."""

    entry: int
    on: date
    reasons: str


def correct_day(
    session: Session,
    proceeding: Proceeding,
    correction: Correction,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> list[ClockChange]:
    """Put right the day of one act, between the acts around it; what moves is told with before and after."""
    record = session.get_one(Record, proceeding.record_id)
    lock_record(session, record)
    if not correction.reasons.strip():
        raise Incomplete({InHand.REASONS})
    log = entries_of(session, [proceeding.id])[proceeding.id]
    number, on = correction.entry, correction.on
    entry = _between(log, number, on, ist_day(at))
    before = entry.on
    note = write_note(
        session, record, correction.reasons, NoteKind.NOTE, by=by, at=at, action="correct-day"
    )
    entry.on = on
    if entry is log[0]:
        proceeding.begun_on = on
    changes = rebuild(session, record, proceeding, log, office.rules(session), at=at)
    body = {
        "proceeding": proceeding.id.hex,
        "entry": number,
        "before": before.isoformat(),
        "after": on.isoformat(),
        "clocks": [change.clock_id.hex for change in changes],
    }
    rows = [proceeding, entry, note, *changes]
    append_event(session, record, "day-corrected", body, by=by, at=at, rows=rows)
    return changes


def _between(log: Sequence[ProceedingEntry], number: int, on: date, today: date) -> ProceedingEntry:
    if not 1 <= number <= len(log):
        raise Invalid({"entry": ["There is no such entry."]})
    check_day(on, today, log[number - 2].on if number > 1 else None)
    if number < len(log) and on > log[number].on:
        raise Invalid(
            {"on": [Wording("The act that followed was done on {on}.", on=log[number].on)]}
        )
    return log[number - 1]


def rebuild(
    session: Session,
    record: Record,
    proceeding: Proceeding,
    log: Sequence[ProceedingEntry],
    rules: ClockRules,
    *,
    at: datetime,
) -> list[ClockChange]:
    """The clocks of one track made again from its log; a due date that moved is kept with before and after."""
    kept: dict[str, list[Clock]] = {}
    for clock in clocks_of_proceeding(session, proceeding.id):
        kept.setdefault(clock.limit_name, []).append(clock)
    stays = stays_of(session, [clock.id for clocks in kept.values() for clock in clocks])
    done = [Done(entry.action, entry.on) for entry in log]
    course = Course(proceeding.id, proceeding.track.value)
    changes: list[ClockChange] = []
    for name, versions in rules.of_track(proceeding.track).items():
        mine = sorted(kept.pop(name, []), key=lambda clock: clock.round)
        for limit, run in runs_of(versions, done):
            began = _day_zero(log, name, run.started)
            if mine:
                clock = mine.pop(0)
                changes += _again(clock, began, run.done, run.extended, stays, record, rules, at)
            else:
                number = _next_round(session, record, name)
                clock = new_clock(record, limit, began, number, course)
                session.add(clock)
                recompute_clock(clock, [], record, rules)
        for gone in mine:
            session.execute(delete(Alert).where(Alert.clock_id == gone.id))
            session.delete(gone)
    session.add_all(changes)
    return changes


def _day_zero(log: Sequence[ProceedingEntry], name: str, started: date) -> date:
    for entry in log:
        if entry.on == started and f"zero:{name}" in entry.facts:
            return date.fromisoformat(entry.facts[f"zero:{name}"])
    return started


def _again(  # noqa: PLR0913, PLR0917 -- one clock, its run, and what it is reckoned with
    clock: Clock,
    began: date,
    done: date | None,
    extended: int,
    stays: dict[uuid.UUID, list[ClockStay]],
    record: Record,
    rules: ClockRules,
    at: datetime,
) -> list[ClockChange]:
    before = _dates(clock)
    clock.started_on, clock.done_on = began, done
    clock.extended, clock.extensions = extended > 0, extended or None
    recompute_clock(clock, stays.get(clock.id, []), record, rules)
    if _dates(clock) == before:
        return []
    return [
        ClockChange(
            id=uuid.uuid4(),
            record_id=record.id,
            clock_id=clock.id,
            cause=CAUSE,
            before=before,
            after=_dates(clock),
            at=at,
        )
    ]


def _dates(clock: Clock) -> dict[str, str]:
    return {"due_on": clock.due_on.isoformat(), "counts_until": clock.counts_until.isoformat()}


def _next_round(session: Session, record: Record, name: str) -> int:
    rounds = session.scalars(
        select(Clock.round).where(Clock.record_id == record.id, Clock.limit_name == name)
    )
    return max(rounds, default=0) + 1
