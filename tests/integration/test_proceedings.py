"""The tracks of an accused: what may follow what, who may order it, and by when."""

import pytest
from sqlalchemy import select

from tests.builders.stories import CLERK, GAZETTED, a_story, noon, on
from vigilance.clocks.models import ClockChange
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.tracks import Track
from vigilance.proceedings.commands.corrections import Correction, correct_day

MAJOR = Track.DEPARTMENTAL_MAJOR


@pytest.fixture
def story(session, walk):
    return a_story(session, walk)


def charged(story):
    story.act("2024-02-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")
    story.act(
        "2024-03-15", MAJOR, "issue-charge-sheet", letter="12/2024", articles=2, authority="DIR"
    )
    story.act("2024-03-20", MAJOR, "serve-charge-sheet", served="in-person")
    return story


def test_each_act_begins_and_ends_the_clocks_of_its_track(story):
    charged(story)

    assert story.clocks(MAJOR) == {
        "charge-sheet": ("2024-04-01", "2024-03-15"),
        "inquiry-officer-appointed": ("2024-04-01", None),
        "charge-sheet-reply": ("2024-04-04", None),
        "major-penalty-cap": ("2025-09-20", None),
    }


def test_two_accused_have_clocks_of_their_own(session, walk):
    case = walk.case(at=noon(on("2024-01-05")))
    first = charged(a_story(session, walk, CLERK, case=case))
    second = a_story(session, walk, GAZETTED, case=case)
    second.act("2024-05-02", MAJOR, "decide-major-proceedings", note="Prima facie proved.")

    assert first.due(MAJOR, "charge-sheet") == on("2024-04-01")
    assert second.due(MAJOR, "charge-sheet") == on("2024-07-02")


def test_the_monthly_report_ends_a_month_and_begins_the_next(story):
    charged(story)
    story.act("2024-04-02", MAJOR, "receive-reply", letter="reply 1")
    story.act(
        "2024-04-10",
        MAJOR,
        "appoint-inquiry-authority",
        order="7",
        inquiry_officer="JD",
        presenting_officer="AO",
    )
    story.act("2024-05-08", MAJOR, "record-inquiry-progress")

    assert story.due(MAJOR, "inquiry-officer-progress") == on("2024-06-08")


def test_an_order_by_another_authority_is_refused_naming_the_rule(story):
    story.act("2024-02-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")

    with pytest.raises(Invalid) as refused:
        story.act(
            "2024-03-15", MAJOR, "issue-charge-sheet", letter="12", articles=1, authority="JD"
        )

    assert refused.value.fields == {
        "authority": ["UP 1999 Rules, rule 6: the authority for this officer is DIR."]
    }


@pytest.mark.parametrize(
    ("day", "recorded"), [("2024-01-31", "2024-03-15"), ("2024-03-16", "2024-03-15")]
)
def test_an_act_before_its_cause_or_in_the_future_is_refused(story, day, recorded):
    story.act("2024-02-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")

    with pytest.raises(Invalid) as refused:
        story.act(
            day,
            MAJOR,
            "issue-charge-sheet",
            recorded=recorded,
            letter="12",
            articles=1,
            authority="DIR",
        )

    assert list(refused.value.fields) == ["on"]


def test_a_step_out_of_order_is_not_known(story):
    story.act("2024-02-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")

    with pytest.raises(ActionNotAllowed):
        story.act(
            "2024-02-02", MAJOR, "pass-order", order="1", outcome="exonerated", authority="DIR"
        )


def test_a_paper_that_is_missing_is_named(story):
    story.act("2024-02-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")

    with pytest.raises(Incomplete) as refused:
        story.act("2024-02-02", MAJOR, "issue-charge-sheet", authority="DIR")

    assert refused.value.missing == {InHand.CHARGE_SHEET}


def test_more_time_is_refused_once_the_time_is_over(story):
    story.act("2024-01-10", Track.SANCTION_19, "request-sanction", letter="3")

    with pytest.raises(Invalid) as refused:
        story.act("2024-04-12", Track.SANCTION_19, "grant-sanction-time", note="Law officer asked.")

    assert list(refused.value.fields) == ["on"]


def test_more_time_is_given_as_often_as_the_rule_allows(story):
    story.act("2024-01-10", Track.SANCTION_19, "request-sanction", letter="3")
    story.act("2024-04-01", Track.SANCTION_19, "grant-sanction-time", note="Law officer asked.")

    assert story.due(Track.SANCTION_19, "section-19") == on("2024-05-10")
    with pytest.raises(Invalid, match="action"):
        story.act("2024-05-01", Track.SANCTION_19, "grant-sanction-time", note="Once more.")


def test_a_fine_is_for_group_d_alone(story):
    minor = Track.DEPARTMENTAL_MINOR
    story.act("2024-02-01", minor, "decide-minor-proceedings", note="A lapse.")
    story.act("2024-02-10", minor, "serve-imputations", letter="4", served="in-person")
    story.act("2024-02-20", minor, "receive-explanation", letter="r")

    with pytest.raises(Invalid) as refused:
        story.act(
            "2024-03-01",
            minor,
            "pass-order",
            order="5",
            outcome="penalty",
            penalties=["fine"],
            authority="DIR",
        )

    assert refused.value.fields == {
        "penalties": ["Rule 3: a fine may be imposed on Group D alone."]
    }


def test_a_corrected_day_moves_what_it_governs_and_keeps_before_and_after(session, story):
    charged(story)

    changes = correct_day(
        session,
        story.tracks[MAJOR],
        Correction(3, on("2024-03-18"), "The receipt bears the 18th."),
        by=story.walk.team.cvo,
        at=noon(on("2024-04-01")),
        office=story.walk.office,
    )
    session.flush()

    assert story.due(MAJOR, "charge-sheet-reply") == on("2024-04-02")
    assert story.due(MAJOR, "major-penalty-cap") == on("2025-09-18")
    kept = session.scalars(select(ClockChange).where(ClockChange.cause == "corrected-day")).all()
    assert {change.id for change in kept} == {change.id for change in changes}
    assert sorted((c.before["due_on"], c.after["due_on"]) for c in kept) == [
        ("2024-04-04", "2024-04-02"),
        ("2025-09-20", "2025-09-18"),
    ]


def test_a_corrected_day_stays_between_the_acts_around_it(session, story):
    charged(story)

    with pytest.raises(Invalid) as refused:
        correct_day(
            session,
            story.tracks[MAJOR],
            Correction(2, on("2024-03-25"), "Wrong month."),
            by=story.walk.team.cvo,
            at=noon(on("2024-04-01")),
            office=story.walk.office,
        )

    assert refused.value.fields == {"on": ["The act that followed was done on 2024-03-20."]}


def test_retirement_and_the_bar_are_counted_from_their_own_days(story):
    story.act(
        "2024-02-01",
        Track.AFTER_RETIREMENT,
        "watch-retirement",
        zero={"retirement": "2031-07-31", "four-year-bar": "2022-06-15"},
    )

    assert story.clocks(Track.AFTER_RETIREMENT) == {
        "retirement": ("2031-07-31", None),
        "four-year-bar": ("2026-06-15", None),
    }


def test_no_case_goes_to_court_before_section_19_is_granted(story):
    story.act("2024-01-10", Track.CRIMINAL, "refer-to-agency", note="A trap.")
    story.act("2024-01-20", Track.CRIMINAL, "register-fir", fir="12/2024")
    story.act("2024-02-10", Track.SANCTION_19, "request-sanction", letter="3")

    with pytest.raises(Incomplete) as refused:
        story.act("2024-03-01", Track.CRIMINAL, "file-charge-sheet-in-court")

    assert refused.value.missing == {InHand.SANCTIONS}
    story.act("2024-03-05", Track.SANCTION_19, "grant-sanction", order="9", authority="DIR")
    story.act("2024-03-10", Track.CRIMINAL, "file-charge-sheet-in-court")
    assert story.due(Track.CRIMINAL, "trial") == on("2026-03-10")
