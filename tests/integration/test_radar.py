"""What comes towards the cases in sight, and who is being waited for."""

import pytest

from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.stories import CLERK, GAZETTED, a_story, noon, on
from vigilance.accounts.models import Officer
from vigilance.clocks.reference import time_limits
from vigilance.database.acting import act_as
from vigilance.domain.calendar import Months
from vigilance.domain.radar import RADAR, Band, Watch
from vigilance.domain.roles import Role
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import Track
from vigilance.proceedings.radar import radar


@pytest.fixture
def story(session, walk):
    return a_story(session, walk)


def shown(session, text):
    return [
        (blip.watch, blip.accused, blip.on.isoformat(), blip.band)
        for blip in radar(session, on(text))
    ]


def test_every_limit_of_the_radar_is_in_the_schedule(walk):
    known = {limit.name for limit in time_limits(walk.office.settings.config_dir)}

    assert {limit for watched in RADAR for limit in watched.limits} <= known


def test_retirement_and_the_bar_come_up_at_their_first_mark(session, story):
    story.act(
        "2024-02-01",
        Track.AFTER_RETIREMENT,
        "watch-retirement",
        zero={"retirement": "2026-07-31", "four-year-bar": "2020-06-15"},
    )
    limitation = (Watch.LIMITATION, 1, "2024-06-15", Band.LATER)

    assert shown(session, "2024-02-02") == [limitation]
    assert shown(session, "2024-07-30") == [(*limitation[:3], Band.BREACHED)]
    assert shown(session, "2024-07-31")[1] == (Watch.RETIREMENT, 1, "2026-07-31", Band.LATER)


def test_the_mark_says_how_far_retirement_is(session, story):
    story.act(
        "2024-02-01",
        Track.AFTER_RETIREMENT,
        "watch-retirement",
        zero={"retirement": "2026-07-31", "four-year-bar": "2024-01-31"},
    )

    marks = [radar(session, on(text))[0].mark for text in ("2025-07-31", "2026-01-31")]

    assert marks == [Months(12), Months(6)]


def test_deemed_sanction_comes_up_on_day_90(session, story):
    story.act("2024-08-01", Track.SANCTION_218, "request-sanction", letter="3")

    assert shown(session, "2024-10-29") == []
    assert shown(session, "2024-10-30") == [(Watch.DEEMED_SANCTION, 1, "2024-11-29", Band.MONTH)]


def test_suspension_and_the_cap_come_up_before_they_end(session, story):
    story.act("2024-01-20", Track.SUSPENSION, "propose-suspension", note="A trap.")
    story.act("2024-02-01", Track.SUSPENSION, "order-suspension", order="1", authority="DIR")

    assert shown(session, "2024-03-31") == []
    assert shown(session, "2024-04-01") == [(Watch.SUSPENSION_LAPSE, 1, "2024-05-01", Band.MONTH)]


def heard(story, next_on="2024-07-10", authority="DIR"):
    story.act("2024-01-10", Track.CRIMINAL, "refer-to-agency", note="A trap.")
    story.act("2024-01-20", Track.CRIMINAL, "register-fir", fir="12/2024")
    story.act("2024-02-10", Track.SANCTION_19, "request-sanction", letter="3")
    story.act("2024-03-05", Track.SANCTION_19, "grant-sanction", order="9", authority=authority)
    story.act(
        "2024-03-10",
        Track.CRIMINAL,
        "file-charge-sheet-in-court",
        next_on=next_on,
        purpose="evidence",
    )


def test_a_hearing_within_thirty_days_is_there_and_one_of_yesterday_is_not(session, story):
    heard(story)

    assert shown(session, "2024-06-09") == []
    assert shown(session, "2024-06-10") == [(Watch.HEARING, 1, "2024-07-10", Band.MONTH)]
    assert shown(session, "2024-07-11") == []


def test_a_stay_wakes_up_on_its_day(session, story):
    story.act("2024-02-01", Track.SANCTION_19, "request-sanction", letter="3")
    story.stay("2024-02-10", Track.SANCTION_19, StayGround.COURT_STAY)

    assert shown(session, "2024-05-09") == []
    assert shown(session, "2024-05-10") == [(Watch.WAKE_UP, 1, "2024-05-10", Band.WEEK)]
    story.lift("2024-05-10", StayGround.COURT_STAY)
    assert shown(session, "2024-05-11") == []


def test_nobody_sees_the_radar_of_records_out_of_his_sight(session, walk, connected, an_officer):
    story = a_story(session, walk)
    story.act("2024-08-01", Track.SANCTION_218, "request-sanction", letter="3")
    session.commit()
    stranger = an_officer(Role.VO)

    counts = []
    for officer_id, role in (
        (walk.team.vo.officer_id, Role.VO),
        (walk.team.cvo.officer_id, Role.CVO),
        (stranger.id, Role.VO),
    ):
        with connected.reading() as reading:
            officer = reading.get_one(Officer, officer_id)
            act_as(reading, type(walk.team.vo)(frozenset({role}), officer.id))
            counts.append(len(radar(reading, on("2024-11-10"))))

    assert counts == [1, 1, 0]


def test_the_page_shows_number_accused_day_and_days_left(session, walk, sign_in, at):
    story = a_story(session, walk)
    story.act("2024-08-01", Track.SANCTION_218, "request-sanction", letter="3")
    at(noon(on("2024-11-19")))
    browser = seated(session, sign_in, walk.team.vo)

    words = said(browser.get("/office/radar?lang=en"))

    (case,) = {blip.number for blip in radar(session, on("2024-11-19"))}
    assert f"{case}No. 1Deemed sanction Day 110 of 12029 November 202410 days left" in words
    assert CLERK.name not in words


def test_a_sanction_the_law_gave_is_to_be_recorded(session, walk, sign_in, at):
    story = a_story(session, walk)
    story.act("2024-08-01", Track.SANCTION_218, "request-sanction", letter="3")
    at(noon(on("2024-12-10")))

    words = said(seated(session, sign_in, walk.team.cvo).get("/office/radar?lang=en"))

    assert "The 120 days ended on 29 November 2024; deemed by law, to be recorded" in words


def test_the_radar_is_read_in_the_same_number_of_statements_however_full_it_is(
    session, walk, sign_in, at, queries_made
):
    a_story(session, walk).act("2024-08-01", Track.SANCTION_218, "request-sanction", letter="3")
    at(noon(on("2024-11-19")))
    browser = seated(session, sign_in, walk.team.vo)
    queries_made.clear()
    browser.get("/office/radar")
    with_one = len(queries_made)
    heard(a_story(session, walk, GAZETTED), next_on="2024-12-01", authority="PS")
    session.commit()
    queries_made.clear()

    browser.get("/office/radar")

    assert len(queries_made) == with_one == 11


@pytest.mark.parametrize("role", [Role.CLERK, Role.INQUIRING_OFFICER, Role.MINISTER, Role.ADMIN])
def test_the_radar_is_for_the_vigilance_team_alone(walk, sign_in, session, role):
    assert sign_in(role).get("/office/radar").status_code == 403


def test_an_older_link_to_who_is_waited_for_leads_to_with_others(session, walk, sign_in):
    page = seated(session, sign_in, walk.team.vo).get("/office/radar").text

    assert 'id="waiting"><a href="/office/others"' in page


def test_a_reminder_is_drafted_from_the_letters_of_the_file(session, walk, sign_in, at):
    story = a_story(session, walk)
    story.act("2024-08-01", Track.SANCTION_218, "request-sanction", letter="3")
    at(noon(on("2024-11-19")))
    browser = seated(session, sign_in, walk.team.vo)

    page = browser.get("/office/others").text

    address = f"/office/cases/{story.record.number}/letters"
    assert f'href="{address}"' in page
    assert browser.get(address).status_code == 200
