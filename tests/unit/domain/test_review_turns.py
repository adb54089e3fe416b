"""When a review is due, each date reckoned by hand on a calendar of 2026."""

from datetime import date

import pytest

from vigilance.domain.calendar import Calendar, CalendarKind, Holiday
from vigilance.domain.review_turns import Cadence, Span, span_after, span_of
from vigilance.domain.words import Words

# In March 2026 the first is a Sunday; the office is closed on every Saturday and Sunday.
PLAIN = Calendar(CalendarKind.HQ)
HOLI = Holiday(date(2026, 3, 4), Words(hi="होली", en="Holi"))
WITH_HOLI = Calendar(CalendarKind.HQ, [HOLI])


def span(begins, ends, due):
    return Span(date.fromisoformat(begins), date.fromisoformat(ends), date.fromisoformat(due))


@pytest.mark.parametrize(
    ("cadence", "day", "expected"),
    [
        (Cadence.WEEK, date(2026, 3, 5), span("2026-03-02", "2026-03-08", "2026-03-06")),
        (Cadence.HALF_MONTH, date(2026, 3, 15), span("2026-03-01", "2026-03-15", "2026-03-13")),
        (Cadence.HALF_MONTH, date(2026, 3, 16), span("2026-03-16", "2026-03-31", "2026-03-31")),
        (Cadence.HALF_MONTH, date(2026, 2, 28), span("2026-02-16", "2026-02-28", "2026-02-27")),
        (Cadence.MONTH, date(2026, 3, 31), span("2026-03-01", "2026-03-31", "2026-03-31")),
        (Cadence.MONTH, date(2026, 12, 1), span("2026-12-01", "2026-12-31", "2026-12-31")),
        (Cadence.QUARTER, date(2026, 2, 14), span("2026-01-01", "2026-03-31", "2026-03-31")),
        (Cadence.QUARTER, date(2026, 12, 31), span("2026-10-01", "2026-12-31", "2026-12-31")),
    ],
)
def test_without_a_number_a_review_is_due_by_the_last_open_day_of_its_span(cadence, day, expected):
    assert span_of(cadence, day, None, PLAIN) == expected


def test_the_first_week_of_a_month_is_its_first_five_open_days():
    assert span_of(Cadence.MONTH, date(2026, 3, 20), 5, PLAIN).due == date(2026, 3, 6)


def test_a_holiday_among_them_moves_the_day():
    assert span_of(Cadence.MONTH, date(2026, 3, 20), 5, WITH_HOLI).due == date(2026, 3, 9)


def test_a_week_with_fewer_open_days_is_due_on_its_last_one():
    assert span_of(Cadence.WEEK, date(2026, 3, 4), 5, WITH_HOLI).due == date(2026, 3, 6)


def test_a_week_in_which_the_office_never_opens_is_due_on_its_last_day():
    days = [Holiday(date(2026, 3, day), HOLI.name) for day in range(2, 7)]

    assert span_of(Cadence.WEEK, date(2026, 3, 4), 1, Calendar(CalendarKind.HQ, days)).due == date(
        2026, 3, 8
    )


@pytest.mark.parametrize("cadence", list(Cadence))
def test_spans_follow_each_other_without_a_gap(cadence):
    first = span_of(cadence, date(2026, 1, 1), None, PLAIN)
    second = span_after(cadence, first, None, PLAIN)

    assert (second.begins - first.ends).days == 1
    assert first.begins <= date(2026, 1, 1) <= first.ends
