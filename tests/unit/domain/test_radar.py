"""How near something on the radar is."""

from datetime import date

import pytest

from vigilance.domain.calendar import Days, Months
from vigilance.domain.radar import RADAR, Band, band_of, distant, mark_passed

TODAY = date(2026, 1, 5)
LONG = (Months(24), Months(12), Months(6), Months(3), Months(1))


@pytest.mark.parametrize(
    ("due", "mark"),
    [
        (date(2028, 1, 6), None),
        (date(2028, 1, 5), Months(24)),
        (date(2027, 1, 6), Months(24)),
        (date(2027, 1, 5), Months(12)),
        (date(2026, 7, 5), Months(6)),
        (date(2026, 4, 5), Months(3)),
        (date(2026, 2, 5), Months(1)),
        (date(2026, 1, 1), Months(1)),
    ],
)
def test_a_day_stands_at_the_nearest_mark_it_has_come_within(due, mark):
    assert mark_passed(LONG, due, TODAY) == mark


@pytest.mark.parametrize(
    ("due", "counts_until", "band"),
    [
        (date(2026, 1, 3), date(2026, 1, 4), Band.BREACHED),
        (date(2026, 1, 4), date(2026, 1, 5), Band.WEEK),
        (date(2026, 1, 12), date(2026, 1, 12), Band.WEEK),
        (date(2026, 1, 13), date(2026, 1, 13), Band.MONTH),
        (date(2026, 2, 4), date(2026, 2, 4), Band.MONTH),
        (date(2026, 2, 5), date(2026, 2, 5), Band.LATER),
    ],
)
def test_a_closed_day_gives_until_the_next_open_one(due, counts_until, band):
    assert band_of(due, counts_until, TODAY) is band


def test_sanction_is_watched_from_day_90_105_and_115_of_120():
    (sanction,) = [watched for watched in RADAR if "bnss-218" in watched.limits]

    assert [120 - mark.count for mark in sanction.marks] == [90, 105, 115]


def test_the_first_mark_of_each_limit_is_its_widest():
    for watched in RADAR:
        reach = [distant(mark, TODAY) for mark in watched.marks]
        assert reach == sorted(reach, reverse=True)


def test_a_span_of_days_is_counted_from_today():
    assert distant(Days(30), TODAY) == date(2026, 2, 4)
