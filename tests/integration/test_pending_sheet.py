"""The kept totals, and the sheet made of them, say what counting the tables would say."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.builders.matters import CASE_OPEN, COMPLAINT_OPEN, TODAY, a_mixed_register
from vigilance.cases.models import Case
from vigilance.complaints.models import Complaint
from vigilance.domain.age_bands import AgeBand
from vigilance.records.totals import Cell, MonthTotal, PendingByScheme, PendingTotal, move_totals
from vigilance.reference import load_reference
from vigilance.reports import queries
from vigilance.reports.figures import collect
from vigilance.reports.sheet import Sheet, level_of
from vigilance.reports.stages import STAGE_OF, Stage


def counted(session, *columns):
    """GROUP BY over the tables themselves, both kinds together."""
    found = Counter()
    for table, states in ((Complaint, COMPLAINT_OPEN), (Case, CASE_OPEN)):
        chosen = [getattr(table, column) for column in columns]
        rows = session.execute(
            select(*chosen, func.count()).where(table.state.in_(states)).group_by(*chosen)
        )
        for row in rows:
            found[tuple("-" if value is None else str(value) for value in row[:-1])] += row[-1]
    return found


def test_the_kept_totals_are_what_group_by_says(session):
    a_mixed_register(session)

    found, figures = queries.pending(session, queries.Slice()), collect(session, TODAY)

    assert found.total == figures.total == 10
    assert found.by_place == counted(session, "district_code", "counted_band")
    assert {(code,): count for code, count in found.by_state.items()} == counted(session, "state")
    assert {(code,): count for code, count in figures.schemes.items()} == counted(
        session, "scheme_code"
    )


def test_a_slice_is_what_group_by_says_of_it(session):
    a_mixed_register(session)

    found = queries.pending(session, queries.Slice(districts=["118", "119"], band=AgeBand.UP_TO_90))

    assert found.by_place == {("119", "31-90"): 2}
    assert found.by_state == {"awaiting-confirmation": 1, "under-inquiry": 1}
    whole = queries.pending(session, queries.Slice(states=["registered"]))
    assert whole.by_place == {("118", "0-30"): 1}


def test_a_step_moves_the_stage_and_leaves_the_scheme(session):
    cell = Cell("118", "OAP", "registered", "0-30")
    move_totals(session, into=[cell, cell])

    move_totals(session, out=[cell], into=[Cell("118", "OAP", "under-scrutiny", "0-30")])

    totals = {(row.stage, row.pending) for row in session.scalars(select(PendingTotal))}
    assert totals == {("registered", 1), ("under-scrutiny", 1)}
    assert [row.pending for row in session.scalars(select(PendingByScheme))] == [2]


def test_every_open_state_belongs_to_a_stage():
    assert set(STAGE_OF) == {*COMPLAINT_OPEN, *CASE_OPEN}
    assert set(STAGE_OF.values()) == set(Stage)


def test_the_sheet_leaves_nothing_out(session, app, settings):
    a_mixed_register(session)

    whole = queries.pending(session, queries.Slice())
    sheet = Sheet(
        replace(whole, by_scheme=collect(session, TODAY).schemes),
        load_reference(settings.config_dir),
        "en",
        lambda **_: "#",
    )

    assert [figure.count for figure in sheet.ages] == [2, 2, 2, 2, 2]
    assert sum(figure.count for figure in sheet.stages) == 10
    assert sum(figure.count for figure in sheet.schemes) == 10
    assert len(sheet.areas) == 19
    assert sum(area.count for area in sheet.areas) == 10
    assert sheet.areas[-1].slug == "not-known"
    assert [band.count for band in sheet.areas[-1].bands] == [0, 0, 2, 0, 0]
    assert sum(len(area.districts) for area in sheet.areas) == 75


@pytest.mark.parametrize(("count", "level"), [(0, 0), (1, 1), (25, 1), (26, 2), (76, 4), (100, 4)])
def test_a_tile_is_darker_the_more_there_is(count, level):
    assert level_of(count, 100) == level


def test_the_months_are_reckoned_back_from_what_is_pending_now(session):
    a_mixed_register(session)
    for month, flow, matters in (
        ("2026-03", "received", 4),
        ("2026-03", "disposed", 3),
        ("2026-03", "into-cases", 1),
        ("2026-03", "out-to-cases", 2),
        ("2026-02", "reopened", 1),
        ("2025-03", "received", 9),
        ("2025-02", "received", 50),
    ):
        session.add(MonthTotal(month=month, district_code="118", flow=flow, matters=matters))
    session.flush()

    months = {each.month: each for each in collect(session, TODAY).months}

    assert next(iter(months)) == "2025-03"
    assert list(months)[-1] == "2026-03"
    assert len(months) == 13
    this = months["2026-03"]
    assert (this.received, this.between, this.disposed, this.pending) == (4, -1, 3, 10)
    assert (months["2026-02"].reopened, months["2026-02"].pending) == (1, 10)
    assert months["2026-01"].pending == 9
    assert months["2025-03"].pending == 9
