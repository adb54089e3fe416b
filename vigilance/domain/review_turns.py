"""When a review is to be held: one turn in each week, half month, month or quarter, by the office's own calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vigilance.domain.calendar import ONE_DAY, Calendar, later_by_months

_WEEK = timedelta(days=7)
_MID_MONTH = 16
"""The day on which the second half of a month begins."""
_QUARTER = 3


class Cadence(StrEnum):
    """How often a review comes round."""

    WEEK = "week"
    HALF_MONTH = "half-month"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Span:
    """The days in which a review is to be held once, both ends counted, and the last day on which it is in time."""

    begins: date
    ends: date
    due: date


def span_of(cadence: Cadence, day: date, open_days: int | None, calendar: Calendar) -> Span:
    """The span this day lies in; due by its so-many-th open day, or by its last open day where no number is given.

    A quarter is one of the calendar year: January to March, and so on. A span with fewer open days than that is due on
    its last open day; one with none at all, on its last day.
    """
    begins = _first_day(cadence, day)
    ends = _first_day_after(cadence, begins) - ONE_DAY
    days = [begins + timedelta(days=n) for n in range((ends - begins).days + 1)]
    working = [each for each in days if calendar.is_open(each)]
    if not working:
        return Span(begins, ends, ends)
    place = len(working) if open_days is None else min(open_days, len(working))
    return Span(begins, ends, working[place - 1])


def span_after(cadence: Cadence, span: Span, open_days: int | None, calendar: Calendar) -> Span:
    """The span that begins on the day after this one ends."""
    return span_of(cadence, span.ends + ONE_DAY, open_days, calendar)


def first_of_quarter(day: date) -> date:
    """The first day of the quarter of the calendar year in which this day lies."""
    return date(day.year, (day.month - 1) // _QUARTER * _QUARTER + 1, 1)


def _first_day(cadence: Cadence, day: date) -> date:
    if cadence is Cadence.WEEK:
        return day - timedelta(days=day.weekday())
    if cadence is Cadence.HALF_MONTH:
        return day.replace(day=_MID_MONTH if day.day >= _MID_MONTH else 1)
    if cadence is Cadence.QUARTER:
        return first_of_quarter(day)
    return day.replace(day=1)


def _first_day_after(cadence: Cadence, first: date) -> date:
    if cadence is Cadence.WEEK:
        return first + _WEEK
    if cadence is Cadence.HALF_MONTH:
        return (
            first.replace(day=_MID_MONTH)
            if first.day == 1
            else later_by_months(first.replace(day=1), 1)
        )
    return later_by_months(first, _QUARTER if cadence is Cadence.QUARTER else 1)
