"""Life stories of departmental proceedings: each act on its day, each due date written out by hand."""

from datetime import date

import pytest

from tests.builders.stories import CLERK, GAZETTED, a_story, noon, on
from vigilance.clocks.holidays import declare_holiday
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.errors import Incomplete
from vigilance.domain.roles import Role
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import Track
from vigilance.domain.words import Words

MAJOR, MINOR = Track.DEPARTMENTAL_MAJOR, Track.DEPARTMENTAL_MINOR


def to_the_reply(story):
    """Decided on Thursday 1 February 2024, charged on 15 March, served on 20 March, answered on 2 April."""
    story.act("2024-02-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")
    assert story.due(MAJOR, "charge-sheet") == on("2024-04-01")
    assert story.due(MAJOR, "inquiry-officer-appointed") == on("2024-04-01")
    story.act("2024-03-15", MAJOR, "issue-charge-sheet", letter="12", articles=2, authority="DIR")
    story.act("2024-03-20", MAJOR, "serve-charge-sheet", served="in-person")
    assert story.due(MAJOR, "charge-sheet-reply") == on("2024-04-04")
    assert story.due(MAJOR, "major-penalty-cap") == on("2025-09-20")
    story.act("2024-04-02", MAJOR, "receive-reply", letter="r/1")
    assert story.due(MAJOR, "defence-considered") == on("2024-04-17")


def to_the_report(story):
    """Inquiry officer appointed on 10 April, report on 9 October 2024."""
    to_the_reply(story)
    story.act(
        "2024-04-10",
        MAJOR,
        "appoint-inquiry-authority",
        order="7",
        inquiry_officer="JD",
        presenting_officer="AO",
    )
    assert story.due(MAJOR, "departmental-inquiry") == on("2024-10-10")
    assert story.due(MAJOR, "inquiry-officer-progress") == on("2024-05-10")
    story.act("2024-10-09", MAJOR, "receive-inquiry-report", report="io/1")
    assert story.due(MAJOR, "report-copy") == on("2024-10-24")


def to_the_representation(story):
    to_the_report(story)
    story.act("2024-10-20", MAJOR, "send-report-copy", served="registered-post")
    assert story.due(MAJOR, "representation") == on("2024-11-04")
    story.act("2024-11-02", MAJOR, "receive-representation", letter="rep/1")
    assert story.due(MAJOR, "final-order") == on("2024-12-02")


def test_dismissal_upheld_on_appeal(session, walk):
    story = a_story(session, walk)
    to_the_representation(story)

    story.act(
        "2024-11-28",
        MAJOR,
        "pass-order",
        order="99",
        outcome="penalty",
        penalties=["dismissal"],
        authority="DIR",
    )
    story.act("2024-12-03", MAJOR, "serve-order", served="in-person")
    assert story.due(MAJOR, "appeal-window") == on("2025-03-03")
    story.act("2025-02-20", MAJOR, "file-appeal", appeal="A/7")
    story.act("2025-07-01", MAJOR, "decide-appeal", order="G/12")

    assert story.state(MAJOR) == "order-passed"
    assert story.clocks(MAJOR)["appeal-window"] == ("2025-03-03", "2025-02-20")
    assert story.clocks(MAJOR)["major-penalty-cap"] == ("2025-09-20", "2024-11-28")


def test_exoneration_after_a_full_inquiry(session, walk):
    story = a_story(session, walk)
    to_the_representation(story)

    story.act("2024-11-30", MAJOR, "pass-order", order="101", outcome="exonerated", authority="DIR")

    assert story.state(MAJOR) == "order-passed"
    assert story.clocks(MAJOR)["final-order"] == ("2024-12-02", "2024-11-30")


def test_disagreement_with_the_inquiry_officer_goes_to_the_officer_with_the_copy(session, walk):
    story = a_story(session, walk)
    to_the_report(story)

    story.act("2024-10-15", MAJOR, "record-disagreement", letter="dis/1")
    story.act("2024-10-23", MAJOR, "send-report-copy", served="in-person")

    assert story.due(MAJOR, "representation") == on("2024-11-07")
    assert story.clocks(MAJOR)["report-copy"] == ("2024-10-24", "2024-10-23")


def test_a_remitted_inquiry_runs_anew(session, walk):
    story = a_story(session, walk)
    to_the_report(story)

    story.act("2024-10-21", MAJOR, "remit-inquiry", note="Two witnesses were not examined.")

    assert story.due(MAJOR, "departmental-inquiry") == on("2025-04-21")
    assert story.due(MAJOR, "inquiry-officer-progress") == on("2024-11-21")


def test_one_month_more_for_the_inquiry_and_no_second(session, walk):
    story = a_story(session, walk)
    to_the_reply(story)
    story.act(
        "2024-04-10",
        MAJOR,
        "appoint-inquiry-authority",
        order="7",
        inquiry_officer="JD",
        presenting_officer="AO",
    )

    story.act("2024-10-01", MAJOR, "grant-inquiry-time", note="A witness was ill.")

    assert story.due(MAJOR, "departmental-inquiry") == on("2024-11-10")


def test_no_reply_comes_and_the_oral_inquiry_is_held_all_the_same(session, walk):
    story = a_story(session, walk)
    story.act("2024-02-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")
    story.act("2024-03-15", MAJOR, "issue-charge-sheet", letter="12", articles=1, authority="DIR")
    story.act("2024-03-20", MAJOR, "serve-charge-sheet", served="refused")
    with pytest.raises(Incomplete):
        story.act("2024-04-04", MAJOR, "record-no-reply")

    story.act("2024-04-05", MAJOR, "record-no-reply")
    story.act(
        "2024-04-20",
        MAJOR,
        "appoint-inquiry-authority",
        order="7",
        inquiry_officer="JD",
        presenting_officer="AO",
    )

    assert story.clocks(MAJOR)["charge-sheet-reply"] == ("2024-04-04", "2024-04-05")
    assert story.clocks(MAJOR)["defence-considered"] == ("2024-04-20", "2024-04-20")
    assert story.state(MAJOR) == "before-inquiry-authority"


def test_censure_in_minor_proceedings(session, walk):
    story = a_story(session, walk)
    story.act("2024-06-03", MINOR, "decide-minor-proceedings", note="A lapse of supervision.")
    story.act("2024-06-14", MINOR, "serve-imputations", letter="m/1", served="in-person")
    story.act("2024-06-28", MINOR, "receive-explanation", letter="e/1")
    assert story.due(MINOR, "minor-penalty-order") == on("2024-08-28")

    story.act(
        "2024-08-20",
        MINOR,
        "pass-order",
        order="44",
        outcome="penalty",
        penalties=["censure"],
        authority="DIR",
    )
    story.act("2024-08-22", MINOR, "serve-order", served="in-person")

    assert story.due(MINOR, "appeal-window") == on("2024-11-20")


def test_a_court_stay_moves_every_clock_of_the_track_by_its_days(session, walk):
    story = a_story(session, walk)
    to_the_reply(story)
    story.act(
        "2024-04-10",
        MAJOR,
        "appoint-inquiry-authority",
        order="7",
        inquiry_officer="JD",
        presenting_officer="AO",
    )

    story.stay("2024-05-06", MAJOR, StayGround.COURT_STAY)
    story.lift("2024-12-02", StayGround.COURT_STAY)

    # 210 days: from 6 May up to and without 2 December
    assert story.due(MAJOR, "departmental-inquiry") == on("2025-05-08")
    assert story.due(MAJOR, "major-penalty-cap") == on("2026-04-18")


def test_a_late_holiday_moves_what_would_end_on_it_to_the_next_open_day(session, walk, an_officer):
    story = a_story(session, walk)
    story.act("2024-02-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")
    admin = Actor(frozenset({Role.ADMIN}), an_officer(Role.ADMIN).id)

    changes = declare_holiday(
        act_as(session, SYSTEM),
        date(2024, 4, 1),
        CalendarKind.HQ,
        Words(hi="घोषित अवकाश", en="Declared holiday"),
        walk.office.rules(session),
        by=admin,
        at=noon(on("2024-03-28")),
    )

    moved = {change.after["counts_until"] for change in changes}
    assert moved == {"2024-04-02"}
    assert story.due(MAJOR, "charge-sheet") == on("2024-04-01")


def test_two_officers_in_one_case_end_differently(session, walk):
    case = walk.case(at=noon(on("2024-01-05")))
    first = a_story(session, walk, CLERK, case=case)
    second = a_story(session, walk, GAZETTED, case=case)
    to_the_representation(first)
    second.act("2024-02-12", MINOR, "decide-minor-proceedings", note="A lapse of supervision.")
    second.act("2024-02-26", MINOR, "serve-imputations", letter="m/2", served="in-person")

    first.act(
        "2024-11-29",
        MAJOR,
        "pass-order",
        order="100",
        outcome="penalty",
        penalties=["removal"],
        authority="DIR",
    )
    second.act("2024-03-11", MINOR, "receive-explanation", letter="e/2")
    second.act("2024-05-09", MINOR, "pass-order", order="45", outcome="exonerated", authority="PS")

    assert (first.state(MAJOR), second.state(MINOR)) == ("order-passed", "minor-order-passed")
    assert second.clocks(MINOR)["minor-penalty-order"] == ("2024-05-11", "2024-05-09")
