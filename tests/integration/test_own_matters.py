"""Whoever signs in and is accused never sees, holds or bends his own case, whichever was known first."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.logins import named, numbered, seen
from tests.builders.reviews import acting
from tests.builders.stories import CLERK
from tests.builders.tracks import struck_off
from vigilance.audit.commands import append_event
from vigilance.cases.commands.accused import name_accused
from vigilance.cases.commands.merging import merge, propose_merge
from vigilance.cases.commands.walls import declare_wall, lift_wall
from vigilance.cases.models import Case
from vigilance.cases.queries import complaints_in
from vigilance.clocks.models import Alert, Clock
from vigilance.database.acting import act_as
from vigilance.domain.errors import Invalid
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.records.models import Record, Wall


def test_an_officer_whose_number_is_known_loses_work_and_sight_as_he_is_named(
    walk, session, connected, an_officer
):
    case = walk.inquired()
    vo = walk.team.vo
    numbered(session, an_officer, vo.officer_id)
    before = seen(connected, vo)

    named(session, walk, case.record)
    session.commit()

    (complaint,) = complaints_in(session, case)
    assert before[:3] == [2, 1, 1]
    assert seen(connected, vo) == [0, 0, 0, 0]
    assert (case.record.assigned_to, complaint.record.assigned_to) == (None, None)
    owners = set(session.scalars(select(Clock.owner_id).where(Clock.done_on.is_(None))))
    assert vo.officer_id not in owners


def test_a_number_confirmed_later_walls_off_what_stands_already(
    walk, session, connected, an_officer
):
    case, other = walk.inquired(), walk.inquired()
    vo = walk.team.vo
    named(session, walk, case.record)
    named(
        session, walk, walk.case().record, replace(CLERK, hrms_id="TEST0009", name="Somebody else")
    )
    session.commit()
    assert seen(connected, vo)[2] == 3

    numbered(session, an_officer, vo.officer_id, "test-0001")

    with connected.reading() as reading:
        act_as(reading, vo)
        left = set(reading.scalars(select(Case.number)))
    assert case.number not in left
    assert other.number in left
    assert len(left) == 2


def test_the_wall_stands_around_a_complaint_that_the_naming_officer_does_not_see(
    walk, session, connected, an_officer
):
    case = walk.inquired()
    (complaint,) = complaints_in(session, case)
    accused = acting(an_officer(Role.VO), Role.VO)
    numbered(session, an_officer, accused.officer_id)
    complaint.record.assigned_to = accused.officer_id
    append_event(session, complaint.record, "placed", {}, by=walk.team.cvo, at=day(1))
    session.commit()
    assert seen(connected, accused)[1] == 1

    with connected.writing() as own, own.begin():
        act_as(own, walk.team.vo)
        record = own.get_one(Record, case.record_id)
        name_accused(own, record, CLERK, CLERK.designation, by=walk.team.vo, at=day(9))
        # What was reached for the wall is out of his sight again.
        assert own.get(Record, complaint.record_id) is None

    session.expire_all()
    assert seen(connected, accused)[:2] == [0, 0]
    assert complaint.record.assigned_to is None


def test_an_officer_who_names_himself_is_out_of_the_matter_with_it(
    walk, session, connected, an_officer, team
):
    case = walk.inquired()
    numbered(session, an_officer, walk.team.vo.officer_id)
    vo = team("vo")
    page = f"/office/cases/{case.number}/accused"
    assert vo.get(page).status_code == 200

    answer = vo.post(
        f"{page}/names",
        data={
            "name": "Invented Officer",
            "hrms_id": "TEST0001",
            "designation": "DSWO",
            "group": "C",
            "appointing_authority": "DIR",
            "disciplinary_authority": "DIR",
        },
    )

    assert answer.status_code == 303
    assert vo.get(page).status_code == 404


def plain(browser, address, number):
    """The page without the number asked for and the number of this answer in the log."""
    text = browser.get(address).text.replace(number, "")
    return re.sub(r'translate="no">[0-9a-f]+<', "", text)


def test_his_pages_answer_as_for_a_number_that_never_was(walk, session, an_officer, team):
    case = walk.inquired()
    (complaint,) = complaints_in(session, case)
    numbered(session, an_officer, walk.team.vo.officer_id)
    vo = team("vo")
    addresses = [
        f"/office/cases/{case.number}",
        f"/office/complaints/{complaint.number}",
        f"/office/cases/{case.number}/accused",
        f"/office/cases/{case.number}/accused/1",
        f"/office/cases/{case.number}/letters",
        f"/office/cases/{case.number}/links",
        f"/office/files/{case.number}/strike-offs",
        f"/office/files/{complaint.number}/tracks",
    ]
    assert {vo.get(address).status_code for address in addresses if "/1" not in address} == {200}

    named(session, walk, case.record)
    session.commit()

    assert [vo.get(address).status_code for address in addresses] == [404] * len(addresses)
    never = "/office/cases/SWD-V-2026-99999"
    assert plain(vo, addresses[0], case.number) == plain(vo, never, "SWD-V-2026-99999")
    lists = ("/office", "/office/intake", "/office/radar", "/office/diary", "/office/reviews",
             "/office/reports/complaint-register", "/office/others", "/office/directions")  # fmt: skip
    for address in lists:
        answer = vo.get(address)
        assert answer.status_code == 200, address
        assert case.number not in answer.text
        assert complaint.number not in answer.text


def test_his_reminders_go_to_whoever_gets_the_matter(walk, session, connected, an_officer):
    case = walk.inquired()
    clock = session.scalars(select(Clock).where(Clock.record_id == case.record_id)).first()
    vo = walk.team.vo.officer_id
    alert = Alert(
        record_id=case.record_id, clock_id=clock.id, level="before-3", due_on=clock.due_on,
        role=Role.VO, officer_id=vo, raised_at=day(2), seen_at=None,
    )  # fmt: skip
    session.add(alert)
    numbered(session, an_officer, vo)

    named(session, walk, case.record)
    session.commit()
    session.refresh(alert)

    assert alert.officer_id is None
    with connected.reading() as reading:
        act_as(reading, walk.team.vo)
        assert reading.scalars(select(Alert)).all() == []


def test_the_wall_falls_where_two_persons_say_that_he_was_named_by_mistake(
    walk, session, an_officer
):
    case = walk.inquired()
    inquirer = walk.team.inquirer
    numbered(session, an_officer, inquirer.officer_id)
    accused = named(session, walk, case.record)
    session.commit()
    assert case.record.inquiring_officer is None
    with pytest.raises(Invalid):
        lift_wall(session, case.record, inquirer.officer_id, by=walk.team.cvo, at=day(10))

    struck_off(session, walk, case.record, accused, day(11))
    session.commit()

    standing = session.scalars(select(Wall).where(Wall.lifted_at.is_(None))).all()
    assert standing == []
    assert case.record.inquiring_officer is None  # no work comes back by itself


def test_nobody_puts_up_or_takes_down_such_a_wall_by_choice(walk, session, an_officer):
    case = walk.inquired()

    with pytest.raises(Invalid):
        declare_wall(
            session, case.record, walk.team.vo.officer_id, Relation.ACCUSED,
            by=walk.team.cvo, at=day(1),
        )  # fmt: skip


def test_a_wall_of_another_ground_stays_when_he_is_struck_off(walk, session, an_officer):
    case = walk.inquired()
    vo = walk.team.vo.officer_id
    declare_wall(session, case.record, vo, Relation.RELATED, by=walk.team.cvo, at=day(1))
    numbered(session, an_officer, vo)
    accused = named(session, walk, case.record)

    struck_off(session, walk, case.record, accused, day(11))
    session.commit()

    walls = session.scalars(select(Wall).where(Wall.lifted_at.is_(None))).all()
    assert {wall.relation for wall in walls} == {"related"}


def test_a_wall_of_another_ground_is_not_lifted_while_he_stands_accused(walk, session, an_officer):
    case = walk.inquired()
    vo = walk.team.vo.officer_id
    declare_wall(session, case.record, vo, Relation.RELATED, by=walk.team.cvo, at=day(1))
    numbered(session, an_officer, vo)
    named(session, walk, case.record)

    with pytest.raises(Invalid):
        lift_wall(session, case.record, vo, by=walk.team.cvo, at=day(12))

    statement = select(Wall).where(Wall.record_id == case.record_id, Wall.lifted_at.is_(None))
    assert session.scalars(statement).one().officer_id == vo


def test_an_accused_told_again_in_a_merged_case_is_walled_off_there(walk, session, an_officer):
    case, into = walk.case(), walk.case()
    vo = walk.team.vo
    named(session, walk, case.record)
    link = propose_merge(session, case, into, "The same fraud.", by=vo, at=day(10))
    numbered(session, an_officer, vo.officer_id)
    into.record.assigned_to = an_officer(Role.VO).id

    merge(session, link, "Agreed.", by=walk.team.cvo, at=day(11), office=walk.office)
    session.commit()

    walled = set(session.scalars(select(Wall.record_id).where(Wall.officer_id == vo.officer_id)))
    assert {case.record_id, into.record_id} <= walled
