"""Twelve months of an office: at each month's end every page's figures are what a plain recount of the ledger makes of them.

Forty officers, sittings each quarter, holidays declared late, breaches, all by the product's own commands and pages. In the
suite the year is a short one; `make assurance` lives it with three thousand complaints.
"""

from datetime import date

import pytest
from sqlalchemy import select, text

from tests.journeys.year import keeping, through_pages
from tests.journeys.year.comparing import look_around, wrong
from tests.journeys.year.life import live, month_before
from tests.journeys.year.pages import minister
from tests.journeys.year.recount.ledger import Ledger, instant_of
from vigilance.clocks.models import Alert
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role
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


EDITS = {
    "pending_by_scheme": ("pending", "schemes"),
    "month_total": ("matters", "months"),
    "pending_total": ("pending", "stages"),
}
"""Each kept total with its column of counts, and the figures that show it."""


def test_one_edited_total_is_found_on_the_page(year):
    (day,) = live(year.world, 30, date(2026, 1, 31))
    year.clock(day)
    reference, reader = year.world.office.reference, year.reader(Role.MINISTER)

    def found():
        ledger = Ledger(year.world.database, year.world.matters)
        standing = ledger.at(instant_of(day))
        compared = minister.compared(reader, ledger, standing, day, reference)
        return {line.partition(":")[0] for line in wrong(compared)}

    assert found() == set()
    for table, (count, where) in EDITS.items():
        with year.world.database.writing() as session, session.begin():
            least = f"(SELECT min({count}) FROM {table} WHERE {count} > 0)"
            session.execute(
                text(f"UPDATE {table} SET {count} = {count} + 1 WHERE {count} = {least}")
            )

        assert where in found(), table
