import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigilance.domain.stays import Stay, StayEffect, StayGround, Stopped, effect_of, stopped_times

START = date(2026, 1, 5)
HORIZON = date(2026, 3, 1)


def stay(since: date, until: date | None = None) -> Stay:
    return Stay(StayGround.COURT_STAY, since, until)


@st.composite
def some_stays(draw: st.DrawFn) -> list[Stay]:
    spans = draw(
        st.lists(st.tuples(st.integers(-20, 80), st.integers(0, 40), st.booleans()), max_size=6)
    )
    return [
        stay(
            START + timedelta(days=since),
            None if open_end else START + timedelta(days=since + length),
        )
        for since, length, open_end in spans
    ]


@given(some_stays())
def test_overlapping_stays_stop_each_day_once(stays: list[Stay]):
    days = {START + timedelta(days=n) for n in range(200)}
    stood = {day for day in days if any(s.since <= day < (s.until or HORIZON) for s in stays)}

    told = stopped_times(stays, START, HORIZON)

    assert sum((time.until - time.since).days for time in told) == len(stood)
    assert all(a.until < b.since for a, b in itertools.pairwise(told))


def test_the_first_day_counts_as_stopped_and_the_day_it_ends_does_not():
    one = stay(date(2026, 1, 10), date(2026, 1, 20))

    assert [one.runs_on(date(2026, 1, day)) for day in (9, 10, 19, 20)] == [
        False,
        True,
        True,
        False,
    ]
    assert stopped_times([one], START, HORIZON) == [Stopped(one.since, date(2026, 1, 20))]


def test_days_before_the_start_are_clipped():
    assert stopped_times([stay(date(2025, 12, 1), date(2026, 1, 8))], START, HORIZON) == [
        Stopped(START, date(2026, 1, 8))
    ]
    assert stopped_times([stay(date(2025, 12, 1), date(2025, 12, 8))], START, HORIZON) == []


def test_a_stay_without_end_runs_until_the_horizon():
    assert stopped_times([stay(date(2026, 2, 1))], START, HORIZON) == [
        Stopped(date(2026, 2, 1), HORIZON)
    ]


def test_stays_that_touch_are_told_as_one():
    told = stopped_times(
        [stay(date(2026, 1, 20), date(2026, 1, 25)), stay(date(2026, 1, 10), date(2026, 1, 20))],
        START,
        HORIZON,
    )

    assert told == [Stopped(date(2026, 1, 10), date(2026, 1, 25))]


def test_days_before_a_day_are_never_less_than_none():
    time = Stopped(date(2026, 1, 10), date(2026, 1, 20))

    assert [time.days_before(date(2026, 1, day)) for day in (5, 15, 25)] == [0, 5, 10]


@pytest.mark.parametrize(
    ("given_stay", "days", "counts"),
    [
        (stay(date(2026, 1, 10), date(2026, 1, 20)), 10, True),
        (stay(date(2026, 2, 6), date(2026, 2, 9)), 3, False),
        (stay(date(2026, 2, 5), date(2026, 2, 9)), 4, True),
        (stay(date(2025, 12, 1), date(2025, 12, 9)), 0, False),
        (stay(date(2026, 1, 10), date(2026, 1, 10)), 0, False),
    ],
)
def test_the_effect_of_a_stay_says_whether_it_counts(given_stay: Stay, days: int, counts: bool):
    assert effect_of(given_stay, START, HORIZON, date(2026, 2, 5)) == StayEffect(
        given_stay, days, counts
    )


def test_a_stay_that_begins_today_counts_with_no_day_yet():
    today = stay(date(2026, 1, 20))

    assert effect_of(today, START, date(2026, 1, 20), date(2026, 2, 5)) == StayEffect(
        today, 0, counts=True
    )
