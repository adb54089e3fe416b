"""Which acts lead over the line between pending and disposed of, and the periods in which they are counted."""

from datetime import date

import pytest

from vigilance.domain.return_periods import Cadence, Period, period_at, period_of
from vigilance.domain.tracks import WORKFLOWS
from vigilance.returns.movements import crossings

JANUARY = Period(Cadence.MONTHLY, date(2026, 1, 1))
QUARTER = Period(Cadence.QUARTERLY, date(2026, 1, 1))
YEAR = Period(Cadence.ANNUAL, date(2026, 1, 1))


@pytest.mark.parametrize("track", sorted(WORKFLOWS))
def test_no_action_of_a_procedure_leads_both_into_and_out_of_what_is_pending(track):
    found = crossings(WORKFLOWS[track])
    assert found.opening
    assert found.closing
    assert not found.closing & (found.opening | found.reopening)


def test_periods_follow_each_other():
    assert period_at(Cadence.QUARTERLY, date(2026, 5, 31)).since == date(2026, 4, 1)
    assert JANUARY.before == Period(Cadence.MONTHLY, date(2025, 12, 1))
    assert QUARTER.until == date(2026, 3, 31)
    assert period_of("annual", "2026-01-01") == YEAR
