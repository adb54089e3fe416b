"""Spans of time as the rules name them, and the days on which an office is open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vigilance.domain.words import Words

ONE_DAY = timedelta(days=1)
MONTHS_IN_YEAR = 12
SATURDAY, SUNDAY = 5, 6
SECOND_WEEK = range(8, 15)
"""The days of the month on which its second Saturday can fall."""


@dataclass(frozen=True, slots=True)
class Days:
    """So many calendar days: the day of the event is day zero (General Clauses Act s.9)."""

    count: int


@dataclass(frozen=True, slots=True)
class Months:
    """So many calendar months, which are never so many days."""

    count: int


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """So many open days of an office after the day of the event."""

    count: int


Span = Days | Months | WorkingDays


class CalendarKind(StrEnum):
    """Whose calendar it is: a clock uses that of the office that owes the step."""

    HQ = "hq"
    DISTRICT = "district"


class ClosedReason(StrEnum):
    """Why an office is closed on a day."""

    HOLIDAY = "holiday"
    SUNDAY = "sunday"
    SATURDAY = "saturday"
    SECOND_SATURDAY = "second-saturday"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A gazetted holiday; not confirmed where the sources differ about its day."""

    on: date
    name: Words
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which an office is closed, and why."""

    on: date
    reason: ClosedReason
    holiday: Holiday | None = None


def later_by_months(start: date, months: int) -> date:
    """The same day of the month so many months on, or the last day of that month."""
    year, month = divmod(start.year * MONTHS_IN_YEAR + start.month - 1 + months, MONTHS_IN_YEAR)
    first_of_next = date(year + (month + 1) // MONTHS_IN_YEAR, (month + 1) % MONTHS_IN_YEAR + 1, 1)
    return date(year, month + 1, min(start.day, (first_of_next - ONE_DAY).day))


class Calendar:
    """On which days an office is open: by its week, less the gazetted holidays."""

    def __init__(self, kind: CalendarKind, holidays: Iterable[Holiday] = ()) -> None:
        """Where two holidays fall on one day, the one given last names it."""
        self.kind = kind
        self.holidays = {holiday.on: holiday for holiday in holidays}
        self.years = frozenset(day.year for day in self.holidays)

    def closed_day(self, day: date) -> ClosedDay | None:
        """Why the office is closed on this day, or None where it is open."""
        if day in self.holidays:
            return ClosedDay(day, ClosedReason.HOLIDAY, self.holidays[day])
        if day.weekday() == SUNDAY:
            return ClosedDay(day, ClosedReason.SUNDAY)
        if day.weekday() != SATURDAY:
            return None
        if self.kind is CalendarKind.HQ:
            return ClosedDay(day, ClosedReason.SATURDAY)
        return ClosedDay(day, ClosedReason.SECOND_SATURDAY) if day.day in SECOND_WEEK else None

    def is_open(self, day: date) -> bool:
        """Whether the office is open on this day."""
        return self.closed_day(day) is None

    def next_open_day(self, day: date) -> date:
        """This day, or the first after it on which the office is open."""
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def open_days(self, since: date, until: date) -> int:
        """How many open days there are from the first day on, the last not counted."""
        return sum(map(self.is_open, _days(since, until)))

    def closed_days(self, since: date, until: date) -> tuple[ClosedDay, ...]:
        """The closed days from the first day on, the last not counted."""
        found = (self.closed_day(day) for day in _days(since, until))
        return tuple(closed for closed in found if closed is not None)

    def years_unknown(self, since: date, until: date) -> tuple[int, ...]:
        """The years of these days, both ends counted, for which no holiday list is known."""
        years = range(since.year, until.year + 1)
        return tuple(year for year in years if year not in self.years)

    def add(self, span: Span, start: date) -> date:
        """The day on which this span, counted from the day of the event, is over."""
        if isinstance(span, Days):
            return start + timedelta(days=span.count)
        if isinstance(span, Months):
            return later_by_months(start, span.count)
        day = start
        for _ in range(span.count):
            day = self.next_open_day(day + ONE_DAY)
        return day


def _days(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=n) for n in range((until - since).days))
