"""The rules by which clocks run: every version of every limit, and the calendars of the offices that owe the steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.clocks.models import DeclaredHoliday
from vigilance.clocks.policy import fall_back, files_touched
from vigilance.clocks.reference import office_calendar, time_limits
from vigilance.domain.calendar import Calendar, CalendarKind, Holiday
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.time_limits import TimeLimit, compute
from vigilance.domain.tracks import Track
from vigilance.domain.words import Words
from vigilance.records.models import RecordKind
from vigilance.records.scope import kept

TRACKS = {RecordKind.COMPLAINT: Track.COMPLAINT, RecordKind.CASE: Track.INQUIRY}


class Kept(Protocol):
    """What of a kept clock tells which rule governs it."""

    @property
    def track(self) -> str | None:
        """The track of an accused, or None for the record's own."""
        ...

    @property
    def limit_name(self) -> str:
        """Which limit."""
        ...

    @property
    def started_on(self) -> date:
        """Day zero."""
        ...


Declared = tuple[CalendarKind, Holiday]
"""A day declared closed after the lists were made, and for which kind of office."""


@dataclass(frozen=True, slots=True)
class ClockRules:
    """What keeps the clocks: limits as data, calendars with the holidays known today."""

    limits: tuple[TimeLimit, ...]
    calendars: Mapping[CalendarKind, Calendar]
    _by_track: dict[str, dict[str, list[TimeLimit]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Sort the versions once: they are asked for with every step and every clock of a sweep."""
        for limit in sorted(self.limits, key=lambda limit: limit.effective_from, reverse=True):
            self._by_track.setdefault(limit.track, {}).setdefault(limit.name, []).append(limit)

    def of_kind(self, kind: RecordKind) -> Mapping[str, Sequence[TimeLimit]]:
        """The versions of each limit of this kind of record, the newest first."""
        return self.of_track(TRACKS[kind]) if kind in TRACKS else {}

    def of_track(self, track: str) -> Mapping[str, Sequence[TimeLimit]]:
        """The versions of each limit of this track, the newest first."""
        return self._by_track.get(track, {})

    def limit(self, kind: RecordKind, name: str, started_on: date) -> TimeLimit:
        """The version that governs a clock of this kind of record begun on this day."""
        return self.limit_on(TRACKS.get(kind, ""), name, started_on)

    def limit_on(self, track: str, name: str, started_on: date) -> TimeLimit:
        """The version that governs a clock begun on this day: law may change under a running one."""
        for version in self.of_track(track).get(name, ()):
            if version.effective_from <= started_on:
                return version
        raise NotFound(f"no limit {name} was in force on {started_on}")

    def governing(self, kind: RecordKind, clock: Kept) -> TimeLimit:
        """The version that governs this clock, of the record itself or of a track of one accused."""
        if clock.track is not None:
            return self.limit_on(clock.track, clock.limit_name, clock.started_on)
        return self.limit(kind, clock.limit_name, clock.started_on)

    def due(self, kind: RecordKind, name: str, started_on: date) -> date:
        """When a clock begun on this day is due, before it has begun."""
        limit = self.limit(kind, name, started_on)
        return compute(limit, started_on, calendar=self.calendar(limit), on=started_on).due

    def with_holiday(self, kind: CalendarKind, holiday: Holiday) -> "ClockRules":
        """The same rules with one more closed day in the calendar of one kind of office."""
        known = self.calendars[kind].holidays.values()
        calendar = Calendar(kind, (*known, holiday))
        return ClockRules(self.limits, {**self.calendars, kind: calendar})

    def calendar(self, limit: TimeLimit) -> Calendar:
        """The calendar of the office that owes the step."""
        return self.calendars[limit.calendar]


@lru_cache(maxsize=16)
def clock_rules(config_dir: Path, declared: tuple[Declared, ...] = ()) -> ClockRules:
    """The rules from the office's files, with the holidays declared since."""
    calendars = {
        kind: office_calendar(config_dir, kind, [day for of, day in declared if of == kind])
        for kind in CalendarKind
    }
    return ClockRules(time_limits(config_dir), calendars)


DECLARED = kept(
    select(
        DeclaredHoliday.calendar,
        DeclaredHoliday.day,
        DeclaredHoliday.name_hi,
        DeclaredHoliday.name_en,
    ).order_by(DeclaredHoliday.day, DeclaredHoliday.calendar)
)


def rules_in_force(session: Session, config_dir: Path) -> ClockRules:
    """The rules with every holiday declared up to this transaction; where a file is broken, the last good ones."""
    declared = tuple(
        (CalendarKind(calendar), Holiday(day, Words(hi=name_hi, en=name_en)))
        for calendar, day, name_hi, name_en in session.execute(DECLARED)
    )
    if files_touched(config_dir):
        clock_rules.cache_clear()
    try:
        return clock_rules(config_dir, declared)
    except Invalid as broken:
        fall_back(session, config_dir, broken)
        return clock_rules(config_dir, declared)
