"""Life stories of those who are heard: a witness who turned hostile, one not traced, and the officer who hears them."""

import pytest

from tests.builders.stories import a_story, noon, on
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid, NotPermitted
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.domain.workflows.witness import WitnessSide
from vigilance.proceedings.commands.witnesses import (
    Called,
    WitnessAct,
    list_witness,
    record_testimony,
)
from vigilance.proceedings.diary import hearings

MAJOR, CRIMINAL = Track.DEPARTMENTAL_MAJOR, Track.CRIMINAL
ORDER = {"order": "A/1", "inquiry_officer": "JD", "presenting_officer": "ACCT"}


@pytest.fixture
def holder(an_officer) -> Actor:
    return Actor(frozenset({Role.INQUIRING_OFFICER}), an_officer(Role.INQUIRING_OFFICER).id)


def listed(story, track, side, text, name="Invented Witness", **more):
    called = Called(side, name, **more)
    who = {"by": story.walk.team.vo, "at": noon(on(text))}
    return list_witness(story.session, story.tracks[track], called, **who)


def told(story, witness, action, text, by=None, hearing=None, note=""):
    testimony = WitnessAct(action, on(text), on(hearing) if hearing else None, note)
    record_testimony(
        story.session, witness, testimony, by=by or story.walk.team.vo, at=noon(on(text))
    )
    story.session.flush()


def test_a_trap_witness_turns_hostile_and_is_recalled(session, walk):
    story = a_story(session, walk, named="2024-01-05")
    story.act("2024-01-10", CRIMINAL, "refer-to-agency", note="A trap.")
    story.act("2024-01-20", CRIMINAL, "register-fir", fir="12/2024")
    story.act("2024-02-10", Track.SANCTION_19, "request-sanction", letter="3")
    story.act("2024-03-05", Track.SANCTION_19, "grant-sanction", order="9", authority="DIR")
    shadow = listed(story, CRIMINAL, WitnessSide.PROSECUTION, "2024-03-06", protected=True)
    with pytest.raises(Invalid):  # nobody is heard before the court has the case
        told(story, shadow, "examine-witness", "2024-03-07")
    story.act("2024-03-10", CRIMINAL, "file-charge-sheet-in-court", next_on="2024-07-10")
    # two years for the trial, from 10 March 2024
    assert story.due(CRIMINAL, "trial") == on("2026-03-10")

    told(story, shadow, "summon-witness", "2024-06-20", hearing="2024-07-10")
    (awaited,) = hearings(session, on("2024-07-10"), on("2024-07-10"))
    assert awaited.witnesses == (1,)
    told(story, shadow, "examine-witness", "2024-07-10")
    told(story, shadow, "declare-witness-hostile", "2024-07-10")
    with pytest.raises(Incomplete):
        told(story, shadow, "recall-witness", "2024-07-11", hearing="2024-08-01")
    told(story, shadow, "recall-witness", "2024-07-11", hearing="2024-08-01", note="By order.")
    told(story, shadow, "cross-examine-witness", "2024-08-01")

    assert shadow.state == "witness-cross-examined"
    story.act("2025-02-03", CRIMINAL, "record-acquittal", judgment="ST/44")
    assert story.clocks(CRIMINAL)["trial"] == ("2026-03-10", "2025-02-03")
    with pytest.raises(Invalid):
        told(story, shadow, "recall-witness", "2025-02-04", hearing="2025-03-01", note="Late.")


def test_an_inquiry_officer_holds_his_hearings_hears_the_witnesses_and_reports_in_time(
    session, walk, holder
):
    story = a_story(session, walk, named="2025-01-06")
    story.act("2025-01-06", MAJOR, "decide-major-proceedings", note="Proved.")
    first = listed(story, MAJOR, WitnessSide.DEPARTMENT, "2025-01-07", post="ACCT")
    lost = listed(story, MAJOR, WitnessSide.DEPARTMENT, "2025-01-07", name="Invented Lost")
    story.act("2025-01-20", MAJOR, "issue-charge-sheet", letter="1", articles=1, authority="DIR")
    story.act("2025-01-22", MAJOR, "serve-charge-sheet", served="in-person")
    story.act("2025-02-03", MAJOR, "receive-reply", letter="2")
    defence = listed(story, MAJOR, WitnessSide.DEFENCE, "2025-02-04", name="Invented Friend")
    with pytest.raises(NotPermitted):
        told(story, first, "summon-witness", "2025-02-05", by=holder, hearing="2025-02-20")
    story.act(
        "2025-02-10", MAJOR, "appoint-inquiry-authority", inquirer=str(holder.officer_id), **ORDER
    )
    # six months after 10 February; the first monthly word by 10 March
    assert story.due(MAJOR, "departmental-inquiry") == on("2025-08-10")
    assert story.due(MAJOR, "inquiry-officer-progress") == on("2025-03-10")

    told(story, first, "summon-witness", "2025-02-11", by=holder, hearing="2025-02-25")
    told(story, lost, "summon-witness", "2025-02-11", by=holder, hearing="2025-02-25")
    story.act("2025-02-25", MAJOR, "hold-hearing", by=holder, sheet="1", next_on="2025-03-07")
    told(story, first, "examine-witness", "2025-02-25", by=holder)
    told(story, lost, "record-witness-not-traced", "2025-02-25", by=holder)
    story.act("2025-03-07", MAJOR, "record-inquiry-progress", by=holder)
    # the next word a month after the last, by 7 April
    assert story.due(MAJOR, "inquiry-officer-progress") == on("2025-04-07")
    told(story, first, "cross-examine-witness", "2025-03-07", by=holder)
    with pytest.raises(Incomplete):
        told(story, lost, "give-up-witness", "2025-03-07", by=holder)
    told(story, defence, "summon-witness", "2025-03-07", by=holder, hearing="2025-03-21")
    told(story, defence, "examine-witness", "2025-03-21", by=holder)
    story.act("2025-07-30", MAJOR, "receive-inquiry-report", report="IR/1")

    assert story.clocks(MAJOR)["departmental-inquiry"] == ("2025-08-10", "2025-07-30")
    states = [each.state for each in (first, lost, defence)]
    assert states == ["witness-cross-examined", "witness-not-traced", "witness-examined"]
    with pytest.raises(NotPermitted):
        told(story, defence, "cross-examine-witness", "2025-07-31", by=holder)
    with pytest.raises(ActionNotAllowed):
        story.act("2025-07-31", MAJOR, "hold-hearing", by=holder, sheet="9")
