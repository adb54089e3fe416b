"""A wall hides a matter through every door, takes the work away, and is lifted only by the CVO."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from vigilance.audit.models import Event
from vigilance.cases.commands.walls import declare_wall, lift_wall
from vigilance.cases.models import Case
from vigilance.cases.queries import complaints_in
from vigilance.clocks.models import Clock
from vigilance.complaints.commands.assignment import assign
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotFound, NotPermitted
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.records.models import Record


def seen(connected, actor):
    with connected.reading() as reading:
        act_as(reading, actor)
        tables = (Record, Complaint, Case, Clock)
        return [len(reading.scalars(select(table)).all()) for table in tables]


def test_the_walled_officer_loses_the_work_and_the_sight_of_case_and_complaint(
    walk, session, connected
):
    case = walk.inquired()
    session.commit()
    before = seen(connected, walk.team.vo)

    declare_wall(
        session, case.record, walk.team.vo.officer_id, Relation.NAMED, by=walk.team.cvo, at=day(1)
    )
    session.commit()

    (complaint,) = complaints_in(session, case)
    assert before[:3] == [2, 1, 1]
    assert seen(connected, walk.team.vo) == [0, 0, 0, 0]
    assert (case.record.assigned_to, complaint.record.assigned_to) == (None, None)
    assert walk.team.vo.officer_id not in set(
        session.scalars(select(Clock.owner_id).where(Clock.done_on.is_(None)))
    )


def test_an_officer_withdraws_by_himself_in_his_own_session(walk, session, connected):
    case = walk.inquired()
    session.commit()
    with connected.writing() as own, own.begin():
        act_as(own, walk.team.inquirer)
        record = own.get(Record, case.record_id)
        declare_wall(
            own, record, walk.team.inquirer.officer_id, Relation.RECUSED,
            by=walk.team.inquirer, at=day(1),
        )  # fmt: skip

    session.expire_all()
    assert seen(connected, walk.team.inquirer) == [0, 0, 0, 0]
    assert case.record.inquiring_officer is None


def test_the_cvo_too_can_be_walled_off(walk, session, connected):
    complaint = walk.registered()

    declare_wall(
        session, complaint.record, walk.team.cvo.officer_id, Relation.REPORTING_LINE,
        by=walk.team.cvo, at=day(1),
    )  # fmt: skip
    session.commit()

    assert seen(connected, walk.team.cvo) == [0, 0, 0, 0]


def test_only_the_cvo_walls_off_another(walk, session):
    case = walk.inquired()

    with pytest.raises(NotPermitted):
        declare_wall(
            session, case.record, walk.team.inquirer.officer_id, Relation.NAMED,
            by=walk.team.vo, at=day(1),
        )  # fmt: skip


def test_a_wall_that_stands_is_not_put_up_again(walk, session):
    complaint = walk.assigned()
    wall = (complaint.record, walk.team.vo.officer_id, Relation.NAMED)
    declare_wall(session, *wall, by=walk.team.cvo, at=day(1))

    with pytest.raises(Invalid):
        declare_wall(session, *wall, by=walk.team.cvo, at=day(2))


def test_a_lifted_wall_gives_sight_back_but_no_work_and_can_stand_again(walk, session, connected):
    complaint = walk.assigned()
    vo = walk.team.vo
    declare_wall(
        session, complaint.record, vo.officer_id, Relation.NAMED, by=walk.team.cvo, at=day(1)
    )
    with pytest.raises(NotPermitted):
        lift_wall(session, complaint.record, vo.officer_id, by=vo, at=day(2))
    lift_wall(session, complaint.record, vo.officer_id, by=walk.team.cvo, at=day(2))
    assert complaint.record.assigned_to is None
    assign(session, complaint, vo.officer_id, by=walk.team.cvo, at=day(3), office=walk.office)
    session.commit()
    between = seen(connected, vo)[1]

    declare_wall(
        session, complaint.record, vo.officer_id, Relation.RELATED, by=walk.team.cvo, at=day(4)
    )
    session.commit()

    assert (between, seen(connected, vo)[1]) == (1, 0)
    kinds = session.scalars(
        select(Event.type).where(Event.type.like("wall-%")).order_by(Event.record_seq)
    )
    assert list(kinds) == ["wall-declared", "wall-lifted", "wall-declared"]
    with pytest.raises(NotFound):
        lift_wall(
            session, complaint.record, walk.team.clerk.officer_id, by=walk.team.cvo, at=day(5)
        )


def test_a_walled_officer_gets_no_new_work_on_the_matter(walk, session, an_officer):
    complaint = walk.registered()
    other = an_officer(Role.VO)
    actor = Actor(frozenset({Role.CVO}), walk.team.cvo.officer_id)
    declare_wall(session, complaint.record, other.id, Relation.NAMED, by=actor, at=day(1))

    with pytest.raises(Invalid):
        assign(session, complaint, other.id, by=actor, at=day(1), office=walk.office)
