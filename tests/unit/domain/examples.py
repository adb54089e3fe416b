"""Limits, calendars and days that the tests of the clocks work with."""

from datetime import date

from vigilance.domain.calendar import Calendar, CalendarKind, Days, Holiday, Months, Span
from vigilance.domain.parties import Party
from vigilance.domain.roles import Role
from vigilance.domain.time_limits import Authority, Confidence, Extension, TimeLimit
from vigilance.domain.words import Words

REPUBLIC_DAY = Holiday(date(2026, 1, 26), Words("गणतंत्र दिवस", "Republic Day"))
HOLI_EVE = Holiday(date(2026, 3, 3), Words("होलिका दहन", "Holika Dahan"), confirmed=False)
HQ = Calendar(CalendarKind.HQ, [REPUBLIC_DAY, HOLI_EVE])
DISTRICT = Calendar(CalendarKind.DISTRICT, [REPUBLIC_DAY, HOLI_EVE])
ONE_MORE_MONTH = Extension(Months(1), Party.CVO, 1, "grant-extension", Authority.OWN_POLICY)


def a_limit(
    allowed: Span = Days(30),  # noqa: B008 -- frozen
    *,
    name: str = "scrutiny",
    extension: Extension | None = None,
    effective_from: date = date(2000, 1, 1),
    calendar: CalendarKind = CalendarKind.HQ,
) -> TimeLimit:
    return TimeLimit(
        name=name,
        track="complaint",
        starts_on=frozenset({"register", "reopen"}),
        stops_on=frozenset({"take-up", "file"}),
        allowed=allowed,
        extension=extension,
        calendar=calendar,
        authority=Authority.CENTRAL_BENCHMARK,
        source="CVC 000/VGL/18, 23.05.2000",
        confidence=Confidence.COMMENTARY,
        effective_from=effective_from,
        owed_by=Party.VO,
        warn_days_before=(7, 3),
        escalate_days_after=(1, 15),
        escalate_to=(Role.CVO, Role.MINISTER),
        label=Words("परीक्षण", "Scrutiny"),
        rule=Words("1 माह में।", "Within 1 month."),
    )
