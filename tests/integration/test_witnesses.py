"""Witnesses: names sealed in every record, protected ones unnamed, numbers alone in the diary; the charge-sheet's list."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.letters import a_charged_officer, drafted
from tests.builders.tracks import MAJOR, address
from vigilance.audit.models import EventPayload
from vigilance.cases.queries import case_of
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.domain.words import Language
from vigilance.domain.workflows.witness import WitnessSide
from vigilance.proceedings.commands.witnesses import (
    Called,
    WitnessAct,
    list_witness,
    record_testimony,
)
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.witness_models import Witness

ORDER = {"order": "A/1", "inquiry_officer": "JD", "presenting_officer": "ACCT"}
NAME = "Invented Accountant"
SECRET = "Invented Shadow Witness"


@pytest.fixture
def holder(an_officer) -> Actor:
    return Actor(frozenset({Role.INQUIRING_OFFICER}), an_officer(Role.INQUIRING_OFFICER).id)


@pytest.fixture
def story(session, walk):
    found = a_charged_officer(session, walk, case=walk.case(), named="2026-01-05")
    found.act("2026-01-05", MAJOR, "decide-major-proceedings", note="Proved.")
    return found


@pytest.fixture
def case(story, session):
    return case_of(session, story.accused.record_id)


@pytest.fixture
def two(story, session, walk):
    track, who = story.tracks[MAJOR], {"by": walk.team.vo, "at": day(0)}
    list_witness(session, track, Called(WitnessSide.DEPARTMENT, NAME, post="ACCT"), **who)
    list_witness(session, track, Called(WitnessSide.DEPARTMENT, SECRET, protected=True), **who)
    session.commit()
    return story


def under_inquiry(story, holder):
    story.act("2026-01-05", MAJOR, "issue-charge-sheet", letter="1", articles=1, authority="DIR")
    story.act("2026-01-05", MAJOR, "serve-charge-sheet", served="in-person")
    story.act("2026-01-05", MAJOR, "receive-reply", letter="2")
    named = str(holder.officer_id)
    story.act("2026-01-06", MAJOR, "appoint-inquiry-authority", inquirer=named, **ORDER)
    story.session.commit()


def page(case, track, *rest):
    return address(case, 1, "proceedings", track.id, "witnesses", *rest)


def test_a_witness_is_listed_and_summoned_from_the_page(case, story, session, team):
    track, vo = story.tracks[MAJOR], team("vo")
    session.commit()

    empty = vo.post(page(case, track), data={"side": "department", "name": " "})
    wrong = vo.post(page(case, track), data={"side": "prosecution", "name": NAME})
    made = vo.post(page(case, track), data={"side": "department", "name": NAME, "post": "ACCT"})
    witness = session.scalars(select(Witness)).one()
    early = vo.post(
        page(case, track, 1, "summon-witness"),
        data={"version": witness.version, "on": "06/01/2026", "hearing_on": "05/01/2026"},
    )
    summoned = vo.post(
        page(case, track, 1, "summon-witness"),
        data={"version": witness.version, "on": "06/01/2026", "hearing_on": "20/01/2026"},
    )
    stale = vo.post(
        page(case, track, 1, "summon-witness"),
        data={"version": witness.version, "hearing_on": "21/01/2026"},
    )

    codes = [each.status_code for each in (empty, wrong, made, early, summoned, stale)]
    assert codes == [422, 422, 303, 422, 303, 409]
    words = said(vo.get(page(case, track) + "?lang=en"))
    assert f"Witness 1 · {NAME}" in words
    assert "for the hearing of 20 January 2026" in words
    assert NAME in said(vo.get(address(case, 1) + "?lang=hi"))
    file = said(vo.get(f"/office/cases/{case.number}?lang=en"))
    assert "Summon the witness" in file
    assert NAME not in file


def test_the_name_is_sealed_and_on_no_event_whatever_the_tier(two, session):
    for witness in session.scalars(select(Witness)):
        assert NAME.encode() not in witness.name_sealed
        assert SECRET.encode() not in witness.name_sealed
    bodies = str(list(session.scalars(select(EventPayload.body))))
    assert NAME not in bodies
    assert SECRET not in bodies


@pytest.mark.parametrize("language", list(Language))
def test_the_charge_sheet_lists_them_and_names_no_protected_one(two, language):
    letter = drafted(two, language=language, day="2026-01-06")

    assert f"(2) {NAME}" in letter.text
    assert SECRET not in letter.text
    words = {Language.ENGLISH: "Protected witness number 2", Language.HINDI: "संरक्षित साक्षी संख्या 2"}
    assert f"(3) {words[language]}" in letter.text


def test_the_inquiry_officer_hears_them_and_is_not_told_who_is_protected(
    two, session, holder, sign_in, at
):
    under_inquiry(two, holder)
    at(day(3))
    browser = seated(session, sign_in, holder)
    where = f"/office/inquiries/{two.tracks[MAJOR].id}"

    for words in (said(browser.get(where)), said(browser.get(where + "/witnesses"))):
        assert NAME in words
        assert SECRET not in words
    witness = session.scalars(select(Witness).where(Witness.number == 2)).one()
    heard = browser.post(where + "/witnesses/2/examine-witness", data={"version": witness.version})
    assert heard.status_code == 303
    assert browser.post(where + "/witnesses/2/list-witness", data={"version": 2}).status_code == 404
    assert browser.post(where + "/witnesses", data={}).status_code == 405


def test_the_diary_and_the_cause_list_show_numbers_and_nobody(two, session, holder, team, at):
    under_inquiry(two, holder)
    two.act("2026-01-06", MAJOR, "hold-hearing", sheet="1", next_on="2026-01-20", by=holder)
    for witness in session.scalars(select(Witness)):
        testimony = WitnessAct("summon-witness", day(1).date(), day(15).date())
        record_testimony(session, witness, testimony, by=holder, at=day(1))
    session.commit()
    vo = team("vo")

    diary = said(vo.get("/office/diary?lang=en"))
    cause = said(vo.get("/office/diary/cause-list?day=2026-01-20&lang=hi"))

    assert "Witnesses: 1, 2" in diary
    assert "साक्षी: 1, 2" in cause
    for name in (NAME, SECRET, "Protected", "संरक्षित"):
        assert name not in diary
        assert name not in cause


def test_witnesses_of_what_is_out_of_sight_or_has_none_are_not_there(
    two, case, session, team, sign_in
):
    two.act("2026-01-06", Track.SUSPENSION, "propose-suspension", note="Grave.")
    session.commit()
    suspension = session.scalars(
        select(Proceeding).where(Proceeding.track == Track.SUSPENSION)
    ).one()

    assert team("vo").get(page(case, suspension)).status_code == 404
    assert sign_in(Role.VO).get(page(case, two.tracks[MAJOR])).status_code == 404
    for role in (Role.CLERK, Role.INQUIRING_OFFICER, Role.MINISTER, Role.REVIEWING_OFFICER):
        assert sign_in(role).get(page(case, two.tracks[MAJOR])).status_code == 403
