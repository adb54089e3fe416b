"""The HRMS number of a log-in: two persons say whose it is, and what follows for the walls."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.logins import named, numbered, seen
from tests.builders.reviews import acting
from tests.builders.stories import CLERK
from vigilance.accounts.login_numbers import number_of, propose_number, waiting_for
from vigilance.audit.models import Event
from vigilance.cases.commands.accused import Particulars
from vigilance.cases.commands.own_matters import decide_number, enter_hrms_number
from vigilance.domain.errors import Incomplete, Invalid, NotPermitted
from vigilance.domain.roles import Role
from vigilance.personnel.models import Official
from vigilance.records.models import Wall


def test_who_confirms_is_another_person_and_nobody_says_who_he_is_himself(
    session, an_officer, walk
):
    admin = acting(an_officer(Role.ADMIN), Role.ADMIN)
    cvo, vo = walk.team.cvo, walk.team.vo
    with pytest.raises(NotPermitted):
        propose_number(session, vo.officer_id, "TEST0001", by=cvo, at=day(0))
    with pytest.raises(NotPermitted):
        propose_number(session, admin.officer_id, "TEST0001", by=admin, at=day(0))
    with pytest.raises(Invalid):
        propose_number(session, vo.officer_id, "?", by=admin, at=day(0))
    found = propose_number(session, cvo.officer_id, "TEST0001", by=admin, at=day(0))
    session.flush()
    with pytest.raises(Incomplete):
        decide_number(session, found, approved=True, by=admin, at=day(0))
    with pytest.raises(NotPermitted):  # his own
        decide_number(session, found, approved=True, by=cvo, at=day(0))
    with pytest.raises(NotPermitted):
        decide_number(session, found, approved=True, by=vo, at=day(0))
    assert number_of(session, cvo.officer_id) is None

    above = acting(an_officer(Role.PRINCIPAL_SECRETARY), Role.PRINCIPAL_SECRETARY)
    decide_number(session, found, approved=True, by=above, at=day(0))
    session.commit()

    assert number_of(session, cvo.officer_id).hrms_id == "TEST0001"
    kinds = session.scalars(select(Event.type).where(Event.type.like("hrms-%")))
    assert sorted(kinds) == ["hrms-number-confirmed", "hrms-number-entered"]
    with pytest.raises(Invalid):
        decide_number(session, found, approved=True, by=above, at=day(1))


def test_a_refused_number_walls_nobody_off(walk, session, connected, an_officer):
    case = walk.inquired()
    named(session, walk, case.record)
    admin = acting(an_officer(Role.ADMIN), Role.ADMIN)
    found = propose_number(session, walk.team.vo.officer_id, "TEST0001", by=admin, at=day(9))
    session.flush()

    decide_number(session, found, approved=False, by=walk.team.cvo, at=day(9))
    session.commit()

    assert seen(connected, walk.team.vo)[2] == 1
    assert waiting_for(session, walk.team.vo.officer_id) is None


def test_a_right_number_in_the_place_of_a_wrong_one_moves_the_walls(
    walk, session, connected, an_officer
):
    wrong, right = walk.inquired(), walk.inquired()
    named(session, walk, wrong.record)
    named(session, walk, right.record, replace(CLERK, hrms_id="TEST0002", name="The other"))
    vo = walk.team.vo
    numbered(session, an_officer, vo.officer_id, "TEST0001")

    numbered(session, an_officer, vo.officer_id, "TEST0002", at=day(10))

    walled = set(session.scalars(select(Wall.record_id).where(Wall.lifted_at.is_(None))))
    assert wrong.record_id not in walled
    assert right.record_id in walled


NAMELESS = Particulars(
    name="officer vo",
    group=CLERK.group,
    designation="SR_ASST",
    appointing_authority="DIR",
    disciplinary_authority="DIR",
)


def test_an_accused_without_a_number_gets_it_and_with_it_the_wall(
    walk, session, connected, an_officer
):
    case = walk.inquired()
    vo = walk.team.vo
    numbered(session, an_officer, vo.officer_id)
    accused = named(session, walk, case.record, NAMELESS)
    session.commit()
    assert seen(connected, vo)[2] == 1
    official = session.get_one(Official, accused.official_id)

    enter_hrms_number(session, official, " test 0001", by=walk.team.cvo, at=day(10))
    session.commit()

    assert official.hrms_id == "TEST0001"
    assert seen(connected, vo) == [0, 0, 0, 0]
    with pytest.raises(Invalid):
        enter_hrms_number(session, official, "TEST0005", by=walk.team.cvo, at=day(10))


def test_two_logins_of_one_person_are_both_walled_off(walk, session, connected, an_officer):
    case = walk.inquired()
    for actor in (walk.team.vo, walk.team.inquirer):
        numbered(session, an_officer, actor.officer_id)

    named(session, walk, case.record)
    session.commit()

    assert seen(connected, walk.team.vo) == [0, 0, 0, 0]
    assert seen(connected, walk.team.inquirer) == [0, 0, 0, 0]
