"""Twelve months of an office: at each month's end every page's figures are what a plain recount of the ledger makes of them.

Forty officers, sittings each quarter, holidays declared late, breaches, all by the product's own commands and pages. In the
suite the year is a short one; `make assurance` lives it with three thousand complaints.
"""

import pytest
from sqlalchemy import select

from tests.journeys.year import edits, keeping, through_pages
from tests.journeys.year.comparing import look_around
from tests.journeys.year.life import live, month_before
from vigilance.clocks.models import Alert
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.reviews.models import ComplianceReport
from vigilance.reviews.sitting_models import Sitting, Stage

SHORT, WHOLE = 240, 3000
KEPT_MONTH = 3


def _held(year, table):
    with year.world.database.reading() as session:
        act_as(session, SYSTEM)
        return list(session.scalars(select(table)))


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("complaints", [SHORT, pytest.param(WHOLE, marks=pytest.mark.assurance)])
def test_every_figure_of_twelve_months_is_what_the_ledger_tells(year, complaints):
    kept = address = None
    for day in live(year.world, complaints):
        year.clock(day)
        month = month_before(day)
        found = look_around(year, day)
        assert not found, "\n".join([str(day), *found])
        frozen = keeping.freeze_the_month(year, month)
        if month.month == KEPT_MONTH:
            address, kept = frozen, keeping.printed(year, frozen)
        through_pages.direct(year, day)
        through_pages.file_on_the_page(year, day)

    assert keeping.printed(year, address) == kept
    assert keeping.sheet_faults(year, frozen) == []
    sittings = sorted(_held(year, Sitting), key=lambda each: each.number)
    assert [each.stage for each in sittings] == [Stage.SIGNED] * 4
    assert keeping.minutes_faults(year, sittings[-1].number) == []
    assert keeping.return_faults(year, f"/office/returns/monthly/{month.isoformat()}") == []
    assert keeping.register_faults(year, "complaint-register", month, day) == []
    # It was a year worth counting: directions answered and returned, limits overrun and told upwards.
    verdicts = {each.accepted for each in _held(year, ComplianceReport)}
    assert {True, False} <= verdicts
    assert len(_held(year, Alert)) > complaints / 2
    assert len(year.world.staff.everybody) == 40
    assert edits.not_found(year, day) == []
