"""Every figure leads to exactly the rows it counts, and a figure that stands on two pages is the same on both.

The reader is the Chief Vigilance Officer, whom nothing is walled off from; the second half of a rule is what one sees
from whom something is.
"""

from datetime import date

import pytest

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import page_of, said
from tests.builders.stories import CLERK, a_story
from vigilance.cases.commands import inquiry, outcome
from vigilance.cases.commands.walls import declare_wall
from vigilance.cases.queries import complaints_in
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, complainant_of
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding
from vigilance.domain.return_periods import Cadence, Period
from vigilance.domain.tracks import Track
from vigilance.domain.walls import Relation
from vigilance.proceedings.commands.appeals import file_appeal, set_aside
from vigilance.reports import queries
from vigilance.reports.figures import collect
from vigilance.returns.figures import return_figures
from vigilance.returns.queries import every_row
from vigilance.returns.report_table import FIGURES, REPORTS
from vigilance.returns.shapes import NUMBERS, Asked

SPAN = "since=01/01/2026&until=31/03/2026"
PAGES = [
    *(f"/office/reports/{each.name}?{SPAN}" for each in FIGURES),
    "/office/outcomes",
    "/office/outcomes?year=2026",
    "/office/returns/monthly/2026-01-01",
    "/office/returns/monthly/2026-02-01",
    "/office/returns/quarterly/2026-01-01",
    "/office/returns/annual/2026-01-01",
]
NO_ROWS = {
    "median_days": "a figure of many days, not a count",
    "long_days": "the same",
    "days": "days, not matters",
    "share": "a part of a hundred",
}
"""The figures of reports that lead nowhere, and why."""


def a_life(walk, session):
    """Complaints waiting, sent back, closed, opened again, appealed against, set aside; and proceedings."""
    cvo, vo, inquirer = walk.team.cvo, walk.team.vo, walk.team.inquirer
    again = walk.inquired(day(4))
    report = inquiry.InquiryReport(Finding.NOT_SUBSTANTIATED, "Nothing was found.")
    walk.do(inquiry.submit_report, again, report, by=inquirer, at=day(5))
    walk.do(inquiry.return_report, again, "Ask the witness.", by=cvo, at=day(31))
    walk.registered(day(2)), walk.assigned(day(3)), walk.scrutinised(day(3))
    reopened, appealed = walk.closed(day(5)), walk.closed(day(6))
    walk.do(outcome.reopen, reopened, "A witness.", by=cvo, at=day(40))
    (complaint,) = complaints_in(session, appealed)
    by = complainant_of(complaint.record_id)
    file_appeal(
        session, complaint.record_id, "Look again.", (), by=by, at=day(20), office=walk.office
    )
    walk.do(set_aside, complaint, "A witness.", by=cvo, at=day(21))
    case = walk.accepted(day(8))
    walk.do(
        outcome.propose_closure, case, Disposal.NOT_SUBSTANTIATED, "No proof.", by=vo, at=day(9)
    )
    walk.do(outcome.refuse_closure, case, "More is needed.", by=cvo, at=day(33))
    told = a_story(session, walk, CLERK, "2026-01-10")
    told.act("2026-01-12", Track.DEPARTMENTAL_MAJOR, "decide-major-proceedings", note="Proved.")
    session.commit()
    return appealed


@pytest.fixture
def cvo(walk, session, sign_in, at):
    at(day(60))
    return lambda: seated(session, sign_in, walk.team.cvo)


def figures(answer):
    """Each figure in a table of the page: the number, and where it leads."""
    for cell in page_of(answer).iter("td"):
        text = "".join(cell.itertext()).strip().replace(",", "")
        if "num" in (cell.get("class") or "").split() and text.isdigit():
            link = next(cell.iter("a"), None)
            yield int(text), None if link is None else link.get("href")


def rows(answer):
    return len([row for body in page_of(answer).iter("tbody") for row in body.iter("tr")])


def behind(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return rows(answer)


@pytest.mark.parametrize("page", PAGES)
def test_each_figure_is_the_number_of_rows_it_leads_to(session, walk, cvo, page):
    a_life(walk, session)
    browser = cvo()
    answer = browser.get(page)
    assert answer.status_code == 200

    linked = [(count, address) for count, address in figures(answer) if address]

    assert linked, "a page of figures without one that opens"
    found = {address: (count, behind(browser, address)) for count, address in linked}
    assert {at: both for at, both in found.items() if both[0] != both[1]} == {}


def test_a_figure_that_leads_nowhere_says_why():
    for report in FIGURES:
        counted = {column.name for column in report.columns if column.kind in NUMBERS}
        assert counted - report.heads <= set(NO_ROWS), report.name
        assert report.heads <= counted
        assert report.things is not None


@pytest.mark.parametrize("name", sorted(each.name for each in FIGURES))
def test_each_report_of_figures_is_made_of_the_things_behind_it(connected, session, walk, name):
    a_life(walk, session)
    report = REPORTS[name]
    asked = Asked(date(2026, 1, 1), date(2026, 3, 31))
    with connected.reading() as reading:
        act_as(reading, SYSTEM)
        lines, things = list(report.count(reading, asked)), list(report.things(reading, asked))
    assert lines
    for row in lines:
        own = [one for one in things if one.line == report.line_of(row)]
        cells = dict(zip(report.names, row, strict=True))
        for head in report.heads:
            assert cells[head] == sum(head in one.heads for one in own), (row, head)
    assert {one.line for one in things} <= {report.line_of(row) for row in lines}


def test_who_is_walled_off_sees_the_figure_of_the_office_and_the_rest_of_its_rows(
    session, walk, cvo
):
    case = a_life(walk, session)
    by = walk.team.cvo
    declare_wall(session, case.record, by.officer_id, Relation.RECUSED, by=by, at=day(50))
    browser = cvo()
    page = browser.get(f"/office/reports/disposal-honesty?{SPAN}")

    (closed, address) = next(each for each in figures(page) if each[1])

    assert closed == 2
    answer = browser.get(address)
    assert rows(answer) == 1
    assert case.number not in answer.text
    assert "The figure counts the whole office" in said(answer)


@pytest.mark.parametrize(
    "wrong",
    ["figure=share&line=2026-01,other", "figure=closed&line=x", "figure=closed&line=2026-01,"],
)
def test_a_figure_that_is_not_there_is_not_found(session, walk, cvo, wrong):
    a_life(walk, session)
    address = f"/office/reports/disposal-honesty/matters?{SPAN}&{wrong}"
    assert cvo().get(address).status_code == 404


def january(session):
    return return_figures(session, Period(Cadence.MONTHLY, date(2026, 1, 1)))["parts"]


def report(session, name, since=date(2026, 1, 1), until=date(2026, 1, 31)):
    found = REPORTS[name]
    lines = found.count(session, Asked(since, until, today=day(60).date()))
    return [dict(zip(found.names, row, strict=True)) for row in lines]


def summed(session, name, head, **only):
    lines = report(session, name)
    kept = [row for row in lines if all(row[key] == value for key, value in only.items())]
    return sum(row[head] for row in kept)


def of_what(session, name, what, head):
    return sum(row[head] for row in report(session, name) if row["what"].code == what)


def month(session):
    """January as the minister's page has it."""
    found = collect(session, day(60).date())
    return next(each for each in found.months if each.month == "2026-01")


def whole(session, head):
    """A figure of the return, of complaints and investigations together."""
    parts = january(session)
    return sum(parts[name]["whole"][head] for name in ("complaints", "investigations"))


SAME = {
    "received in a month: minister's page, return": (
        lambda session: month(session).received,
        lambda session: january(session)["complaints"]["whole"]["received"],
    ),
    "pending at the end of a month: minister's page, return": (
        lambda session: month(session).pending,
        lambda session: whole(session, "carried-forward"),
    ),
    "opened again in a month: minister's page, return": (
        lambda session: month(session).reopened,
        lambda session: whole(session, "reopened"),
    ),
    "pending now: minister's page, its slices": (
        lambda session: collect(session, day(60).date()).total,
        lambda session: queries.pending(session, queries.Slice()).total,
    ),
    "closings with this class: report of closings, return of investigations": (
        lambda session: summed(session, "disposal-honesty", "closed", disposal="not-substantiated"),
        lambda session: january(session)["investigations"]["by-class"]["not-substantiated"],
    ),
    "closings: report of closings, what was sent back": (
        lambda session: summed(session, "disposal-honesty", "closed"),
        lambda session: of_what(session, "sent-back", "reopened", "whole"),
    ),
    **{
        f"{head}: report of closings, what was sent back": (
            lambda session, head=head: summed(session, "disposal-honesty", head),
            lambda session, head=head: of_what(session, "sent-back", head, "part"),
        )
        for head in ("reopened", "appealed", "set_aside")
    },
    **{
        f"{what}, {head}: the office, its districts together": (
            lambda session, what=what, head=head: of_what(session, "sent-back", what, head),
            lambda session, what=what, head=head: of_what(session, "offices-sent-back", what, head),
        )
        for what in ("scrutiny", "report", "closure", "reopened", "set_aside")
        for head in ("whole", "part")
    },
    "stages left: the office, its districts together": (
        lambda session: summed(session, "days-per-stage", "left"),
        lambda session: summed(session, "offices-by-stage", "left"),
    ),
}
"""The figures that stand on more than one page, and how each page comes by them."""


@pytest.mark.parametrize("which", sorted(SAME))
def test_the_same_figure_is_the_same_on_both_pages(session, walk, which):
    a_life(walk, session)
    one, other = SAME[which]
    assert one(session) == other(session)


def test_the_page_of_outcomes_says_what_the_report_of_closings_says(session, walk, cvo):
    a_life(walk, session)
    browser = cvo()
    page = [count for count, _address in figures(browser.get("/office/outcomes?year=2026"))]
    whole = "since=01/01/2026&until=31/12/2026"
    lines = [
        count
        for count, _address in figures(browser.get(f"/office/reports/disposal-honesty?{whole}"))
    ]
    assert [sum(page[head:-4:4]) for head in range(4)] == page[-4:]
    assert [sum(lines[head::4]) for head in range(4)] == page[-4:]


def test_what_came_is_the_same_in_the_register_and_in_the_return(connected, session, walk):
    a_life(walk, session)
    with connected.reading() as reading:
        act_as(reading, SYSTEM)
        asked = Asked(date(2026, 1, 1), date(2026, 1, 31))
        kept = list(every_row(reading, REPORTS["complaint-register"], asked))
        cases = list(every_row(reading, REPORTS["investigation-register"], asked))
        found = january(reading)
    assert len(kept) == found["complaints"]["whole"]["received"]
    assert len(cases) == found["investigations"]["whole"]["received"]
