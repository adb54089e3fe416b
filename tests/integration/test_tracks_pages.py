"""A figure of the sheet on proceedings leads to the very tracks it counts, as far as its reader may see them."""

import re

import pytest

from tests.builders.forms import page_of
from tests.builders.matters import a_pending_case, released
from tests.builders.stories import CLERK, GAZETTED, a_story, noon, on
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.records.models import Tier


def said(answer):
    return " ".join(" ".join(next(page_of(answer).iter("main")).itertext()).split())


@pytest.fixture
def tracks(session, walk, at, an_officer):
    """Three cases: one with the agency and released, one with the authority and not released, one before the court."""
    at("2026-02-20")
    shown, kept = (walk.case(noon(on("2026-01-05"))) for _ in range(2))
    sealed = a_pending_case(session, tier=Tier.PROTECTED)
    a_story(session, walk, case=shown).act(
        "2026-01-10", Track.CRIMINAL, "refer-to-agency", note="R.", with_whom="cbi"
    )
    a_story(session, walk, GAZETTED, case=kept).act(
        "2026-01-11", Track.SANCTION_19, "request-sanction", letter="3"
    )
    a_story(session, walk, CLERK, case=sealed).act(
        "2026-01-12", Track.SANCTION_19, "request-sanction", letter="4"
    )
    cvo = an_officer(Role.CVO)
    for case in (shown, sealed):
        released(session, case, cvo, at=noon(on("2026-02-01")))
    session.commit()
    return shown, kept, sealed


def test_the_sheet_says_with_whom_proceedings_lie_and_links_each_figure(tracks, sign_in):
    page = sign_in(Role.MINISTER).get("/minister?lang=en").text
    table = page.split("With whom: proceedings")[1].split("</table>")[0]

    lines = {
        name: [int(count) for count in re.findall(r'class="num">(?:<[^>]*>)*(\d+)', cells)]
        for name, cells in re.findall(r'scope="row">(?:<a[^>]*>)?([^<]+)(.*?)</tr>', table)
    }
    assert lines == {
        "Investigating agency": [1, 0, 0, 0, 0, 1],
        "Sanctioning authority": [2, 0, 0, 0, 0, 2],
        "In all": [3, 0, 0, 0, 0, 3],
    }
    assert "/minister/tracks?party=agency&amp;band=0-30" in table


def test_the_minister_is_shown_released_cases_alone_and_no_protected_one(tracks, sign_in):
    shown, kept, sealed = tracks
    minister = sign_in(Role.MINISTER)

    agency = said(minister.get("/minister/tracks?lang=en&party=agency"))
    authority = said(minister.get("/minister/tracks?lang=en&party=sanctioning-authority"))

    assert "Proceedings pending: 1" in agency
    assert shown.number in agency
    assert sealed.number not in agency + authority
    assert "Proceedings pending: 2" in authority
    assert kept.number not in authority
    assert "None of these cases was released" in authority
    assert minister.get(f"/minister/cases/{shown.number}").status_code == 200
    assert minister.get("/office/tracks").status_code == 403


def test_the_cvo_finds_every_track_a_figure_counts_on_his_desk(tracks, sign_in):
    cvo = sign_in(Role.CVO)

    all_of_them = said(cvo.get("/office/tracks?lang=en"))
    behind = said(cvo.get("/minister/tracks?lang=en"))

    assert all(case.number in all_of_them for case in tracks)
    assert tracks[0].number in behind
    assert tracks[2].number not in behind


def test_a_vigilance_officer_sees_the_tracks_of_his_own_matters(tracks, sign_in):
    assert "No proceedings are pending here" in said(sign_in(Role.VO).get("/office/tracks?lang=en"))


def test_the_slice_is_narrowed_by_track_and_band(tracks, sign_in):
    cvo = sign_in(Role.CVO)

    narrowed = said(cvo.get("/office/tracks?lang=en&track=sanction-19&band=0-30"))

    assert tracks[1].number in narrowed
    assert tracks[0].number not in narrowed
    assert "No proceedings" in said(cvo.get("/office/tracks?lang=en&band=31-90"))


@pytest.mark.parametrize("asked", ["party=nobody", "track=x", "band=old", "after=forged"])
def test_a_slice_that_does_not_exist_is_not_found(tracks, sign_in, asked):
    assert sign_in(Role.CVO).get(f"/office/tracks?{asked}").status_code in {400, 404, 422}


def test_pages_of_tracks_follow_each_other_without_gap(session, tracks, walk, sign_in):
    for number in range(25):
        case = walk.case(noon(on("2026-01-13")))
        a_story(session, walk, case=case, named="2026-01-13").act(
            "2026-01-14", Track.SANCTION_19, "request-sanction", letter=str(number)
        )
    session.commit()
    cvo = sign_in(Role.CVO)
    first = cvo.get("/office/tracks?lang=en").text
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = cvo.get(following.replace("&amp;", "&")).text

    numbers = [set(re.findall(r"/office/cases/(SWD-V-[0-9-]+)", page)) for page in (first, second)]
    assert (len(numbers[0]), len(numbers[1])) == (20, 8)
    assert numbers[0].isdisjoint(numbers[1])


def test_proceedings_are_shown_by_the_name_of_who_holds_them_and_each_figure_leads_on(
    tracks, sign_in
):
    shown, _kept, sealed = tracks
    minister = sign_in(Role.MINISTER)

    page = minister.get("/minister/holders?lang=en")
    agency = page.text.split('id="agency"')[1].split("</table>")[0]
    behind = minister.get("/minister/tracks?party=agency&named=cbi&lang=en")

    figures = re.findall(r'href="/minister/tracks\?([^"]+)">1<', agency)
    assert [set(one.split("&amp;")) for one in figures] == [
        {"party=agency", "named=cbi", "band=0-30", "lang=en"},
        {"party=agency", "named=cbi", "lang=en"},
        {"party=agency", "band=0-30", "lang=en"},
        {"party=agency", "lang=en"},
    ]
    assert "Central Bureau of Investigation 1 0 0 0 0 1" in said(page)
    assert "Sanctioning authority" in said(page)
    assert "Not named 2 0 0 0 0 2" in said(page)
    assert "Proceedings pending: 1" in said(behind)
    assert "Central Bureau of Investigation leave out" in said(behind)
    assert shown.number in behind.text
    assert sealed.number not in minister.get("/minister/tracks?named=-").text
    assert "Proceedings pending: 2" in said(minister.get("/minister/tracks?named=-&lang=en"))


def test_the_sheet_leads_to_the_holders_by_name_and_a_frozen_one_does_not(tracks, sign_in):
    minister = sign_in(Role.MINISTER)
    frozen = minister.post("/minister/sheets").headers["Location"]

    assert "/minister/holders" in minister.get("/minister").text
    assert "/minister/holders" not in minister.get(frozen).text
