"""Who may let somebody act for an officer on leave, what ends it, and what the ledger keeps of it."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.builders.leave import FIRST, LAST, moment, numbers_seen, on_leave
from vigilance.accounts.administration import change_roles, shut_out
from vigilance.accounts.delegating import end_delegation
from vigilance.accounts.models import Officer
from vigilance.audit.models import Event, EventPayload
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.roles import Role

VO, IO = Role.VO, Role.INQUIRING_OFFICER


@pytest.fixture
def substitute(an_officer):
    return an_officer(VO)


@pytest.mark.parametrize("who", ["vo", "cvo"])
def test_the_officer_and_the_cvo_may_end_it_early(walk, session, connected, substitute, who):
    complaint = walk.assigned()
    made = on_leave(session, walk.team.vo, substitute, walk.team.cvo)
    before = numbers_seen(connected, substitute.id, LAST)

    end_delegation(session, made, by=getattr(walk.team, who), at=moment(FIRST))
    session.commit()

    assert (before, numbers_seen(connected, substitute.id, LAST)) == ({complaint.number}, set())
    with pytest.raises(Invalid):
        end_delegation(session, made, by=walk.team.cvo, at=moment(FIRST))


def test_nobody_else_makes_or_ends_one(walk, session, substitute, an_officer):
    stranger = Actor(frozenset({VO}), an_officer(VO).id)
    with pytest.raises(NotPermitted):
        on_leave(session, walk.team.vo, substitute, stranger)
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)

    for by in (stranger, Actor(frozenset({VO}), substitute.id)):
        with pytest.raises(NotPermitted):
            end_delegation(session, made, by=by, at=moment(FIRST))


def test_the_substitute_plays_the_part_in_the_same_office(walk, session, an_officer):
    others = [
        an_officer(IO),
        an_officer(Role.CLERK),
        an_officer(Role.AUDITOR),
        an_officer(Role.ADMIN),
        an_officer(VO, district="162"),
    ]

    for other in others:
        with pytest.raises(Invalid) as refused:
            on_leave(session, walk.team.vo, other, walk.team.cvo)
        assert set(refused.value.fields) == {"substitute"}


def test_nobody_acts_for_an_administrator_or_an_auditor(walk, session, substitute, an_officer):
    for role in (Role.ADMIN, Role.AUDITOR, Role.MINISTER, Role.CLERK):
        away = Actor(frozenset({role}), an_officer(role).id)
        with pytest.raises(Invalid) as refused:
            on_leave(session, away, substitute, walk.team.cvo)
        assert set(refused.value.fields) == {"officer"}


@pytest.mark.parametrize("whose", ["officer", "substitute"])
@pytest.mark.parametrize("how", ["role", "entry"])
def test_it_ends_where_one_of_the_two_loses_the_role_or_his_entry(
    walk, session, connected, an_officer, substitute, whose, how
):
    walk.assigned()
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    loser = session.get_one(Officer, getattr(made, f"{whose}_id"))
    who = {"by": Actor(frozenset({Role.ADMIN}), an_officer(Role.ADMIN).id), "at": moment(FIRST)}

    if how == "role":
        change_roles(session, loser, {IO}, known={VO}, **who)
    else:
        shut_out(session, loser, **who)
    session.commit()

    assert made.ended_at == moment(FIRST)
    assert numbers_seen(connected, substitute.id, LAST) == set()


def test_making_and_ending_are_on_the_ledger_with_the_row_and_without_the_reasons(
    walk, session, substitute
):
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    end_delegation(session, made, by=walk.team.cvo, at=moment(FIRST))
    session.commit()

    events = session.execute(
        select(Event.type, Event.actor, EventPayload.body)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.record_id == made.record_id)
        .order_by(Event.record_seq)
    ).all()

    assert [kind for kind, _actor, _body in events] == ["delegation-made", "delegation-ended"]
    assert events[1].actor == str(walk.team.cvo.officer_id)
    assert events[0].body["until"] == "2026-01-14"
    assert f"delegation:{made.id}" in events[1].body["rows"]
    assert "Earned leave" not in repr([body for _kind, _actor, body in events])


def test_a_delegation_changed_without_an_event_is_not_committed(walk, session, substitute):
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    made.until = date(2026, 12, 31)

    with pytest.raises(RuntimeError, match="without an event"):
        session.commit()
