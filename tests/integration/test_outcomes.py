"""What the page of outcomes counts: each closing once, with what did not stand of it."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.cases.commands import outcome
from vigilance.cases.queries import complaints_in
from vigilance.domain.actors import Actor, complainant_of
from vigilance.domain.disposal import Disposal
from vigilance.domain.roles import Role
from vigilance.proceedings.commands.appeals import file_appeal, set_aside
from vigilance.reports.outcome_figures import outcomes

JANUARY, FEBRUARY = day(-4).date(), day(27).date()


def closed_again(walk, case):
    walk.do(outcome.reopen, case, "A witness.", by=walk.team.cvo, at=day(5))


def test_a_closing_is_counted_with_its_class_its_month_and_its_officer(session, walk):
    walk.closed()
    walk.closed()

    (row,) = outcomes(session, JANUARY, FEBRUARY)

    assert (row.month, row.disposal) == (JANUARY, Disposal.NOT_SUBSTANTIATED)
    assert row.actor == str(walk.team.cvo.officer_id)
    assert (row.closed, row.reopened, row.appealed, row.set_aside) == (2, 0, 0, 0)


def test_what_is_set_aside_on_appeal_counts_against_the_closing(session, walk):
    case = walk.closed()
    walk.closed()
    (complaint,) = complaints_in(session, case)
    file_appeal(
        session,
        complaint.record_id,
        "Look again.",
        (),
        by=complainant_of(complaint.record_id),
        at=day(2),
        office=walk.office,
    )
    walk.do(set_aside, complaint, "A witness.", by=walk.team.cvo, at=day(3))
    session.flush()

    (row,) = outcomes(session, JANUARY, FEBRUARY)

    assert (row.closed, row.reopened, row.appealed, row.set_aside) == (2, 1, 1, 1)


def test_a_closing_of_another_month_is_not_counted(session, walk):
    case = walk.closed()
    closed_again(walk, case)

    assert outcomes(session, FEBRUARY, day(60).date()) == []


@pytest.mark.parametrize("role", [Role.CVO, Role.AUDITOR])
def test_the_cvo_and_the_auditor_read_it_and_nobody_else(
    session, walk, sign_in, an_officer, at, role
):
    closed_again(walk, walk.closed())
    at(day(10))
    reader = seated(session, sign_in, Actor(frozenset({role}), an_officer(role).id))
    vo = seated(session, sign_in, walk.team.vo)

    shown = said(reader.get("/office/outcomes?lang=en"))

    assert "January 2026Not substantiated" in shown
    assert "Total1100" in shown
    assert vo.get("/office/outcomes").status_code == 403
    assert "Nothing was closed" in said(reader.get("/office/outcomes?lang=en&year=2025"))
    assert reader.get("/office/outcomes?year=x").status_code == 422


def test_what_happened_after_a_later_closing_does_not_count_against_an_earlier_one(session, walk):
    """Whatever span is asked for: the second closing fell, the first had fallen only once."""
    case = walk.closed(day(2))
    walk.do(outcome.reopen, case, "A witness.", by=walk.team.cvo, at=day(30))
    walk.report(case, day(31))
    walk.close(case, day(31))
    walk.do(outcome.reopen, case, "Another witness.", by=walk.team.cvo, at=day(60))
    session.flush()

    (january,) = outcomes(session, JANUARY, FEBRUARY)
    both = outcomes(session, JANUARY, day(90).date().replace(day=1))

    assert (january.closed, january.reopened) == (1, 1)
    assert [(row.closed, row.reopened) for row in both] == [(1, 1), (1, 1)]


def test_kept_closings_are_those_that_are_counted_one_by_one(session, walk):
    """Whole months are read from what was kept, other spans are counted from the ledger: both say the same."""
    case = walk.closed(day(2))
    walk.closed(day(3))
    walk.do(outcome.reopen, case, "A witness.", by=walk.team.cvo, at=day(5))
    session.flush()

    kept = outcomes(session, JANUARY, FEBRUARY)
    counted = outcomes(session, JANUARY, FEBRUARY - timedelta(days=1))

    assert kept == counted
    assert sum(row.closed for row in kept) == 2


def test_a_page_with_too_many_lines_adds_up_each_month_and_class_and_names_its_officers_apart(
    session, walk, sign_in, an_officer, at, monkeypatch
):
    monkeypatch.setattr("vigilance.reports.outcomes_views.MOST_LINES", 1)
    first, second = walk.accepted(), walk.accepted()
    walk.close(first, day(1))
    other = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)
    proposal = (Disposal.NOT_SUBSTANTIATED, "No proof.")
    walk.do(outcome.propose_closure, second, *proposal, by=walk.team.vo, at=day(1))
    walk.do(outcome.approve_closure, second, "Agreed.", by=other, at=day(1))
    at(day(10))
    reader = seated(session, sign_in, walk.team.cvo)

    answer = reader.get("/office/outcomes?lang=en")

    page = answer.text
    line = "month=2026-01&amp;disposal=not-substantiated"
    assert "January 2026Not substantiatedOfficers: 22000" in said(answer)
    (officers,) = re.findall(f'href="(/office/outcomes\\?[^"]*{line}[^"]*)"', page)
    (behind,) = re.findall(f'href="(/office/outcomes/closings[^"]*{line}[^"]*)"', page)
    apart = said(reader.get(unescape(officers)))
    assert apart.count("January 2026Not substantiated") == 2
    listed = reader.get(unescape(behind)).text
    assert first.number in listed
    assert second.number in listed
    # An address of one officer goes on counting him alone.
    alone = reader.get(f"{unescape(behind)}&officer={other.officer_id}").text
    assert second.number in alone
    assert first.number not in alone
