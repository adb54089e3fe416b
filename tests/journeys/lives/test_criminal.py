"""Life stories of criminal matters: each act on its day, each due date written out by hand."""

from dataclasses import replace
from functools import partial

import pytest

from tests.builders.stories import CLERK, GAZETTED, a_story, noon, on
from vigilance.domain.errors import Incomplete
from vigilance.domain.papers import InHand
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import Track

CRIMINAL, S17A, S19, S218 = (
    Track.CRIMINAL,
    Track.SANCTION_17A,
    Track.SANCTION_19,
    Track.SANCTION_218,
)


def in_court(story, filed="2024-12-05"):
    story.act(
        "2024-07-10", CRIMINAL, "refer-to-agency", note="Money was demanded.", with_whom="ACO"
    )
    story.act("2024-07-11", CRIMINAL, "register-fir", fir="21/2024")
    story.act("2024-09-02", S19, "request-sanction", letter="s/1")
    story.act("2024-11-20", S19, "grant-sanction", order="so/1", authority="DIR")
    story.act(filed, CRIMINAL, "file-charge-sheet-in-court")
    return story


def test_a_trap_ends_in_conviction(session, walk):
    story = a_story(session, walk)
    story.act(
        "2024-07-10", CRIMINAL, "refer-to-agency", note="Money was demanded.", with_whom="ACO"
    )
    story.act("2024-07-10", CRIMINAL, "lay-trap")
    story.act("2024-07-11", CRIMINAL, "register-fir", fir="21/2024")
    story.act("2024-07-11", CRIMINAL, "record-arrest")
    assert S17A not in story.tracks  # an arrest on the spot needs no prior approval
    story.act("2024-09-02", S19, "request-sanction", letter="s/1")
    assert story.due(S19, "section-19") == on("2024-12-02")
    story.act("2024-11-20", S19, "grant-sanction", order="so/1", authority="DIR")

    story.act(
        "2024-12-05",
        CRIMINAL,
        "file-charge-sheet-in-court",
        next_on="2025-01-20",
        purpose="cognizance",
    )
    assert story.due(CRIMINAL, "trial") == on("2026-12-05")
    story.act("2026-11-30", CRIMINAL, "extend-trial", note="Reasons recorded by the court.")
    assert story.due(CRIMINAL, "trial") == on("2027-06-05")
    story.act("2027-03-15", CRIMINAL, "record-conviction", judgment="j/1")

    assert story.state(CRIMINAL) == "convicted"
    assert story.clocks(CRIMINAL)["trial"] == ("2027-06-05", "2027-03-15")
    assert story.tracks[CRIMINAL].next_hearing_on is None


def test_a_trial_is_lengthened_four_times_and_no_more(session, walk):
    story = in_court(a_story(session, walk))

    for day in ("2026-12-01", "2027-06-01", "2027-12-01", "2028-06-01"):
        story.act(day, CRIMINAL, "extend-trial", note="Reasons recorded by the court.")

    # two years and four times six months: four years in all
    assert story.due(CRIMINAL, "trial") == on("2028-12-05")


def test_both_sanctions_are_needed_where_both_were_asked(session, walk):
    story = a_story(session, walk, GAZETTED)
    story.act(
        "2024-07-15", CRIMINAL, "refer-to-agency", note="Facts of an offence.", with_whom="EOW"
    )
    story.act("2024-07-20", CRIMINAL, "register-fir", fir="5/2024")
    story.act("2024-08-01", S19, "request-sanction", letter="s/1")
    assert story.due(S19, "section-19") == on("2024-11-01")
    story.act("2024-08-20", S218, "request-sanction", letter="b/1")
    assert story.due(S218, "bnss-218") == on("2024-12-18")
    story.act("2024-10-25", S19, "grant-sanction-time", note="Law officer consulted.")
    assert story.due(S19, "section-19") == on("2024-12-01")
    story.act("2024-11-25", S19, "grant-sanction", order="so/2", authority="PS")

    with pytest.raises(Incomplete) as refused:
        story.act("2024-11-26", CRIMINAL, "file-charge-sheet-in-court")
    assert refused.value.missing == {InHand.SANCTIONS}
    story.act("2024-12-10", S218, "grant-sanction", order="g/2", authority="state-government")
    story.act("2024-12-16", CRIMINAL, "file-charge-sheet-in-court")

    assert story.state(CRIMINAL) == "before-court"


def test_the_sanction_of_bnss_218_is_deemed_granted_and_an_officer_records_it(session, walk):
    story = a_story(session, walk, GAZETTED)
    story.act("2024-09-10", S218, "request-sanction", letter="b/1")
    assert story.due(S218, "bnss-218") == on("2025-01-08")
    with pytest.raises(Incomplete):
        story.act("2025-01-08", S218, "record-deemed-sanction")

    story.act("2025-01-09", S218, "record-deemed-sanction")

    assert story.state(S218) == "sanction-deemed"
    assert story.clocks(S218)["bnss-218"] == ("2025-01-08", "2025-01-09")


def test_section_17a_is_refused_and_asked_again_on_new_material(session, walk):
    story = a_story(session, walk, GAZETTED)
    story.act("2024-07-15", S17A, "request-sanction", letter="a/1")
    assert story.due(S17A, "section-17a") == on("2024-10-15")
    story.act(
        "2024-10-01",
        S17A,
        "refuse-sanction",
        order="no/1",
        note="No decision in official functions.",
    )

    story.act("2024-12-02", S17A, "reopen", note="Bank papers came.")
    assert story.due(S17A, "section-17a") == on("2025-03-02")
    story.act("2025-02-20", S17A, "grant-sanction", order="yes/1", authority="state-government")

    assert story.state(S17A) == "sanction-granted"


def test_a_preliminary_enquiry_is_closed_within_fourteen_days(session, walk):
    story = a_story(session, walk)
    story.act("2025-01-06", CRIMINAL, "refer-to-agency", note="To be enquired.", with_whom="ACO")
    story.act("2025-01-08", CRIMINAL, "begin-preliminary-enquiry")
    assert story.due(CRIMINAL, "preliminary-enquiry") == on("2025-01-22")

    story.act("2025-01-20", CRIMINAL, "close-preliminary-enquiry", report="pe/1")

    assert story.state(CRIMINAL) == "criminal-closed"


def test_a_report_lying_with_government_is_late_and_says_so(session, walk):
    story = a_story(session, walk)
    story.act(
        "2023-06-01",
        CRIMINAL,
        "refer-to-agency",
        recorded="2024-03-01",
        note="Open inquiry.",
        with_whom="UPVE",
    )
    story.act("2024-03-04", CRIMINAL, "receive-agency-report", report="ve/1")
    assert story.due(CRIMINAL, "agency-report-decision") == on("2024-05-03")
    story.act("2024-05-20", CRIMINAL, "return-to-agency", note="Two points are open.")
    assert story.clocks(CRIMINAL)["agency-report-decision"] == ("2024-05-03", "2024-05-20")

    story.act("2024-08-01", CRIMINAL, "receive-agency-report", report="ve/2")
    assert story.due(CRIMINAL, "agency-report-decision") == on("2024-09-30")
    story.act("2024-09-15", CRIMINAL, "decide-on-agency-report", note="Prosecution is right.")

    assert story.state(CRIMINAL) == "sanction-stage"


def test_an_acquittal_is_upheld_on_appeal(session, walk):
    story = in_court(a_story(session, walk), filed="2024-12-05")
    story.act("2025-11-10", CRIMINAL, "record-acquittal", judgment="j/2")
    story.act("2026-01-20", CRIMINAL, "file-criminal-appeal", appeal="ca/1")

    story.act("2026-06-15", CRIMINAL, "record-appeal-acquittal", judgment="hc/1")

    assert story.state(CRIMINAL) == "acquitted"
    assert story.clocks(CRIMINAL)["trial"] == ("2026-12-05", "2025-11-10")


def test_the_matter_of_an_accused_who_died_abates(session, walk):
    story = in_court(a_story(session, walk))

    story.act("2025-08-04", CRIMINAL, "record-abatement", note="Certificate of death on file.")

    assert story.state(CRIMINAL) == "abated"
    assert story.clocks(CRIMINAL)["trial"] == ("2026-12-05", "2025-08-04")


def test_a_high_court_stays_the_trial(session, walk):
    story = in_court(a_story(session, walk))
    story.stay("2025-03-03", CRIMINAL, StayGround.COURT_STAY)

    story.lift("2025-09-01", StayGround.COURT_STAY)

    # 182 days: from 3 March up to and without 1 September
    assert story.due(CRIMINAL, "trial") == on("2027-06-05")


def test_the_departmental_track_goes_on_beside_the_criminal_one(session, walk):
    story = in_court(a_story(session, walk))

    story.act(
        "2025-01-06", Track.DEPARTMENTAL_MAJOR, "decide-major-proceedings", note="Both at once."
    )

    assert story.due(Track.DEPARTMENTAL_MAJOR, "charge-sheet") == on("2025-03-06")
    assert story.due(CRIMINAL, "trial") == on("2026-12-05")


def test_seventy_one_accused_over_twenty_years_each_stand_at_their_own_stage(session, walk):
    case = walk.case(at=noon(on("2026-01-05")))
    ends = {
        **dict.fromkeys(range(1, 26), "before-court"),
        **dict.fromkeys(range(26, 34), "abated"),
        **dict.fromkeys(range(34, 41), "report-with-government"),
    }
    states = []
    for number in range(1, 72):
        who = replace(CLERK, hrms_id=f"TEST71{number:02}")
        story = a_story(session, walk, who, "2026-01-05", case=case)
        act = partial(story.act, recorded="2026-01-06")  # entered when the old file was loaded
        act(
            "2007-04-02",
            CRIMINAL,
            "refer-to-agency",
            note="Scholarships of 1999 to 2006.",
            with_whom="EOW",
        )
        act("2007-06-11", CRIMINAL, "register-fir", fir="77/2007")
        end = ends.get(number)
        if end == "before-court":
            act("2024-01-08", S19, "request-sanction", letter=f"s/{number}")
            assert story.due(S19, "section-19") == on("2024-04-08")
            act("2024-03-04", S19, "grant-sanction", order=f"o/{number}", authority="DIR")
            act("2025-07-14", CRIMINAL, "file-charge-sheet-in-court")
            assert story.due(CRIMINAL, "trial") == on("2027-07-14")
        elif end == "abated":
            act("2016-05-02", CRIMINAL, "record-abatement", note="Died.")
        elif end == "report-with-government":
            act("2012-01-09", CRIMINAL, "receive-agency-report", report=f"r/{number}")
            assert story.due(CRIMINAL, "agency-report-decision") == on("2012-03-09")
        states.append(story.state(CRIMINAL))

    assert [states.count(end) for end in ("before-court", "abated", "under-investigation")] == [
        25,
        8,
        31,
    ]
    assert states.count("report-with-government") == 7
