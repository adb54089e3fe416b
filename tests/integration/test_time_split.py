"""On whose side the time of a case went."""

import pytest

from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.stories import a_story, noon, on
from vigilance.accounts.models import Officer
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.parties import Side
from vigilance.domain.roles import Role
from vigilance.domain.stays import StayGround
from vigilance.domain.time_split import Share
from vigilance.domain.tracks import Track
from vigilance.proceedings.time_split import time_of_case


@pytest.fixture
def story(session, walk):
    return a_story(session, walk)


def split_on(session, story, text):
    return {
        share.side: (share.gross, share.net)
        for share in time_of_case(session, story.record.id, on(text)).shares
    }


def test_the_agency_has_the_time_of_its_investigation_and_the_court_that_of_the_trial(
    session, story
):
    story.act("2024-01-10", Track.CRIMINAL, "refer-to-agency", note="A trap.")
    story.act("2024-01-20", Track.CRIMINAL, "register-fir", fir="12/2024")

    assert split_on(session, story, "2024-02-09")[Side.AGENCY] == (30, 30)


def test_the_sanctioning_authority_has_its_days_less_the_stay(session, story):
    story.act("2024-02-01", Track.SANCTION_19, "request-sanction", letter="3")
    story.stay("2024-02-11", Track.SANCTION_19, StayGround.COURT_STAY)
    story.lift("2024-02-21", StayGround.COURT_STAY)
    story.act("2024-03-02", Track.SANCTION_19, "grant-sanction", order="9", authority="DIR")

    assert split_on(session, story, "2024-06-01")[Side.SANCTIONING_AUTHORITY] == (30, 20)


def test_a_day_that_only_approaches_is_nobodys_time(session, story):
    before = split_on(session, story, "2024-06-01")
    story.act(
        "2024-02-01",
        Track.AFTER_RETIREMENT,
        "watch-retirement",
        zero={"retirement": "2031-07-31", "four-year-bar": "2010-06-15"},
    )

    found = time_of_case(session, story.record.id, on("2024-06-01"))

    assert split_on(session, story, "2024-06-01") == before
    assert found.since == on("2024-01-05")


def test_the_time_of_the_complaint_belongs_to_the_case(session, story):
    found = time_of_case(session, story.record.id, on("2024-01-25"))

    assert found.shares == (Share(Side.OURS, 20, 20),)


def test_a_case_out_of_sight_has_no_time(session, story, connected, an_officer):
    story.act("2024-01-10", Track.CRIMINAL, "refer-to-agency", note="A trap.")
    session.commit()
    stranger = an_officer(Role.VO)

    with connected.reading() as reading:
        officer = reading.get_one(Officer, stranger.id)
        act_as(reading, Actor(frozenset({Role.VO}), officer.id))
        found = time_of_case(reading, story.accused.record_id, on("2024-06-01"))

    assert found is None


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("en", "Investigating agency3030"),
        ("hi", "अन्वेषण एजेंसी3030"),
    ],
)
def test_the_file_says_where_the_time_went(session, story, sign_in, at, spoken, words):
    story.act("2024-01-10", Track.CRIMINAL, "refer-to-agency", note="A trap.")
    at(noon(on("2024-02-09")))
    number = story.record.number
    browser = seated(session, sign_in, story.walk.team.vo)

    assert words in said(browser.get(f"/office/cases/{number}?lang={spoken}"))
