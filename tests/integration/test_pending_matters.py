"""Each figure of what is pending leads the Chief Vigilance Officer to exactly the complaints and cases it counts."""

import pytest

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import page_of, said
from tests.builders.matters import a_mixed_register
from vigilance.cases.commands.walls import declare_wall
from vigilance.cases.models import Case
from vigilance.domain.age_bands import AgeBand
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.reports import queries
from vigilance.reports.pending_matters import pending_matters
from vigilance.reports.queries import NOT_KNOWN, Slice
from vigilance.reports.stages import Stage, states_of

SLICES = [
    Slice(),
    *(Slice(band=band) for band in AgeBand),
    *(Slice(states=states_of(stage)) for stage in Stage),
    *(Slice(districts=[code]) for code in ("118", "119", "162", NOT_KNOWN)),
    Slice(districts=["118", "119"], band=AgeBand.UP_TO_90),
]


@pytest.mark.parametrize("number", range(len(SLICES)))
def test_a_slice_lists_as_many_matters_as_it_counts(session, number):
    a_mixed_register(session)
    part = SLICES[number]
    assert len(pending_matters(session, part, 100)) == queries.pending(session, part).total


def test_a_scheme_lists_as_many_as_it_counts(session):
    a_mixed_register(session)
    for code, count in queries.pending(session, Slice()).by_scheme.items():
        assert len(pending_matters(session, Slice(scheme=code), 100)) == count


@pytest.fixture
def cvo(walk, session, sign_in, at):
    at(day(60))
    return lambda: seated(session, sign_in, walk.team.cvo)


def links(answer):
    """The figures of the page that lead to a slice: the count beside the words, and the address."""
    for link in page_of(answer).iter("a"):
        address = link.get("href") or ""
        if address.startswith("/minister/pending?"):
            yield address


def test_each_slice_of_the_ministers_page_opens_its_matters(session, walk, cvo):
    walk.registered(day(1)), walk.assigned(day(3)), walk.case(day(4)), walk.closed(day(5))
    browser = cvo()
    addresses = sorted(set(links(browser.get("/minister"))))
    assert len(addresses) > 5
    for address in addresses:
        page = browser.get(address)
        count = int(said(page).partition("Pending: ")[2].split()[0])
        if not count:
            continue
        way = next(
            a.get("href") for a in page_of(page).iter("a") if "/office/pending" in a.get("href", "")
        )
        matters = browser.get(way)
        rows = [row for body in page_of(matters).iter("tbody") for row in body.iter("tr")]
        assert len(rows) == count, address


def test_a_walled_matter_is_counted_and_not_listed(session, walk, cvo):
    case, other = walk.case(day(4)), walk.case(day(4))
    by = walk.team.cvo
    declare_wall(session, case.record, by.officer_id, Relation.RECUSED, by=by, at=day(5))
    page = cvo().get("/office/pending")
    assert other.number in page.text
    assert case.number not in page.text
    assert "The figure counts the whole office" in said(page)


def test_it_is_for_who_sees_records(session, walk, sign_in, at):
    at(day(60))
    mine = session.get_one(Case, walk.case(day(4)).record_id)
    assert mine.number in seated(session, sign_in, walk.team.vo).get("/office/pending").text
    assert sign_in(Role.MINISTER).get("/office/pending").status_code == 403
    assert sign_in(Role.AUDITOR).get("/office/pending").status_code == 403
    assert "/office/pending" not in sign_in(Role.MINISTER).get("/minister/pending").text
    vo = seated(session, sign_in, walk.team.vo)
    assert vo.get("/office/pending?district=999").status_code == 404
    assert vo.get("/office/pending?band=old").status_code == 422
