from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from tests.unit.domain.examples import DISTRICT, HQ, ONE_MORE_MONTH, a_limit
from vigilance.domain.calendar import CalendarKind, Days, Months, WorkingDays
from vigilance.domain.errors import Invalid
from vigilance.domain.roles import Role
from vigilance.domain.stays import Stay, StayGround
from vigilance.domain.time_limits import (
    Authority,
    Extension,
    Reading,
    Standing,
    TimeLimit,
    compute,
)

START = date(2026, 1, 5)
MONTH = a_limit(Months(1))
EXTENDABLE = a_limit(Months(3), name="inquiry-report", extension=ONE_MORE_MONTH)
CALENDARS = {CalendarKind.HQ: HQ, CalendarKind.DISTRICT: DISTRICT}


def stay(since: date, until: date | None = None) -> Stay:
    return Stay(StayGround.AWAITING_COMPLAINANT, since, until)


def read(limit: TimeLimit = MONTH, *stays: Stay, on: date, **kwargs: object) -> Reading:
    return compute(limit, START, stays, calendar=HQ, on=on, **kwargs)


@pytest.mark.parametrize(
    ("on", "standing", "left"),
    [
        (date(2026, 1, 4), Standing.NOT_STARTED, 32),
        (date(2026, 1, 5), Standing.RUNNING, 31),
        (date(2026, 2, 4), Standing.RUNNING, 1),
        (date(2026, 2, 5), Standing.DUE_TODAY, 0),
        (date(2026, 2, 6), Standing.OVERDUE, -1),
    ],
)
def test_a_clock_that_nobody_stopped_stands_by_its_due_day(on: date, standing: Standing, left: int):
    reading = read(on=on)

    assert (reading.due, reading.standing, reading.days_left) == (
        date(2026, 2, 5),
        standing,
        left,
    )


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 1, 24), Standing.DUE_TODAY),
        (date(2026, 1, 26), Standing.DUE_TODAY),
        (date(2026, 1, 27), Standing.DUE_TODAY),
        (date(2026, 1, 28), Standing.OVERDUE),
    ],
)
def test_a_due_day_on_a_closed_day_is_late_only_after_the_next_open_day(
    day: date, standing: Standing
):
    # 19 days from the 5th is Saturday the 24th; Monday the 26th is Republic Day.
    reading = read(a_limit(Days(19)), on=day)

    assert (reading.due, reading.due_next_open_day, reading.standing) == (
        date(2026, 1, 24),
        date(2026, 1, 27),
        standing,
    )


@pytest.mark.parametrize(
    ("done", "standing"),
    [
        (date(2026, 1, 24), Standing.MET),
        (date(2026, 1, 25), Standing.MET_NEXT_OPEN_DAY),
        (date(2026, 1, 27), Standing.MET_NEXT_OPEN_DAY),
        (date(2026, 1, 28), Standing.MISSED),
    ],
)
def test_an_act_on_the_next_open_day_is_in_time(done: date, standing: Standing):
    reading = read(a_limit(Days(19)), on=date(2026, 6, 1), done=done)

    assert (reading.standing, reading.days_left) == (standing, None)


def test_gross_days_end_with_the_act():
    reading = read(on=date(2026, 6, 1), done=date(2026, 1, 25))

    assert (reading.gross_days, reading.net_days) == (20, 20)


def test_a_stay_moves_the_due_day_by_the_days_stopped():
    reading = read(MONTH, stay(date(2026, 1, 10), date(2026, 1, 20)), on=date(2026, 1, 25))

    assert (reading.due_unstayed, reading.due) == (date(2026, 2, 5), date(2026, 2, 15))
    assert (reading.gross_days, reading.net_days) == (20, 10)
    assert reading.standing == Standing.RUNNING


def test_while_a_stay_runs_the_days_left_stand_still():
    left = {
        (reading.standing, reading.days_left, reading.net_days)
        for reading in (
            read(MONTH, stay(date(2026, 1, 10)), on=date(2026, 1, 10) + timedelta(days=n))
            for n in range(200)
        )
    }

    assert left == {(Standing.STAYED, 26, 5)}


def test_overlapping_stays_count_once():
    reading = read(
        MONTH,
        stay(date(2026, 1, 10), date(2026, 1, 20)),
        stay(date(2026, 1, 15), date(2026, 1, 25)),
        on=date(2026, 2, 1),
    )

    assert (reading.due, reading.net_days) == (date(2026, 2, 20), 12)


def test_a_stay_that_begins_on_the_due_day_still_counts():
    reading = read(MONTH, stay(date(2026, 2, 5)), on=date(2026, 3, 5))

    assert (reading.due, reading.standing) == (date(2026, 3, 5), Standing.STAYED)


def test_a_stay_does_not_excuse_a_day_already_late():
    reading = read(MONTH, stay(date(2026, 2, 6)), on=date(2026, 3, 5))

    assert (reading.due, reading.standing) == (date(2026, 2, 5), Standing.OVERDUE)
    assert reading.net_days == 32
    assert [effect.counts for effect in reading.stays] == [False]


def test_a_stay_after_the_moved_due_day_counts_and_after_a_later_one_does_not():
    first = stay(date(2026, 1, 10), date(2026, 1, 20))
    within = stay(date(2026, 2, 15), date(2026, 2, 18))
    late = stay(date(2026, 2, 19), date(2026, 2, 28))

    reading = read(MONTH, late, within, first, on=date(2026, 3, 5))

    assert reading.due == date(2026, 2, 18)
    assert [effect.counts for effect in reading.stays] == [False, True, True]


def test_days_of_a_stay_before_the_start_do_not_count():
    reading = read(MONTH, stay(date(2025, 12, 1), date(2026, 1, 8)), on=date(2026, 1, 10))

    assert (reading.due, reading.net_days) == (date(2026, 2, 8), 2)


def test_a_stay_without_end_ends_for_the_clock_with_the_act():
    reading = read(MONTH, stay(date(2026, 1, 10)), on=date(2026, 9, 1), done=date(2026, 1, 30))

    assert (reading.due, reading.standing) == (date(2026, 2, 25), Standing.MET)


def test_for_working_days_the_open_days_of_a_stay_move_the_due_day():
    # Due Thursday the 8th. The stay stops Wednesday, Thursday, Friday; Saturday and Sunday are closed.
    reading = read(
        a_limit(WorkingDays(3)), stay(date(2026, 1, 7), date(2026, 1, 12)), on=date(2026, 1, 6)
    )

    assert (reading.due_unstayed, reading.due) == (date(2026, 1, 8), date(2026, 1, 13))


def test_working_days_tell_the_closed_days_they_skipped():
    reading = compute(a_limit(WorkingDays(3)), date(2026, 1, 23), calendar=HQ, on=date(2026, 1, 23))

    assert reading.due == date(2026, 1, 29)
    assert [closed.on.day for closed in reading.holidays_skipped] == [24, 25, 26]


def test_calendar_days_tell_only_the_closed_days_they_would_end_on():
    reading = read(a_limit(Days(19)), on=START)

    assert [closed.on.day for closed in reading.holidays_skipped] == [24, 25, 26]
    assert read(on=START).holidays_skipped == ()


def test_three_months_and_one_more_are_four_months_from_the_start():
    reading = compute(EXTENDABLE, date(2026, 11, 30), calendar=HQ, on=date(2026, 12, 1), extended=1)

    # Not one month from 28 February, which would be 28 March.
    assert reading.due == date(2027, 3, 30)


def test_an_extension_of_another_unit_is_added_after_the_span():
    ten_days = Extension(Days(10), Role.CVO, 2, "grant-extension", Authority.OWN_POLICY)
    limit = a_limit(Months(1), extension=ten_days)

    assert read(limit, on=START, extended=2).due == date(2026, 2, 25)


@pytest.mark.parametrize(("limit", "extended"), [(MONTH, 1), (EXTENDABLE, 2)])
def test_a_limit_is_not_extended_beyond_its_rule(limit: TimeLimit, extended: int):
    with pytest.raises(Invalid) as refused:
        read(limit, on=START, extended=extended)

    assert list(refused.value.fields) == ["extended"]


def test_a_step_done_before_the_start_is_refused():
    with pytest.raises(Invalid) as refused:
        read(on=START, done=date(2026, 1, 4))

    assert list(refused.value.fields) == ["done"]


def test_a_stay_that_ends_before_it_begins_is_refused():
    with pytest.raises(Invalid) as refused:
        read(MONTH, stay(date(2026, 1, 10), date(2026, 1, 9)), on=START)

    assert list(refused.value.fields) == ["stay"]


def test_years_without_a_holiday_list_are_told():
    assert read(a_limit(Months(13)), on=START).years_without_holidays == (2027,)
    assert read(on=START).years_without_holidays == ()


spans = st.one_of(
    st.builds(Days, st.integers(1, 120)),
    st.builds(Months, st.integers(1, 12)),
    st.builds(WorkingDays, st.integers(1, 60)),
)
offsets = st.integers(-10, 150)
