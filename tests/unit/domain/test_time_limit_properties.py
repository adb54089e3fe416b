from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.examples import DISTRICT, HQ, a_limit
from tests.unit.domain.test_time_limits import (
    CALENDARS,
    EXTENDABLE,
    MONTH,
    START,
    offsets,
    spans,
    stay,
)
from vigilance.domain.calendar import Calendar, CalendarKind, Days, Months
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.domain.stays import Stay
from vigilance.domain.time_limits import (
    Done,
    Run,
    Standing,
    compute,
    latest_run,
    read_clock,
    read_clock_in_force,
    version_in_force,
)


@st.composite
def some_stays(draw: st.DrawFn) -> list[Stay]:
    pairs = draw(st.lists(st.tuples(offsets, st.integers(0, 40)), max_size=5))
    return [
        stay(START + timedelta(days=since), START + timedelta(days=since + length))
        for since, length in pairs
    ]


@given(spans, some_stays(), offsets, st.sampled_from([HQ, DISTRICT]))
def test_stays_never_shorten_a_limit(span, stays: list[Stay], offset: int, calendar: Calendar):
    on = START + timedelta(days=offset)

    reading = compute(a_limit(span), START, stays, calendar=calendar, on=on)

    assert reading.due_unstayed <= reading.due <= reading.due_next_open_day
    assert 0 <= reading.net_days <= reading.gross_days
    assert calendar.is_open(reading.due_next_open_day)


@given(spans, some_stays(), some_stays())
def test_one_more_stay_never_brings_the_due_day_nearer(span, stays: list[Stay], more: list[Stay]):
    before = compute(a_limit(span), START, stays, calendar=HQ, on=START)
    after = compute(a_limit(span), START, [*stays, *more], calendar=HQ, on=START)

    assert after.due >= before.due


@given(some_stays(), st.integers(1, 60))
def test_for_calendar_days_net_days_at_the_due_day_are_the_days_allowed(
    stays: list[Stay], count: int
):
    due = compute(a_limit(Days(count)), START, stays, calendar=HQ, on=START).due

    reading = compute(a_limit(Days(count)), START, stays, calendar=HQ, on=due)

    assert reading.net_days == count


@given(spans, some_stays(), st.integers(0, 200))
def test_what_is_met_is_never_overdue_the_same_day(span, stays: list[Stay], offset: int):
    day = START + timedelta(days=offset)

    still_open = compute(a_limit(span), START, stays, calendar=HQ, on=day)
    done = compute(a_limit(span), START, stays, calendar=HQ, on=day, done=day)

    assert (still_open.standing == Standing.OVERDUE) == (done.standing == Standing.MISSED)


def log(*entries: tuple[str, int]) -> list[Done]:
    return [Done(action, date(2026, 1, day)) for action, day in entries]


@pytest.mark.parametrize(
    ("entries", "run"),
    [
        ([], None),
        ([("assign", 5)], None),
        ([("register", 5)], Run(date(2026, 1, 5))),
        ([("register", 5), ("file", 9)], Run(date(2026, 1, 5), date(2026, 1, 9))),
        ([("register", 5), ("register", 9)], Run(date(2026, 1, 5))),
        ([("file", 3), ("register", 5)], Run(date(2026, 1, 5))),
        ([("register", 5), ("file", 9), ("file", 12)], Run(date(2026, 1, 5), date(2026, 1, 9))),
        ([("register", 5), ("file", 9), ("reopen", 20)], Run(date(2026, 1, 20))),
        ([("file", 9), ("register", 5)], Run(date(2026, 1, 5), date(2026, 1, 9))),
        ([("register", 5), ("file", 5)], Run(date(2026, 1, 5), date(2026, 1, 5))),
        ([("register", 5), ("file", 28)], Run(date(2026, 1, 5))),
    ],
)
def test_the_run_of_a_clock_is_read_off_the_log(entries: list[tuple[str, int]], run: Run | None):
    assert latest_run(MONTH, log(*entries), date(2026, 1, 25)) == run


def test_a_granted_extension_is_read_off_the_log_but_not_beyond_the_rule():
    entries = log(("register", 5), ("grant-extension", 9), ("grant-extension", 12))

    reading = read_clock(EXTENDABLE, entries, [], date(2026, 1, 25), HQ)

    assert (reading.extended, reading.due) == (1, date(2026, 5, 5))


def test_an_extension_told_beside_the_log_counts_once():
    reading = read_clock(EXTENDABLE, log(("register", 5)), [], date(2026, 1, 25), HQ, extended=1)

    assert (reading.extended, reading.due) == (1, date(2026, 5, 5))


def test_a_limit_without_extension_ignores_one_in_the_log():
    entries = log(("register", 5), ("grant-extension", 9))

    assert read_clock(MONTH, entries, [], date(2026, 1, 25), HQ).due == date(2026, 2, 5)


def test_a_clock_that_has_not_begun_has_no_reading():
    assert read_clock(MONTH, [], [], date(2026, 1, 25), HQ) is None


def test_a_clock_stopped_in_the_log_is_read_as_done():
    reading = read_clock(MONTH, log(("register", 5), ("file", 9)), [], date(2026, 3, 1), HQ)

    assert (reading.done, reading.standing) == (date(2026, 1, 9), Standing.MET)


def test_the_version_in_force_on_the_day_the_clock_began_governs_it():
    old = a_limit(Months(1), effective_from=date(2020, 1, 1))
    new = a_limit(Months(2), effective_from=date(2026, 1, 10))

    assert version_in_force([new, old], "scrutiny", date(2026, 1, 9)) == old
    assert version_in_force([old, new], "scrutiny", date(2026, 1, 10)) == new


def test_no_version_is_in_force_before_the_first():
    with pytest.raises(NotFound):
        version_in_force([a_limit(effective_from=date(2020, 1, 1))], "scrutiny", date(2019, 1, 1))


def test_a_clock_of_several_versions_is_read_by_the_one_in_force_when_it_began():
    old = a_limit(Months(1), effective_from=date(2020, 1, 1))
    new = a_limit(Months(2), effective_from=date(2026, 1, 10), calendar=CalendarKind.DISTRICT)
    today = date(2026, 1, 25)

    before = read_clock_in_force([old, new], log(("register", 5)), [], today, CALENDARS)
    since = read_clock_in_force([old, new], log(("register", 12)), [], today, CALENDARS)

    assert (before.limit, before.due) == (old, date(2026, 2, 5))
    assert (since.limit, since.due, since.calendar) == (new, date(2026, 3, 12), "district")
    assert read_clock_in_force([old, new], [], [], today, CALENDARS) is None


def test_escalations_pair_days_with_roles():
    assert MONTH.escalations == ((1, Role.CVO), (15, Role.MINISTER))
