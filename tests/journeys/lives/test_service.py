"""Life stories of suspension, retirement and recovery: each due date written out by hand."""

import pytest

from tests.builders.stories import CLERK, GAZETTED, a_story, on
from vigilance.domain.errors import Incomplete, Invalid, NotPermitted
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import Track

SUSPENSION, RETIREMENT, RECOVERY = Track.SUSPENSION, Track.AFTER_RETIREMENT, Track.RECOVERY


def suspended(story, day="2025-01-15"):
    story.act("2025-01-10", SUSPENSION, "propose-suspension", note="A major penalty would follow.")
    story.act(day, SUSPENSION, "order-suspension", order="sus/1", authority="DIR")
    return story


def test_a_suspension_is_charged_reviewed_and_ended(session, walk):
    story = suspended(a_story(session, walk))
    assert story.due(SUSPENSION, "suspension-charge-sheet") == on("2025-04-15")
    assert story.due(SUSPENSION, "suspension-review") == on("2025-04-15")
    assert story.due(SUSPENSION, "subsistence-review") == on("2025-04-15")
    story.act("2025-04-10", SUSPENSION, "serve-charge-sheet", served="in-person")
    story.act("2025-04-14", SUSPENSION, "review-suspension", note="Witnesses could be swayed.")
    assert story.due(SUSPENSION, "suspension-review-again") == on("2025-10-11")
    story.act("2025-04-16", SUSPENSION, "review-subsistence", note="Raised by half.")
    story.act("2025-10-06", SUSPENSION, "review-suspension", note="The inquiry is near its end.")
    assert story.due(SUSPENSION, "suspension-review-again") == on("2026-04-04")

    story.act("2025-12-15", SUSPENSION, "revoke-suspension", note="The inquiry is over.")

    assert story.state(SUSPENSION) == "suspension-ended"
    assert story.clocks(SUSPENSION)["suspension-charge-sheet"] == ("2025-04-15", "2025-04-10")
    assert story.clocks(SUSPENSION)["subsistence-review"] == ("2025-04-15", "2025-04-16")


def test_a_suspension_without_a_charge_sheet_is_late_and_nobody_is_reinstated_by_a_program(
    session, walk
):
    story = suspended(a_story(session, walk))

    assert story.state(SUSPENSION) == "suspended"
    story.act(
        "2025-05-02", SUSPENSION, "revoke-suspension", note="Three months are over: SC 16.02.2015."
    )
    assert story.clocks(SUSPENSION)["suspension-charge-sheet"] == ("2025-04-15", "2025-05-02")


def test_custody_suspends_by_law_and_an_order_records_it(session, walk):
    story = a_story(session, walk)
    story.act("2025-02-03", SUSPENSION, "propose-suspension", note="In custody since 1 February.")

    story.act("2025-02-04", SUSPENSION, "record-deemed-suspension", order="ds/1")

    assert story.due(SUSPENSION, "suspension-charge-sheet") == on("2025-05-04")
    assert story.due(SUSPENSION, "suspension-review") == on("2025-05-05")


def test_only_the_appointing_authority_suspends(session, walk):
    story = a_story(session, walk)
    story.act("2025-01-10", SUSPENSION, "propose-suspension", note="A major penalty would follow.")

    with pytest.raises(Invalid) as refused:
        story.act("2025-01-15", SUSPENSION, "order-suspension", order="sus/1", authority="DSWO")

    assert refused.value.fields == {
        "authority": ["UP 1999 Rules, rule 4: the authority for this officer is DIR."]
    }


def test_retirement_comes_in_the_middle_and_proceedings_go_on(session, walk):
    story = a_story(session, walk, GAZETTED, "2026-01-05")
    story.act(
        "2026-01-05",
        RETIREMENT,
        "watch-retirement",
        zero={"retirement": "2027-01-31", "four-year-bar": "2023-08-10"},
    )
    assert story.due(RETIREMENT, "retirement") == on("2027-01-31")
    assert story.due(RETIREMENT, "four-year-bar") == on("2027-08-10")
    story.act(
        "2026-10-05",
        Track.DEPARTMENTAL_MAJOR,
        "decide-major-proceedings",
        note="Proved prima facie.",
    )
    assert story.due(Track.DEPARTMENTAL_MAJOR, "charge-sheet") == on("2026-12-05")
    story.act(
        "2026-11-30",
        Track.DEPARTMENTAL_MAJOR,
        "issue-charge-sheet",
        letter="c/1",
        articles=3,
        authority="PS",
    )
    story.act("2026-12-15", Track.DEPARTMENTAL_MAJOR, "serve-charge-sheet", served="in-person")
    story.act("2026-12-15", RETIREMENT, "institute-in-service", served="in-person")
    assert story.clocks(RETIREMENT) == {
        "retirement": ("2027-01-31", "2026-12-15"),
        "four-year-bar": ("2027-08-10", "2026-12-15"),
    }

    story.act("2028-05-02", RETIREMENT, "pass-pension-order", order="p/1", authority="governor")

    assert story.state(RETIREMENT) == "pension-order-passed"


def test_after_retirement_the_governor_alone_sanctions(session, walk):
    story = a_story(session, walk)
    story.act(
        "2024-02-01",
        RETIREMENT,
        "watch-retirement",
        zero={"retirement": "2024-06-30", "four-year-bar": "2022-03-01"},
    )
    story.act("2025-01-10", RETIREMENT, "ask-governor", letter="gov/1")
    assert story.due(RETIREMENT, "governor-sanction") == on("2025-03-11")
    story.act("2025-03-05", RETIREMENT, "record-governor-sanction", order="gs/1")
    assert story.clocks(RETIREMENT)["four-year-bar"] == ("2026-03-01", "2025-03-05")

    with pytest.raises(Invalid, match="authority"):
        story.act("2025-12-01", RETIREMENT, "pass-pension-order", order="p/2", authority="PS")


def test_an_event_of_more_than_four_years_ago_is_barred_and_the_matter_lapses(session, walk):
    story = a_story(session, walk)
    story.act(
        "2024-02-01",
        RETIREMENT,
        "watch-retirement",
        zero={"retirement": "2022-12-31", "four-year-bar": "2019-05-01"},
    )
    assert story.due(RETIREMENT, "four-year-bar") == on("2023-05-01")

    story.act("2024-02-12", RETIREMENT, "record-bar", note="CSR 351-A: the event is of 2019.")

    assert story.state(RETIREMENT) == "barred-by-time"


def test_nothing_is_barred_before_its_time(session, walk):
    story = a_story(session, walk)
    story.act(
        "2024-02-01",
        RETIREMENT,
        "watch-retirement",
        zero={"retirement": "2024-12-31", "four-year-bar": "2023-05-01"},
    )

    with pytest.raises(Incomplete):
        story.act("2024-02-12", RETIREMENT, "record-bar", note="Too early.")


def test_a_recovery_is_realised_and_a_second_person_says_so(session, walk):
    story = a_story(session, walk)
    story.act("2024-05-02", RECOVERY, "order-recovery", order="r/1", amount=250000)
    story.act(
        "2024-06-03", RECOVERY, "record-realisation", by=walk.team.vo, challan="ch/1", amount=100000
    )
    story.act(
        "2024-09-02", RECOVERY, "record-realisation", by=walk.team.vo, challan="ch/2", amount=150000
    )
    with pytest.raises(Incomplete):
        story.act("2024-09-03", RECOVERY, "record-fully-realised", by=walk.team.vo)

    story.act("2024-09-03", RECOVERY, "record-fully-realised", by=walk.team.cvo)

    assert story.state(RECOVERY) == "realised"


def test_an_officer_who_absconds_stays_his_inquiry_for_a_time_and_not_for_ever(session, walk):
    story = a_story(session, walk, CLERK, "2025-01-06")
    story.act(
        "2025-01-06",
        Track.DEPARTMENTAL_MAJOR,
        "decide-major-proceedings",
        note="Proved prima facie.",
    )
    with pytest.raises(NotPermitted):
        story.stay(
            "2025-01-20",
            Track.DEPARTMENTAL_MAJOR,
            StayGround.OFFICER_ABSCONDING_OR_LEAVE,
            by=walk.team.vo,
        )

    story.stay("2025-01-20", Track.DEPARTMENTAL_MAJOR, StayGround.OFFICER_ABSCONDING_OR_LEAVE)
    story.lift("2025-02-19", StayGround.OFFICER_ABSCONDING_OR_LEAVE)

    # 30 days: from 20 January up to and without 19 February
    assert story.due(Track.DEPARTMENTAL_MAJOR, "charge-sheet") == on("2025-04-05")
