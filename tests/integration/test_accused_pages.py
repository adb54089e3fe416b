"""The page of all accused of a case: who may read it, naming, allegations, findings, vendors and accounts."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.builders.cases import FOUND, day
from tests.builders.forms import value_of
from tests.builders.stories import CLERK, GAZETTED, a_story
from tests.builders.tracks import address, count, decided, said, step_address
from vigilance.audit.commands import append_event
from vigilance.audit.models import Event
from vigilance.cases.accused_models import Accused, Allegation, CaseEntity, Point, PointFinding
from vigilance.cases.commands.accused import Charge, add_allegation
from vigilance.cases.commands.opening import take_up
from vigilance.cases.queries import case_of
from vigilance.complaints.commands.scrutiny import record_scrutiny, start_scrutiny
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Lane
from vigilance.domain.permissions import PERMISSIONS, Permission
from vigilance.domain.roles import OFFICER_ROLES
from vigilance.personnel.models import Official
from vigilance.proceedings.strike_models import StrikeOff

NAMED = {
    "name": "Invented Person",
    "hrms_id": "UP-77",
    "group": "C",
    "designation": "CLERK_SR",
    "district_code": "162",
    "appointing_authority": "DIR",
    "disciplinary_authority": "DD",
    "born_on": "01/07/1968",
    "superannuates_on": "30/06/2028",
}


@pytest.fixture
def story(session, walk):
    """One accused in a case of January 2026; the clock of the application stands on the sixth."""
    return a_story(session, walk, CLERK, case=walk.case())


@pytest.fixture
def case(story, session):
    return case_of(session, story.accused.record_id)


# --- who may come in -------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
@pytest.mark.parametrize("rest", [(), (1,)])
def test_only_those_of_the_case_come_in_and_see_only_their_own(
    case, session, sign_in, at, role, rest
):
    at(day(1))
    session.commit()
    allowed = role in PERMISSIONS[Permission.PROCEEDING_READ]
    own = {"cvo": 200}.get(role, 404 if allowed else 403)

    assert sign_in(role).get(address(case, *rest)).status_code == own


@pytest.mark.parametrize("who", ["vo", "cvo", "inquirer"])
def test_the_officers_of_the_case_read_both_pages_in_both_languages(case, team, who):
    browser = team(who)

    answers = [
        browser.get(f"{path}?lang={spoken}").status_code
        for path in (address(case), address(case, 1), f"/office/cases/{case.number}")
        for spoken in ("hi", "en")
    ]

    assert answers == [200] * 6


def test_the_inquiring_officer_reads_and_changes_nothing(case, story, team):
    track = decided(story)
    browser = team("inquirer")

    page = browser.get(address(case, 1))
    refused = [
        browser.post(address(case, "names"), data=NAMED).status_code,
        browser.post(step_address(case, track, "issue-charge-sheet"), data={}).status_code,
        browser.post(address(case, 1, "proceedings", track.id, "stays"), data={}).status_code,
    ]

    assert "<form" not in page.get_data(as_text=True).partition("<main")[2]
    assert refused == [403, 403, 403]


def test_an_accused_of_another_number_or_case_is_not_there(case, story, walk, team):
    track = decided(story)
    other = walk.case()
    browser = team("cvo")

    assert browser.get(address(case, 2)).status_code == 404
    assert browser.get(address(other, 1)).status_code == 404
    moved = address(other, 1, "proceedings", track.id, "steps", "issue-charge-sheet")
    assert browser.post(moved, data={"version": "1"}).status_code == 404


def test_each_reading_is_on_the_ledger(case, session, team):
    browser = team("cvo")

    browser.get(address(case))
    browser.get(address(case, 1))

    read = select(func.count()).where(Event.record_id == case.record_id, Event.type == "read")
    assert session.scalar(read) == 2


# --- the page of all -------------------------------------------------------------------------------


def test_an_officer_is_named_and_stands_on_the_file(case, session, team):
    browser = team("vo")

    answer = browser.post(address(case, "names"), data=NAMED)

    named = session.scalars(select(Official).where(Official.hrms_id == "UP-77")).one()
    assert (answer.status_code, named.superannuates_on) == (303, date(2028, 6, 30))
    assert (named.appointing_authority, named.district_code) == ("DIR", "162")
    words = said(browser.get(f"/office/cases/{case.number}?lang=en"))
    assert "2. Invented Person" in words
    assert "Senior assistant / head clerk · Group C · superannuates on 30 June 2028" in words
    assert "Accused named" in words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "  "}, "Please write something here."),
        ({"group": ""}, "Please choose."),
        ({"designation": "KING"}, "Please choose from the list."),
        ({"superannuates_on": "30/06/1960"}, "Nobody retires before he is born."),
        ({"born_on": "31/02/1970"}, "Write the date as day/month/year, for example 05/01/2026."),
        ({"hrms_id": "TEST0001"}, "This officer is accused in this case already."),
    ],
)
def test_a_wrong_name_form_says_why_and_keeps_what_was_typed(case, session, team, wrong, words):
    answer = team("vo").post(f"{address(case, 'names')}?lang=en", data=NAMED | wrong)

    assert answer.status_code == 422
    assert words in said(answer)
    assert value_of(answer, "cadre") == ""
    assert value_of(answer, "district_code") == "162"
    assert count(session, Accused) == 1


def test_who_was_named_in_error_is_struck_off_by_two_persons(case, session, team):
    vo, cvo = team("vo"), team("cvo")
    page = f"/office/files/{case.number}/strike-offs"
    target = {"target": f"accused:{session.scalars(select(Accused)).one().id}"}

    empty = vo.post(page, data=target | {"reasons": " "})
    done = vo.post(page, data=target | {"reasons": "Another person of this name."})
    again = vo.post(page, data=target | {"reasons": "Twice."})
    assert (empty.status_code, done.status_code, again.status_code) == (422, 303, 422)
    assert "Begin a track" in said(vo.get(f"{address(case, 1)}?lang=en"))
    found = session.scalars(select(StrikeOff)).one()
    cvo.post(f"{page}/{found.id}/approve", data={"reasons": "I agree."})

    words = said(vo.get(f"{address(case, 1)}?lang=en"))
    assert "Struck off" in words
    assert "Begin a track" not in words


def allegation(**more):
    return {
        "text": "Pensions were paid to invented persons.",
        "against": ["1"],
        "done_from": "01/04/2024",
        "done_until": "31/03/2025",
        "amount": "2.5 lakh",
        "provision": "PCA-13",
    } | more


def test_an_allegation_stands_in_the_table_with_its_finding(case, session, team):
    browser = team("vo")

    put = browser.post(address(case, "allegations"), data=allegation())
    point = session.scalars(select(Point)).one()
    found = browser.post(
        address(case, "findings"),
        data={
            "point": str(point.id),
            "point_finding": "dropped",
            "reasons": "The record was lost in a fire.",
        },
    )

    assert (put.status_code, found.status_code) == (303, 303)
    session.refresh(point)
    assert point.finding is PointFinding.DROPPED
    words = said(browser.get(f"{address(case)}?lang=en"))
    assert "1 April 2024 – 31 March 2025 ₹2,50,000" in words
    assert "Criminal misconduct" in words
    assert "Accused 1 : Dropped" in words
    timeline = said(browser.get(f"/office/cases/{case.number}?lang=en"))
    assert "Allegation 1, against accused 1" in timeline
    assert "Finding on an allegation" in timeline


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"against": []}, "जिन पर यह आरोप है उन्हें चुनें।"),
        ({"against": ["9"]}, "जिन पर यह आरोप है उन्हें चुनें।"),
        ({"done_until": "31/03/2023"}, "अवधि आरम्भ से पहले समाप्त होती है।"),
        ({"amount": "a lot"}, "राशि पूरे रुपये में लिखें"),
        ({"text": ""}, "कृपया यहाँ कुछ लिखें।"),
    ],
)
def test_a_wrong_allegation_is_refused_in_hindi_and_kept(case, session, team, wrong, words):
    answer = team("vo").post(f"{address(case, 'allegations')}?lang=hi", data=allegation(**wrong))

    assert answer.status_code == 422
    assert words in said(answer)
    assert value_of(answer, "done_from") == "01/04/2024"
    assert count(session, Allegation) == 0


def test_a_finding_on_a_point_of_another_case_is_refused(case, walk, session, team):
    other = a_story(session, walk, GAZETTED, case=walk.case())
    add_allegation(
        session, other.record, Charge(text="x"), [other.accused], by=walk.team.vo, at=day(1)
    )
    point = session.scalars(select(Point)).one()

    answer = team("vo").post(
        address(case, "findings"),
        data={"point": str(point.id), "point_finding": "substantiated", "reasons": "Proved."},
    )

    assert answer.status_code == 422
    session.refresh(point)
    assert point.finding is None


def test_the_same_account_is_found_in_other_cases_that_the_reader_sees(
    case, walk, session, team, sign_in, an_officer
):
    other = walk.case()
    cvo = team("cvo")
    cvo.post(address(other, "entities"), data={"kind": "bank-account", "text": "००१२ 3456-78"})

    cvo.post(address(case, "entities"), data={"kind": "bank-account", "text": "0012345678"})
    seen = said(cvo.get(f"{address(case)}?lang=en"))
    session.refresh(other.record)
    other.record.assigned_to = an_officer("vo").id
    append_event(session, other.record, "assign", {}, by=SYSTEM, at=day(1), rows=[other.record])
    unseen = said(team("vo").get(f"{address(case)}?lang=en"))

    assert "Bank account 0012345678 Also in 1 other case" in seen
    assert "In no other case that you see" in unseen
    assert count(session, CaseEntity) == 2


def test_the_same_account_twice_in_a_case_is_refused(case, session, team):
    cvo = team("cvo")
    one = {"kind": "vehicle", "text": "UP 32 AB 1234"}

    cvo.post(address(case, "entities"), data=one)
    again = cvo.post(address(case, "entities"), data=one | {"text": "up-32-ab-1234"})
    nothing = cvo.post(address(case, "entities"), data=one | {"text": "---"})

    assert (again.status_code, nothing.status_code) == (422, 422)
    assert value_of(again, "text") == "up-32-ab-1234"
    assert count(session, CaseEntity) == 1


def test_what_is_alleged_in_a_protected_case_is_sealed_at_rest_and_read_by_the_cell(
    walk, session, team
):
    complaint = walk.assigned(lane=Lane.PROTECTED)
    for command, more in ((start_scrutiny, ()), (record_scrutiny, (FOUND,))):
        walk.do(command, complaint, *more, by=walk.team.vo, at=day(0))
    case = walk.do(take_up, complaint, walk.order(), by=walk.team.cvo, at=day(0))
    story = a_story(session, walk, CLERK, case=case)
    browser = team("vo")

    browser.post(address(case, "allegations"), data=allegation(text="गोपनीय आरोप"))
    browser.post(address(case, "entities"), data={"kind": "vendor", "text": "Invented Traders"})

    kept = session.scalars(select(Allegation).where(Allegation.record_id == case.record_id)).one()
    vendor = session.scalars(select(CaseEntity)).one()
    assert (kept.text, vendor.text) == (None, None)
    words = said(browser.get(f"{address(case)}?lang=en"))
    assert "गोपनीय आरोप" in words
    assert "Invented Traders" in words
    assert "गोपनीय आरोप" in said(browser.get(address(case, story.accused.number)))
