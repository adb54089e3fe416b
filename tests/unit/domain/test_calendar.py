import calendar as almanac
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.examples import DISTRICT, HOLI_EVE, HQ, REPUBLIC_DAY
from vigilance.domain.calendar import (
    Calendar,
    CalendarKind,
    ClosedDay,
    ClosedReason,
    Days,
    Holiday,
    Months,
    WorkingDays,
    later_by_months,
)
from vigilance.domain.words import Words

days = st.dates(date(1950, 1, 1), date(2150, 1, 1))


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 1, 5), 1, date(2026, 2, 5)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
    ],
)
def test_months_end_on_the_same_day_number_or_the_last_day(start: date, months: int, due: date):
    assert HQ.add(Months(months), start) == due


@given(days, st.integers(0, 240))
def test_month_arithmetic_agrees_with_counting_months_one_by_one(start: date, months: int):
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    last = almanac.monthrange(year, month)[1]

    assert later_by_months(start, months) == date(year, month, min(start.day, last))


def test_the_day_of_the_event_is_day_zero():
    assert HQ.add(Days(30), date(2026, 1, 5)) == date(2026, 2, 4)


def test_working_days_count_open_days_after_the_start_day():
    # Friday the 23rd: Monday the 26th is a holiday, so Tuesday, Wednesday, Thursday.
    assert HQ.add(WorkingDays(3), date(2026, 1, 23)) == date(2026, 1, 29)


def test_a_district_office_works_on_saturdays_but_the_second():
    assert DISTRICT.is_open(date(2026, 1, 3))
    assert DISTRICT.closed_day(date(2026, 1, 10)) == ClosedDay(
        date(2026, 1, 10), ClosedReason.SECOND_SATURDAY
    )
    assert DISTRICT.is_open(date(2026, 1, 17))
    assert DISTRICT.closed_day(date(2026, 1, 18)) == ClosedDay(
        date(2026, 1, 18), ClosedReason.SUNDAY
    )


@pytest.mark.parametrize(
    ("day", "second"),
    [
        (date(2025, 2, 8), True),
        (date(2025, 11, 8), True),
        (date(2025, 3, 15), False),
        (date(2026, 8, 1), False),
        (date(2026, 8, 8), True),
        (date(2025, 6, 14), True),
    ],
)
def test_the_second_saturday_falls_from_the_8th_to_the_14th(day: date, second: bool):
    assert DISTRICT.is_open(day) is not second


def test_headquarters_rest_on_every_saturday():
    assert HQ.closed_day(date(2026, 1, 3)) == ClosedDay(date(2026, 1, 3), ClosedReason.SATURDAY)


def test_a_holiday_closes_both_offices_and_is_named():
    closed = ClosedDay(date(2026, 1, 26), ClosedReason.HOLIDAY, REPUBLIC_DAY)

    assert (HQ.closed_day(date(2026, 1, 26)), DISTRICT.closed_day(date(2026, 1, 26))) == (
        closed,
        closed,
    )


def test_the_next_open_day_is_the_day_itself_where_it_is_open():
    assert HQ.next_open_day(date(2026, 1, 23)) == date(2026, 1, 23)
    assert HQ.next_open_day(date(2026, 1, 24)) == date(2026, 1, 27)


def test_the_last_day_is_not_among_the_days_counted():
    assert HQ.open_days(date(2026, 1, 23), date(2026, 1, 27)) == 1
    assert [closed.on.day for closed in HQ.closed_days(date(2026, 1, 23), date(2026, 1, 27))] == [
        24,
        25,
        26,
    ]
    assert HQ.open_days(date(2026, 1, 27), date(2026, 1, 23)) == 0


def test_a_holiday_declared_later_takes_the_name_of_the_day():
    renamed = Holiday(date(2026, 1, 26), Words("विशेष", "Special"))

    calendar = Calendar(CalendarKind.HQ, [REPUBLIC_DAY, renamed])

    assert calendar.closed_day(date(2026, 1, 26)).holiday == renamed


def test_years_without_a_holiday_list_are_known():
    assert HQ.years_unknown(date(2025, 12, 1), date(2027, 1, 1)) == (2025, 2027)


@given(days, st.integers(0, 60), st.sampled_from([HQ, DISTRICT]))
def test_working_days_agree_with_a_naive_counter(start: date, count: int, calendar: Calendar):
    due = calendar.add(WorkingDays(count), start)

    after = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert sum(_naively_open(day, calendar) for day in after) == count
    assert due == start or _naively_open(due, calendar)


def _naively_open(day: date, calendar: Calendar) -> bool:
    if day in {REPUBLIC_DAY.on, HOLI_EVE.on} or day.isoweekday() == 7:
        return False
    if calendar is HQ:
        return day.isoweekday() != 6
    saturdays = [n for n in range(1, day.day + 1) if day.replace(day=n).isoweekday() == 6]
    return day.isoweekday() != 6 or len(saturdays) != 2
