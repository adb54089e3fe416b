"""The rules that keep clocks: which version governs, whose calendar counts, when a clock speaks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from vigilance.clocks.alerts import PlannedAlert, planned_alerts
from vigilance.clocks.rules import ClockRules, clock_rules
from vigilance.domain.calendar import CalendarKind, Days, Holiday
from vigilance.domain.errors import NotFound
from vigilance.domain.parties import Party
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.records.models import RecordKind

STARTED = date(2026, 1, 5)


@pytest.fixture
def rules(project):
    return clock_rules(project / "config")


def test_the_two_clarification_limits_belong_to_their_own_kinds_of_record(rules):
    owed = {
        kind: rules.limit(kind, "clarification", STARTED).owed_by
        for kind in (RecordKind.COMPLAINT, RecordKind.CASE)
    }

    assert owed == {RecordKind.COMPLAINT: Party.VO, RecordKind.CASE: Party.INQUIRING_OFFICER}


def test_pseudo_cases_have_no_limits(rules):
    assert rules.of_kind(RecordKind.SYSTEM) == {}


def test_the_version_in_force_on_the_day_the_clock_began_governs_it(rules):
    old = rules.limit(RecordKind.COMPLAINT, "scrutiny", STARTED)
    new = replace(old, allowed=Days(20), effective_from=date(2026, 3, 1))
    both = ClockRules((*rules.limits, new), rules.calendars)

    found = [
        both.limit(RecordKind.COMPLAINT, "scrutiny", day).allowed
        for day in (date(2026, 2, 28), date(2026, 3, 1))
    ]

    assert found == [old.allowed, Days(20)]


def test_no_version_in_force_is_said(rules):
    with pytest.raises(NotFound):
        rules.limit(RecordKind.COMPLAINT, "scrutiny", date(1999, 1, 1))


def test_one_more_holiday_moves_only_the_calendar_it_is_in(rules):
    holiday = Holiday(date(2026, 1, 6), Words(hi="अवकाश", en="Holiday"))

    more = rules.with_holiday(CalendarKind.HQ, holiday)

    assert rules.due(RecordKind.COMPLAINT, "acknowledgement", STARTED) == date(2026, 1, 8)
    assert more.due(RecordKind.COMPLAINT, "acknowledgement", STARTED) == date(2026, 1, 9)
    assert more.calendars[CalendarKind.DISTRICT] is rules.calendars[CalendarKind.DISTRICT]


def test_a_declared_holiday_closes_its_own_kind_of_office(project):
    day = date(2026, 1, 6)
    declared = ((CalendarKind.DISTRICT, Holiday(day, Words(hi="अवकाश", en="Holiday"))),)

    rules = clock_rules(project / "config", declared)

    assert rules.calendars[CalendarKind.HQ].is_open(day)
    assert not rules.calendars[CalendarKind.DISTRICT].is_open(day)


def test_alerts_are_planned_before_the_due_date_and_after_the_last_day_in_time(rules):
    limit = rules.limit(RecordKind.COMPLAINT, "scrutiny", STARTED)
    sunday, monday = date(2026, 2, 8), date(2026, 2, 9)

    assert planned_alerts(limit, STARTED, sunday, monday) == [
        PlannedAlert(date(2026, 2, 1), "before-7", Role.VO),
        PlannedAlert(date(2026, 2, 5), "before-3", Role.VO),
        PlannedAlert(date(2026, 2, 10), "after-1", Role.CVO),
        PlannedAlert(date(2026, 2, 24), "after-15", Role.CVO),
    ]


def test_nobody_is_warned_on_the_day_a_clock_begins_or_before(rules):
    limit = rules.limit(RecordKind.COMPLAINT, "scrutiny", STARTED)
    due = STARTED + timedelta(days=7)

    levels = [alert.level for alert in planned_alerts(limit, STARTED, due, due)]

    assert levels == ["before-3", "after-1", "after-15"]


def test_the_vigilance_officer_is_warned_of_what_an_outsider_owes(rules):
    limit = rules.limit(RecordKind.COMPLAINT, "confirmation", STARTED)
    due = STARTED + timedelta(days=15)

    assert planned_alerts(limit, STARTED, due, due)[0].role is Role.VO
