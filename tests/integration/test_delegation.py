"""Delegation during leave: what the substitute sees on which day, what each act says, and what ends it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.cases import FOUND, day
from tests.builders.leave import FIRST, LAST, moment, numbers_seen, on_leave
from vigilance.accounts.models import Delegation
from vigilance.accounts.queries import actor_of_officer
from vigilance.audit.models import Event, EventPayload
from vigilance.cases.commands import inquiry, outcome
from vigilance.cases.commands.walls import declare_wall, lift_wall
from vigilance.cases.queries import complaints_in
from vigilance.complaints.commands.assignment import assign
from vigilance.complaints.commands.scrutiny import record_scrutiny
from vigilance.complaints.commands.telling import open_complainant
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import Incomplete, Invalid, NotPermitted
from vigilance.domain.handover import Part
from vigilance.domain.roles import Role
from vigilance.domain.walls import DECLARED, Relation
from vigilance.identities.commands import Purpose

VO, IO = Role.VO, Role.INQUIRING_OFFICER
AROUND = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]


@pytest.fixture
def substitute(an_officer):
    return an_officer(VO)


def acting(session, officer, on=FIRST):
    return actor_of_officer(session, officer.id, moment(on))


def last_event(session, record_id):
    statement = (
        select(Event.type, EventPayload.body)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.record_id == record_id)
        .order_by(Event.record_seq.desc())
    )
    return session.execute(statement).first()


def test_it_runs_from_the_first_day_to_the_last_and_ends_by_itself(
    walk, session, connected, substitute
):
    complaint = walk.assigned()
    on_leave(session, walk.team.vo, substitute, walk.team.vo)

    seen = [complaint.number in numbers_seen(connected, substitute.id, on) for on in AROUND]

    assert seen == [False, True, True, False]
    assert complaint.number in numbers_seen(connected, walk.team.vo.officer_id, FIRST)


def test_only_what_the_officer_holds_in_that_part_is_seen(walk, session, connected, an_officer):
    both = an_officer(VO, IO)
    case, elsewhere = walk.case(), walk.registered()
    on_leave(session, walk.team.inquirer, both, walk.team.cvo, part=Part.INQUIRING_OFFICER)
    held = {case.number, *(one.number for one in complaints_in(session, case))}

    seen = numbers_seen(connected, both.id, FIRST)

    assert seen == held
    assert elsewhere.number not in seen


@pytest.mark.parametrize("relation", DECLARED)
def test_a_substitute_who_is_named_or_related_never_sees_that_matter(
    walk, session, connected, substitute, relation
):
    hidden, open_one = walk.assigned(), walk.assigned()
    declare_wall(session, hidden.record, substitute.id, relation, by=walk.team.cvo, at=day(1))
    on_leave(session, walk.team.vo, substitute, walk.team.vo)

    assert numbers_seen(connected, substitute.id, FIRST) == {open_one.number}


def test_a_wall_around_the_officer_on_leave_holds_for_whoever_acts_for_him(
    walk, session, connected, substitute
):
    complaint = walk.assigned()
    vo = walk.team.vo.officer_id
    on_leave(session, walk.team.vo, substitute, walk.team.vo)
    who = {"by": walk.team.cvo, "at": day(4)}
    declare_wall(session, complaint.record, vo, Relation.RECUSED, **who)
    complaint.record.assigned_to = vo  # as a slip of the hand in the database would
    session.flush()

    seen = numbers_seen(connected, substitute.id, FIRST)
    complaint.record.assigned_to = None
    lift_wall(session, complaint.record, vo, **who)

    assert seen == set()


def test_what_is_delegated_is_not_passed_on(walk, session, connected, substitute, an_officer):
    """Refused where it is tried; and were both rows there, the second would still see nothing of the first."""
    complaint, third = walk.assigned(), an_officer(VO)
    own = Actor(frozenset({VO}), substitute.id)
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    with pytest.raises(Invalid) as refused:
        on_leave(session, own, third, own, at=moment(FIRST))
    copy = Delegation(
        record_id=made.record_id,
        number="SWD-A-2026-9999",
        officer_id=substitute.id,
        part=Part.VO,
        substitute_id=third.id,
        since=FIRST,
        until=LAST,
        reasons="x",
        made_by=substitute.id,
        made_at=day(3),
    )
    session.add(copy)
    session.flush()

    seen = numbers_seen(connected, third.id, FIRST)
    session.delete(copy)
    session.flush()

    assert made.number in refused.value.fields["officer"][0]
    assert complaint.number in numbers_seen(connected, substitute.id, FIRST)
    assert seen == set()


def test_each_act_says_for_whom_it_was_done_and_under_which_delegation(walk, session, substitute):
    complaint = walk.under_scrutiny()
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)

    walk.do(record_scrutiny, complaint, FOUND, by=acting(session, substitute), at=moment(FIRST))
    session.commit()

    kind, body = last_event(session, complaint.record_id)
    assert kind == "record-scrutiny"
    assert (body["for"], body["delegation"]) == (str(walk.team.vo.officer_id), made.number)


def test_an_act_on_what_he_holds_himself_is_his_own(walk, session, substitute):
    complaint = walk.under_scrutiny()
    walk.do(assign, complaint, substitute.id, by=walk.team.cvo, at=day(1))
    on_leave(session, walk.team.vo, substitute, walk.team.vo)

    walk.do(record_scrutiny, complaint, FOUND, by=acting(session, substitute), at=moment(FIRST))

    assert "delegation" not in last_event(session, complaint.record_id).body


def test_the_inquiry_goes_on_in_the_hands_of_whoever_acts(walk, session, an_officer):
    case, acts = walk.inquired(), an_officer(IO)
    on_leave(session, walk.team.inquirer, acts, walk.team.cvo, part=Part.INQUIRING_OFFICER)

    walk.do(
        inquiry.record_progress,
        case,
        "A statement was taken.",
        by=acting(session, acts),
        at=moment(LAST),
    )

    assert last_event(session, case.record_id).body["for"] == str(walk.team.inquirer.officer_id)


def test_the_identity_is_opened_by_whoever_acts_and_the_opening_says_for_whom(
    walk, session, substitute
):
    complaint = walk.assigned()
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    asked = (complaint, Purpose.STATEMENT, "To ask for the papers he spoke of")

    def opens(on):
        actor = acting(session, substitute, on)
        return open_complainant(session, *asked, holder=walk.office.holder, by=actor, at=moment(on))

    assert opens(LAST).fields
    events = select(EventPayload.body).join(Event).where(Event.type == "identity-opened")
    assert session.scalar(events)["delegation"] == made.number
    with pytest.raises(NotPermitted):
        opens(LAST + timedelta(days=1))


def test_who_acts_for_an_officer_is_no_second_person_to_him(walk, session, an_officer):
    """He may be CVO too: what he decides for himself and what he decides for the other is one hand."""
    chief = an_officer(VO, Role.CVO)
    case = walk.accepted()
    proposal = (Disposal.NOT_SUBSTANTIATED, "No proof.")
    walk.do(outcome.propose_closure, case, *proposal, by=walk.team.vo, at=day(3))
    on_leave(session, walk.team.vo, chief, walk.team.vo)

    with pytest.raises(Incomplete):
        walk.do(
            outcome.approve_closure, case, "Agreed.", by=acting(session, chief), at=moment(FIRST)
        )

    after = LAST + timedelta(days=1)
    his_own = acting(session, chief, after)
    walk.do(outcome.approve_closure, case, "Agreed.", by=his_own, at=moment(after))
    assert case.disposal == "not-substantiated"
