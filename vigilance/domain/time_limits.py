"""Reads clocks off a log: when a limit began, when it is due, how it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vigilance.domain.calendar import (
    ONE_DAY,
    Calendar,
    CalendarKind,
    ClosedDay,
    Days,
    Span,
    WorkingDays,
)
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.parties import Party
from vigilance.domain.roles import Role
from vigilance.domain.stays import Stay, StayEffect, Stopped, effect_of, stopped_times
from vigilance.domain.words import Words


class Authority(StrEnum):
    """How a limit binds."""

    STATUTE = "A"
    STATE_RULE = "B"
    STATE_ORDER = "C"
    CENTRAL_BENCHMARK = "D"
    OWN_POLICY = "E"


class Confidence(StrEnum):
    """How well the source of a limit is known."""

    SEEN = "V"
    COMMENTARY = "C"
    PRESS = "P"
    UNVERIFIED = "U"


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a limit may be lengthened, by whom, how often, and by which step."""

    span: Span
    by: Party
    times: int
    granted_on: str
    authority: Authority


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One version of a limit, as a line of data."""

    name: str
    track: str
    starts_on: frozenset[str]
    stops_on: frozenset[str]
    allowed: Span
    extension: Extension | None
    calendar: CalendarKind
    authority: Authority
    source: str
    confidence: Confidence
    effective_from: date
    owed_by: Party
    warn_days_before: tuple[int, ...]
    escalate_days_after: tuple[int, ...]
    escalate_to: tuple[Role, ...]
    label: Words
    rule: Words

    @property
    def is_a_day(self) -> bool:
        """Whether it is no span but a day that is known beforehand, such as that of retirement."""
        return self.allowed.count == 0

    @property
    def escalations(self) -> tuple[tuple[int, Role], ...]:
        """So many days after the due date, to whom."""
        return tuple(zip(self.escalate_days_after, self.escalate_to, strict=True))


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken, and its day."""

    action: str
    on: date


class Standing(StrEnum):
    """How a limit stands."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    STAYED = "stayed"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"
    MET = "met"
    MET_NEXT_OPEN_DAY = "met-next-open-day"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a limit stands on a day, with all that its clock card shows."""

    limit: TimeLimit
    calendar: CalendarKind
    on: date
    started: date
    done: date | None
    extended: int
    due_unstayed: date
    due: date
    due_next_open_day: date
    gross_days: int
    net_days: int
    standing: Standing
    days_left: int | None
    stays: tuple[StayEffect, ...]
    holidays_skipped: tuple[ClosedDay, ...]
    years_without_holidays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a clock in a log: begun, perhaps stopped, perhaps lengthened."""

    started: date
    done: date | None = None
    extended: int = 0


def version_in_force(limits: Iterable[TimeLimit], name: str, on: date) -> TimeLimit:
    """The version of this limit that was in force on the day its clock began."""
    versions = [limit for limit in limits if limit.name == name and limit.effective_from <= on]
    if not versions:
        raise NotFound(f"no limit {name} was in force on {on}")
    return max(versions, key=lambda limit: limit.effective_from)


def latest_run(limit: TimeLimit, log: Iterable[Done], today: date) -> Run | None:
    """The latest run of this clock up to today, or None where it has not begun.

    A second start while the clock runs changes nothing: asking again gives nobody more time.
    """
    run: Run | None = None
    for entry in sorted(log, key=lambda entry: entry.on):
        if entry.on > today:
            break
        running = run is not None and run.done is None
        if run is not None and running and entry.action in limit.stops_on:
            run = Run(run.started, entry.on, run.extended)
            if entry.action in limit.starts_on:  # every month anew: CVC 21/12/21
                run = Run(entry.on)
        elif run is not None and running and _grants(limit, entry.action):
            run = Run(run.started, None, run.extended + 1)
        elif not running and entry.action in limit.starts_on:
            run = Run(entry.on)
    return run


def read_clock(
    limit: TimeLimit,
    log: Iterable[Done],
    stays: Sequence[Stay],
    today: date,
    calendar: Calendar,
    *,
    extended: int = 0,
) -> Reading | None:
    """How this limit stands today, or None where it has not begun."""
    run = latest_run(limit, log, today)
    if run is None:
        return None
    times = limit.extension.times if limit.extension else 0
    granted = min(max(run.extended, extended), times)
    return compute(
        limit, run.started, stays, calendar=calendar, on=today, done=run.done, extended=granted
    )


def read_clock_in_force(
    versions: Sequence[TimeLimit],
    log: Sequence[Done],
    stays: Sequence[Stay],
    today: date,
    calendars: Mapping[CalendarKind, Calendar],
) -> Reading | None:
    """How one limit stands today, by the version in force on the day its clock began."""
    for version in sorted(versions, key=lambda limit: limit.effective_from, reverse=True):
        run = latest_run(version, log, today)
        if run is not None and run.started >= version.effective_from:
            return read_clock(version, log, stays, today, calendars[version.calendar])
    return None


def compute(
    limit: TimeLimit,
    started: date,
    stays: Sequence[Stay] = (),
    *,
    calendar: Calendar,
    on: date,
    done: date | None = None,
    extended: int = 0,
) -> Reading:
    """How this limit stands on a day: begun on a day, perhaps stayed, lengthened or met."""
    _check(limit, started, stays, done, extended)
    horizon = max(done or on, started)
    stopped = stopped_times(stays, started, horizon)
    unstayed = _due_unstayed(limit, started, extended, calendar)
    due = _moved(unstayed, stopped, limit.allowed, calendar)
    next_open = calendar.next_open_day(due)
    gross = (horizon - started).days
    # Working days skip every closed day; other spans only one on which they would end.
    counted_from = started + ONE_DAY if isinstance(limit.allowed, WorkingDays) else due
    return Reading(
        limit=limit,
        calendar=calendar.kind,
        on=on,
        started=started,
        done=done,
        extended=extended,
        due_unstayed=unstayed,
        due=due,
        due_next_open_day=next_open,
        gross_days=gross,
        net_days=gross - sum(time.days_before(horizon) for time in stopped),
        standing=_met(done, due, next_open) if done else _open(on, started, due, next_open, stays),
        days_left=None if done else (due - on).days,
        stays=tuple(effect_of(stay, started, horizon, due) for stay in stays),
        holidays_skipped=calendar.closed_days(counted_from, next_open),
        years_without_holidays=calendar.years_unknown(counted_from, next_open),
    )


def _grants(limit: TimeLimit, action: str) -> bool:
    return limit.extension is not None and action == limit.extension.granted_on


def _check(
    limit: TimeLimit, started: date, stays: Sequence[Stay], done: date | None, extended: int
) -> None:
    if done is not None and done < started and not limit.is_a_day:
        raise Invalid({"done": ["The step cannot be done before its clock has begun."]})
    if any(stay.until is not None and stay.until < stay.since for stay in stays):
        raise Invalid({"stay": ["A stay cannot end before it begins."]})
    if extended > (limit.extension.times if limit.extension else 0):
        raise Invalid({"extended": ["This limit cannot be extended so often, or at all."]})


def _due_unstayed(limit: TimeLimit, started: date, extended: int, calendar: Calendar) -> date:
    """The due day before any stay: three months and one more are four months from the start."""
    if limit.extension is None or not extended:
        return calendar.add(limit.allowed, started)
    more = type(limit.extension.span)(limit.extension.span.count * extended)
    if type(limit.allowed) is type(more):
        return calendar.add(type(more)(limit.allowed.count + more.count), started)
    return calendar.add(more, calendar.add(limit.allowed, started))


def _moved(due: date, stopped: Iterable[Stopped], allowed: Span, calendar: Calendar) -> date:
    """The due day moved by the days stopped; what begins after it excuses nothing."""
    for time in stopped:
        if time.since > due:
            break
        if isinstance(allowed, WorkingDays):
            due = calendar.add(WorkingDays(calendar.open_days(time.since, time.until)), due)
        else:
            due = calendar.add(Days((time.until - time.since).days), due)
    return due


def _met(done: date, due: date, next_open: date) -> Standing:
    if done <= due:
        return Standing.MET
    # UP General Clauses Act s.10: on the next open day is in time.
    return Standing.MET_NEXT_OPEN_DAY if done <= next_open else Standing.MISSED


def _open(on: date, started: date, due: date, next_open: date, stays: Iterable[Stay]) -> Standing:
    if on < started != due:
        return Standing.NOT_STARTED
    if any(stay.runs_on(on) and stay.since <= due for stay in stays):
        return Standing.STAYED
    if on < due:
        return Standing.RUNNING
    return Standing.DUE_TODAY if on <= next_open else Standing.OVERDUE
