"""What is grave and what breaches next: weighed by the rule in the file, named only where it was released."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from tests.builders.forms import page_of
from tests.builders.matters import (
    NOW,
    TODAY,
    a_pending_case,
    a_pending_complaint,
    an_overdue_clock,
    released,
)
from tests.builders.reviews import a_track, an_accused, an_allegation, kept
from tests.builders.tracks import said
from vigilance.cases.models import Case
from vigilance.domain.personnel import Group
from vigilance.domain.workflows import inquiry
from vigilance.domain.workflows.criminal import CriminalAction, CriminalState
from vigilance.proceedings.models import ProceedingEntry
from vigilance.records.models import Tier
from vigilance.reports.ahead import count_due, due_within
from vigilance.reports.gravity import weigh_cases
from vigilance.reports.models import CaseGravity


@pytest.fixture
def weighed(session, connected, office):
    def run(at=NOW):
        session.commit()
        changed = weigh_cases(connected, office, at)
        session.expire_all()
        return changed

    return run


def weights(session):
    rows = session.execute(select(CaseGravity.record_id, CaseGravity.weight, CaseGravity.grounds))
    return {record_id: (weight, set(grounds)) for record_id, weight, grounds in rows}


def a_trap(session, case):
    track = a_track(session, case, CriminalState.REFERRED)
    entry = ProceedingEntry(
        record_id=case.record_id,
        proceeding_id=track.id,
        number=2,
        action=CriminalAction.LAY_TRAP.value,
        on=TODAY,
        facts={},
        recorded_at=NOW,
    )
    kept(session, case, entry)


def a_clock(session, row, days, **more):
    """A clock that ends in so many days."""
    return an_overdue_clock(session, row, -days, **more)


def test_a_case_weighs_what_its_grounds_weigh_together(session, cvo, weighed):
    grave, light = a_pending_case(session, age=400), a_pending_case(session, age=20)
    for case in (grave, light):
        released(session, case, cvo)
    an_accused(session, grave, group=Group.A, retires_on=TODAY + timedelta(days=100))
    an_allegation(session, grave, 2_000_000)
    a_trap(session, grave)
    an_overdue_clock(session, grave)

    assert weighed() == 2
    assert weights(session) == {
        grave.record_id: (
            30 + 20 + 20 + 10 + 15 + 10 + 5,
            {
                "trap",
                "criminal",
                "group-a",
                "amount-ten-lakh",
                "retirement",
                "overdue",
                "over-a-year",
            },
        ),
        light.record_id: (0, set()),
    }
    assert weighed() == 0


def test_only_pending_released_ordinary_cases_are_weighed(session, cvo, weighed):
    shown = a_pending_case(session, age=400)
    sealed = a_pending_case(session, age=400, tier=Tier.PROTECTED)
    closed = a_pending_case(session, age=400, state=inquiry.State.CLOSED)
    tried = a_pending_case(session, age=400, state=inquiry.State.ACTION_ORDERED)
    a_track(session, tried, CriminalState.BEFORE_COURT)
    for case in (shown, sealed, closed, tried):
        released(session, case, cvo)
    a_pending_case(session, age=400)

    weighed()

    assert weights(session).keys() == {shown.record_id, tried.record_id}


def test_a_case_that_is_over_is_forgotten_and_one_that_grew_is_weighed_anew(session, cvo, weighed):
    over, older = a_pending_case(session, age=300), a_pending_case(session, age=365)
    for case in (over, older):
        released(session, case, cvo)
    weighed()
    session.execute(
        update(Case).where(Case.record_id == over.record_id).values(state=inquiry.State.CLOSED)
    )

    assert weighed(NOW + timedelta(days=1)) == 2
    assert weights(session) == {older.record_id: (5, {"over-a-year"})}


def test_the_page_lists_the_ten_gravest_with_why_and_the_rule(session, minister, cvo, weighed):
    cases = [a_pending_case(session, age=100 + age) for age in range(12)]
    for case in cases:
        released(session, case, cvo)
        an_accused(session, case, group=Group.B)
    an_accused_of_a = a_pending_case(session, age=10)
    released(session, an_accused_of_a, cvo)
    an_accused(session, an_accused_of_a, group=Group.A)
    hidden = a_pending_case(session, age=500)
    an_accused(session, hidden, group=Group.A)
    weighed()

    page = minister.get("/minister?lang=en")
    listed = [
        row.findtext("td/a")
        for table in page_of(page).iter("table")
        if table.findtext("caption") == "The ten gravest pending cases"
        for row in table.iter("tr")
        if row.findtext("td/a")
    ]

    oldest_first = [case.number for case in reversed(cases)]
    assert listed == [an_accused_of_a.number, *oldest_first[:9]]
    assert "Group A officer" in said(page)
    assert "What makes a case grave" in said(page)
    assert "CSR 351-A" in said(page)
    assert hidden.number not in page.text


def test_a_case_weighed_before_it_was_shut_away_is_not_named(session, minister, cvo, weighed):
    case = a_pending_case(session, age=500)
    released(session, case, cvo)
    weighed()
    case.record.tier = Tier.PROTECTED
    kept(session, case, case.record)
    session.commit()

    assert case.number not in minister.get("/minister").text


def test_limits_ending_soon_are_counted_of_all_and_listed_of_released_cases(
    session, minister, cvo, connected, office
):
    shown, sealed = a_pending_case(session), a_pending_case(session, tier=Tier.PROTECTED)
    for case in (shown, sealed):
        released(session, case, cvo)
    complaint = a_pending_complaint(session)
    a_clock(session, shown, 3)
    a_clock(session, shown, 12, limit="inquiry-report")
    a_clock(session, sealed, 7)
    a_clock(session, complaint, 30)
    a_clock(session, complaint, 31, limit="route")
    a_clock(session, complaint, 5, limit="reply", stayed=True)
    a_clock(session, complaint, 6, limit="closure", done_on=TODAY)
    an_overdue_clock(session, complaint, 1, limit="late")
    session.commit()

    assert count_due(connected, office, NOW) == 4
    assert due_within(session, TODAY) == {7: 2, 15: 3, 30: 4}
    page = minister.get("/minister?lang=en")
    behind = minister.get("/minister/due?within=15&lang=en")
    assert "2 Ending within 7 days" in said(page)
    assert "Time limits ending within 15 days: 3" in said(behind)
    assert behind.text.count(f">{shown.number}<") == 1
    assert sealed.number not in behind.text + page.text


def test_the_counts_are_of_the_days_that_are_left(session, connected, office):
    case = a_pending_case(session)
    a_clock(session, case, 0)
    a_clock(session, case, 8, limit="inquiry-report")
    session.commit()
    count_due(connected, office, NOW)

    assert due_within(session, TODAY) == {7: 1, 15: 2, 30: 2}
    assert due_within(session, TODAY + timedelta(days=1)) == {7: 1, 15: 1, 30: 1}


def test_what_ends_soon_is_listed_page_by_page(session, minister, cvo):
    cases = [a_pending_case(session) for _ in range(23)]
    for place, case in enumerate(cases):
        released(session, case, cvo)
        a_clock(session, case, place // 4)
    session.commit()

    first = minister.get("/minister/due?within=7").text
    older = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = minister.get(older).text

    numbers = {case.number for case in cases}
    on_first = {number for number in numbers if number in first}
    assert len(on_first) == 20
    assert {number for number in numbers if number in second} == numbers - on_first


@pytest.mark.parametrize(
    ("address", "status"), [("within=8", 422), ("after=x", 404), ("to=x", 400)]
)
def test_no_other_window_is_asked_for(minister, address, status):
    assert minister.get(f"/minister/due?{address}").status_code == status


def test_the_statements_of_the_page_do_not_grow_with_what_is_grave(
    session, minister, cvo, weighed, queries_made
):
    released(session, a_pending_case(session, age=400), cvo)
    weighed()
    queries_made.clear()
    minister.get("/minister")
    few = len(queries_made)
    for age in range(12):
        case = a_pending_case(session, age=380 + age)
        released(session, case, cvo)
        a_clock(session, case, age)
    weighed()

    queries_made.clear()
    minister.get("/minister")

    assert len(queries_made) == few


def test_a_kept_weight_can_be_thrown_away_and_made_again(session, cvo, weighed):
    released(session, a_pending_case(session, age=400), cvo)
    weighed()
    before = weights(session)
    session.execute(delete(CaseGravity))

    assert weighed() == 1
    assert weights(session) == before
