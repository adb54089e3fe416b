"""The months, quarters and years of the periodical returns, and the ages in which a return counts what is pending."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from vigilance.domain.calendar import later_by_months
from vigilance.domain.dates import EARLIEST, INDIA, MONTHS
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.words import Words


class Cadence(StrEnum):
    """How often a return is made. Quarters and years are those of the calendar (CVC counts at 31 December)."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"


MONTHS_OF = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.ANNUAL: 12}
LATEST_YEAR = 2199
NOT_BEGUN = "This period has not begun yet."


class PendingAge(StrEnum):
    """How old what is pending is, in six bands (domain.md 6.1: three months and three years are counted by the CVC)."""

    MONTH = "up-to-1-month"
    QUARTER = "1-to-3-months"
    HALF_YEAR = "3-to-6-months"
    YEAR = "6-to-12-months"
    THREE_YEARS = "1-to-3-years"
    MORE = "over-3-years"


AGE_MONTHS = {
    PendingAge.MONTH: 1,
    PendingAge.QUARTER: 3,
    PendingAge.HALF_YEAR: 6,
    PendingAge.YEAR: 12,
    PendingAge.THREE_YEARS: 36,
}
"""The months after which a matter leaves each band but the last, which has no end."""


@dataclass(frozen=True, slots=True)
class Period:
    """One month, quarter or year, by its first day."""

    cadence: Cadence
    since: date

    @property
    def after(self) -> date:
        """The first day after it."""
        return later_by_months(self.since, MONTHS_OF[self.cadence])

    @property
    def until(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

    @property
    def begin(self) -> datetime:
        """Its first instant, in India."""
        return datetime.combine(self.since, time(), INDIA)

    @property
    def end(self) -> datetime:
        """The first instant after it, in India."""
        return datetime.combine(self.after, time(), INDIA)

    @property
    def before(self) -> "Period":
        """The period before this one."""
        return Period(self.cadence, later_by_months(self.since, -MONTHS_OF[self.cadence]))

    @property
    def name(self) -> Words:
        """October 2026, October to December 2026, 2026."""
        first, last, year = (
            MONTHS[self.since.month - 1],
            MONTHS[self.until.month - 1],
            self.since.year,
        )
        if self.cadence is Cadence.ANNUAL:
            return Words(hi=f"वर्ष {year}", en=f"Year {year}")
        if self.cadence is Cadence.MONTHLY:
            return Words(hi=f"{first.hi} {year}", en=f"{first.en} {year}")
        return Words(hi=f"{first.hi} से {last.hi} {year}", en=f"{first.en} to {last.en} {year}")

    def oldest_in(self, age: PendingAge) -> date | None:
        """The earliest day of receipt that counts in this band at the end of the period; None for the last band."""
        months = AGE_MONTHS.get(age)
        return later_by_months(self.until, -months) if months else None

    def check_begun(self, today: date) -> None:
        """Raise Invalid before its first day: what is brought forward into it is not known yet."""
        if today < self.since:
            raise Invalid({"period": [NOT_BEGUN]})

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return today >= self.after


def period_at(cadence: Cadence, day: date) -> Period:
    """The period in which this day lies."""
    months = MONTHS_OF[cadence]
    first = (day.month - 1) // months * months + 1
    return Period(cadence, date(day.year, first, 1))


CALLED = re.compile(r"(?P<year>[0-9]{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?")


def period_called(name: str) -> Period:
    """The month, quarter or year that is written 2026-01, 2026-Q1 or 2026; Invalid for any other."""
    found = CALLED.fullmatch(name)
    if found is None:
        raise Invalid(
            {"period": ["write a month as 2026-01, a quarter as 2026-Q1, a year as 2026"]}
        )
    year, month, quarter = found.group("year", "month", "quarter")
    cadence = Cadence.MONTHLY if month else Cadence.QUARTERLY if quarter else Cadence.ANNUAL
    first = int(month or 0) or (int(quarter or 1) - 1) * MONTHS_OF[Cadence.QUARTERLY] + 1
    if not EARLIEST.year < int(year) <= LATEST_YEAR:
        raise Invalid({"period": [f"a year from {EARLIEST.year + 1} to {LATEST_YEAR}"]})
    return Period(cadence, date(int(year), first, 1))


def period_of(cadence: str, since: str) -> Period:
    """The period an address names; NotFound where there is none that begins on this day."""
    try:
        named = Period(Cadence(cadence), date.fromisoformat(since))
    except ValueError:
        raise NotFound("period") from None
    if period_at(named.cadence, named.since) != named:
        raise NotFound("period")
    if not EARLIEST.year < named.since.year <= LATEST_YEAR:
        raise NotFound("period")
    return named
