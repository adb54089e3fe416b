"""The figures of directions: each leads to exactly the directions it counts, for the minister and at the office."""

from datetime import timedelta

import pytest
from lxml import html

from tests.builders.matters import NOW, TODAY, a_pending_case, released
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.reviews.commands.directions import (
    Charge,
    NewDirection,
    Report,
    Spoken,
    accept_compliance,
    give_direction,
    record_spoken,
    report_compliance,
    return_compliance,
)

FIGURES = {"/minister/directions": [4, 1, 1, 1, 1], "/office/directions": [5, 1, 1, 1, 1]}
"""Open, past their day, reported, returned, carried out: the office has one more, on a case that was not released."""


@pytest.fixture
def given(session, an_officer, at):
    """One carried out, one returned, one reported, one past its day, one that has time; one not released."""
    cvo = an_officer(Role.CVO)
    case = a_pending_case(session, age=300)
    released(session, case, cvo)
    minister, vo = (
        Actor(frozenset({role}), an_officer(role).id) for role in (Role.MINISTER, Role.VO)
    )
    days = (9, 9, 9, 1, 9)
    five = [
        give_direction(
            session, case.record, NewDirection("Do it.", TODAY + timedelta(k)), by=minister, at=NOW
        )
        for k in days
    ]
    soon = NOW + timedelta(hours=1)
    for row in five[:3]:
        report_compliance(session, row, Report("Done."), by=vo, at=soon)
    accept_compliance(session, five[0], by=minister, at=soon)
    return_compliance(session, five[1], "Not all of it.", by=minister, at=soon)
    unreleased = a_pending_case(session, age=100)
    said = Spoken(minister.officer_id, NOW, "This too.", Charge(None, TODAY + timedelta(days=9)))
    by_cvo = Actor(frozenset({Role.CVO}), cvo.id)
    record_spoken(session, unreleased.record, said, by=by_cvo, at=NOW)
    session.commit()
    at(NOW + timedelta(days=2))


def _figures(page):
    """Each figure of the tally with where it leads."""
    found = html.fromstring(page.get_data(as_text=True)).findall(".//ul[@class='tally']/li")
    return [(int(each.findtext("b")), each.find("a").get("href")) for each in found]


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.MINISTER, "/minister/directions"),
        (Role.CVO, "/minister/directions"),
        (Role.CVO, "/office/directions"),
    ],
)
@pytest.mark.parametrize("spoken", ["hi", "en"])
@pytest.mark.usefixtures("given")
def test_each_figure_opens_the_directions_it_counts(sign_in, role, address, spoken):
    officer = sign_in(role)
    officer.get(f"{address}?lang={spoken}")
    figures = _figures(officer.get(address))
    assert [count for count, _leads in figures] == FIGURES[address]
    for count, leads in figures:
        behind = html.fromstring(officer.get(leads).get_data(as_text=True))
        assert len(behind.findall(".//section[@class='direction']")) == count
    assert officer.get(f"{address}?which=some").status_code == 422


@pytest.mark.parametrize("role", [Role.MINISTER, Role.CVO])
@pytest.mark.usefixtures("given")
def test_the_sheet_leads_to_the_same_directions_whoever_opens_it(sign_in, role):
    page = html.fromstring(sign_in(role).get("/minister").get_data(as_text=True))
    found = {
        link.get("href").partition("which=")[2]: int(link.getprevious().text)
        for link in page.iterfind(".//ul[@class='tally']//a")
        if "which=" in link.get("href")
    }
    assert found == {"open": 4, "late": 1, "carried-out": 1}
