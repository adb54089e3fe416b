"""Tracks in a browser: agencies, sanctions deemed and not needed, corrected days, stays, the clock card."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.forms import value_of
from tests.builders.stories import CLERK, a_story
from tests.builders.tracks import MAJOR, address, decided, said, step_address
from vigilance.cases.queries import case_of
from vigilance.clocks.models import Clock, ClockStay
from vigilance.domain.tracks import Track


@pytest.fixture
def story(session, walk):
    """One accused in a case of January 2026; the clock of the application stands on the sixth."""
    return a_story(session, walk, CLERK, case=walk.case())


@pytest.fixture
def case(story, session):
    return case_of(session, story.accused.record_id)


def test_retirement_is_watched_from_its_own_days(case, session, team):
    browser = team("vo")
    path = address(case, 1, "tracks", "after-retirement", "watch-retirement")
    offered = value_of(browser.get(f"{address(case, 1)}?lang=en"), "zero_retirement")

    missing = browser.post(path, data={"version": "0", "zero_retirement": offered})
    done = browser.post(
        path,
        data={
            "version": "0",
            "zero_retirement": offered,
            "zero_four_year_bar": "15/06/2023",
        },
    )

    assert (offered, missing.status_code, done.status_code) == ("31/07/2031", 422, 303)
    due = dict(
        session.execute(
            select(Clock.limit_name, Clock.due_on).where(Clock.track.is_not(None))
        ).all()
    )
    assert due == {"retirement": date(2031, 7, 31), "four-year-bar": date(2027, 6, 15)}


def test_a_matter_is_referred_to_an_agency_which_then_holds_it(case, session, team):
    browser = team("cvo")
    path = address(case, 1, "tracks", "criminal", "refer-to-agency")

    nobody = browser.post(path, data={"version": "0", "note": "A trap is asked for."})
    done = browser.post(
        path,
        data={
            "version": "0",
            "with_whom": "anti-corruption-organisation",
            "note": "A trap is asked for.",
        },
    )

    assert (nobody.status_code, done.status_code) == (422, 303)
    words = said(browser.get(f"/office/cases/{case.number}?lang=en"))
    assert (
        "Criminal proceedings Referred to an agency 6 January 2026 Anti-Corruption Organisation"
        in words
    )


def test_no_sanction_is_needed_is_said_with_the_reason(case, story, team):
    story.act("2026-01-05", Track.CRIMINAL, "refer-to-agency", note="A trap.", with_whom="cbi")
    story.act("2026-01-05", Track.CRIMINAL, "register-fir", fir="12/2026")
    track = story.tracks[Track.CRIMINAL]
    path = step_address(case, track, "file-charge-sheet-in-court")
    browser = team("cvo")
    version = track.version

    without = browser.post(f"{path}?lang=en", data={"version": version, "next_on": "20/02/2026"})
    backwards = browser.post(
        f"{path}?lang=en",
        data={"version": version, "sanction_not_needed": "true", "next_on": "01/01/2026"},
    )
    done = browser.post(
        path,
        data={
            "version": version,
            "sanction_not_needed": "true",
            "note": "A private person.",
            "next_on": "20/02/2026",
            "purpose": "cognizance",
        },
    )

    assert (without.status_code, backwards.status_code, done.status_code) == (422, 422, 303)
    assert "Not yet:" in said(without)
    assert "The next hearing lies before this one." in said(backwards)
    words = said(browser.get(f"{address(case, 1)}?lang=en"))
    assert "next hearing 20 February 2026 (cognizance)" in words
    assert "No sanction is needed; the note says why: yes" in words


def test_a_deemed_sanction_is_shown_by_law_and_recorded_by_the_cvo(case, story, session, team, at):
    story.act("2026-01-06", Track.SANCTION_218, "request-sanction", letter="3", with_whom="PS")
    track = story.tracks[Track.SANCTION_218]
    cvo, path = team("cvo"), step_address(case, track, "record-deemed-sanction")
    early = cvo.post(f"{path}?lang=en", data={"version": track.version})
    due = story.due(Track.SANCTION_218, "bnss-218")
    at(f"{due + timedelta(days=4)}")

    shown = said(cvo.get(f"{address(case, 1)}?lang=en"))
    listed = said(cvo.get(f"/office/cases/{case.number}?lang=hi"))
    done = cvo.post(path, data={"version": track.version})

    assert (early.status_code, due) == (422, date(2026, 5, 6))
    assert "Deemed by law on 7 May 2026" in shown
    assert "विधि अनुसार 7 मई 2026 को स्वीकृत मानी गयी" in listed
    assert done.status_code == 303
    session.refresh(track)
    assert story.state(Track.SANCTION_218) == "sanction-deemed"


def test_a_corrected_day_shows_before_and_after(case, story, team, at):
    track = decided(story)
    browser = team("cvo")
    path = address(case, 1, "proceedings", track.id, "days")
    right = {"entry": "1", "true_day": "03/01/2026", "reasons": "The order bears the third."}

    wrong = browser.post(f"{path}?lang=en", data=right | {"true_day": "09/01/2026"})
    unknown = browser.post(f"{path}?lang=en", data=right | {"entry": "7"})
    done = browser.post(path, data=right)

    assert (wrong.status_code, unknown.status_code, done.status_code) == (422, 422, 303)
    assert "The order bears the third." in wrong.get_data(as_text=True)
    words = said(browser.get(f"{address(case, 1)}?lang=en"))
    assert "Moved by a corrected day" in words
    assert "5 March 2026 3 March 2026" in words
    file = said(browser.get(f"/office/cases/{case.number}?lang=en"))
    assert "5 January 2026 became 3 January 2026; 2 clocks moved" in file


def test_a_day_after_the_act_that_followed_is_refused_in_hindi(case, story, team):
    track = decided(story)
    story.act("2026-01-06", MAJOR, "issue-charge-sheet", letter="1", articles=1, authority="DIR")
    browser = team("cvo")
    late = {"entry": "1", "true_day": "06/01/2026", "reasons": "x"}
    story.walk.session.flush()

    answer = browser.post(
        f"{address(case, 1, 'proceedings', track.id, 'days')}?lang=hi",
        data=late | {"entry": "2", "true_day": "04/01/2026"},
    )

    assert answer.status_code == 422
    assert "कार्य की तिथि उससे पहले के कार्य (5 जनवरी 2026) से पूर्व की है।" in said(answer)


def test_only_the_clocks_of_the_track_stand_still_and_run_again(case, story, session, team, at):
    track = decided(story)
    story.act("2026-01-06", Track.SANCTION_19, "request-sanction", letter="3")
    browser = team("cvo")
    path = address(case, 1, "proceedings", track.id, "stays")
    stay = {"ground": "court-stay", "since": "06/01/2026", "reasons": "Writ 12 of 2026."}

    wrong = browser.post(f"{path}?lang=en", data=stay | {"reasons": ""})
    stopped = browser.post(path, data=stay)
    stood = set(session.scalars(select(Clock.track).where(Clock.stayed)))
    at(day(11))
    lifted = browser.post(f"{path}/lift", data={"ground": "court-stay"})

    assert (wrong.status_code, stopped.status_code, lifted.status_code) == (422, 303, 303)
    assert stood == {MAJOR.value}
    assert set(
        session.scalars(select(ClockStay.until).where(ClockStay.record_id == case.record_id))
    ) == {day(11).date()}


def test_a_stay_without_reasons_keeps_its_ground(case, story, team):
    track = decided(story)

    answer = team("cvo").post(
        address(case, 1, "proceedings", track.id, "stays"),
        data={"ground": "court-stay", "since": "06/01/2026"},
    )

    assert answer.status_code == 422
    assert value_of(answer, "ground") == "court-stay"


def test_the_card_of_a_tracks_clock_names_track_and_rule_in_both_languages(
    case, story, session, team
):
    track = decided(story)
    clock = session.scalars(select(Clock).where(Clock.limit_name == "charge-sheet")).one()
    browser = team("cvo")
    browser.post(
        address(case, 1, "proceedings", track.id, "days"),
        data={"entry": "1", "true_day": "03/01/2026", "reasons": "The order bears the third."},
    )

    english, hindi = (
        said(browser.get(f"/office/clocks/card/{clock.id}?lang={spoken}"))
        for spoken in ("en", "hi")
    )

    assert "Departmental proceedings, major penalty" in english
    assert "Owed by Disciplinary authority" in english
    assert "A day was corrected 5 March 2026 3 March 2026" in english
    assert "विभागीय कार्यवाही (दीर्घ शास्ति)" in hindi
    assert "तिथि सुधारी गयी" in hindi
