"""A complaint goes the way of the procedure, step by step, and every step stands on the ledger."""

import uuid

import pytest
from sqlalchemy import select

from tests.builders.cases import FOUND, day
from vigilance.audit.models import Event, EventPayload
from vigilance.complaints.commands import scrutiny, verification
from vigilance.complaints.commands.assignment import assign
from vigilance.complaints.in_hand import steps_for
from vigilance.complaints.models import Scrutiny
from vigilance.correspondence.models import Message
from vigilance.database.acting import act_as
from vigilance.domain.errors import (
    ActionNotAllowed,
    EditConflict,
    Incomplete,
    Invalid,
    NotFound,
    NotPermitted,
)
from vigilance.domain.findings import Recommendation
from vigilance.domain.lanes import Lane
from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import Action, State
from vigilance.identities.commands import Identity
from vigilance.notes.models import Note, NoteKind
from vigilance.records.models import Wall
from vigilance.records.versions import check_version


def steps_taken(session, record_id):
    return list(
        session.scalars(
            select(Event.type).where(Event.record_id == record_id).order_by(Event.record_seq)
        )
    )


def notices(session, record_id):
    return sorted(
        filter(None, session.scalars(select(Message.notice).where(Message.record_id == record_id)))
    )


def offered(walk, complaint, actor, number=0):
    return {
        step.action
        for step in steps_for(walk.session, complaint, actor, day(number))
        if step.allowed
    }


def test_a_complaint_walks_from_registration_to_the_decision(walk, session):
    complaint = walk.scrutinised()
    session.commit()

    assert complaint.state is State.DECISION_PENDING
    assert steps_taken(session, complaint.record_id) == [
        "register", "acknowledge", "assign", "ask-confirmation", "confirm", "record-scrutiny",
    ]  # fmt: skip
    assert notices(session, complaint.record_id) == ["acknowledgement", "confirmation-request"]


def test_the_event_of_a_step_says_from_where_to_where(walk, session):
    complaint = walk.asked()
    session.commit()

    body = session.scalars(
        select(EventPayload.body)
        .join(Event, Event.id == EventPayload.event_id)
        .where(Event.record_id == complaint.record_id, Event.type == "ask-confirmation")
    ).one()
    assert (body["from"], body["to"]) == ("registered", "awaiting-confirmation")


def test_only_an_active_vigilance_officer_without_a_wall_is_assigned(walk, session, an_officer):
    complaint = walk.registered()
    walled, clerk = an_officer(Role.VO), an_officer(Role.CLERK)
    session.add(
        Wall(
            record_id=complaint.record_id, officer_id=walled.id, relation="named",
            declared_by=walled.id, declared_at=day(0),
        )
    )  # fmt: skip

    for unfit in (walled, clerk):
        with pytest.raises(Invalid):
            assign(session, complaint, unfit.id, by=walk.team.cvo, at=day(0), office=walk.office)
    with pytest.raises(NotFound):
        assign(session, complaint, uuid.uuid4(), by=walk.team.cvo, at=day(0), office=walk.office)


def test_the_vigilance_officer_assigns_nobody(walk, session):
    complaint = walk.registered()

    with pytest.raises(NotPermitted):
        assign(
            session,
            complaint,
            walk.team.vo.officer_id,
            by=walk.team.vo,
            at=day(0),
            office=walk.office,
        )


@pytest.mark.parametrize(
    ("lane", "allowed"),
    [
        (Lane.ORDINARY, {Action.ASK_CONFIRMATION}),
        (Lane.PUBLIC_REPRESENTATIVE, {Action.ASK_CONFIRMATION}),
        (Lane.PROTECTED, {Action.START_SCRUTINY}),
        (Lane.DEPARTMENT_ORIGINATED, {Action.START_SCRUTINY}),
        (Lane.ANONYMOUS, {Action.FILE_ANONYMOUS, Action.TAKE_UP_AS_SOURCE_INFORMATION}),
    ],
)
def test_each_lane_offers_its_own_first_step(walk, lane, allowed):
    identity = {"identity": Identity()} if lane is Lane.ANONYMOUS else {}
    complaint = walk.registered(lane=lane, **identity)

    always = {Action.ASSIGN, Action.ACKNOWLEDGE, Action.GIVE_FEEDBACK}
    first = offered(walk, complaint, walk.team.cvo) - always

    assert first == allowed


def test_scrutiny_does_not_start_before_the_complaint_is_owned(walk, session):
    complaint = walk.assigned()

    with pytest.raises(Incomplete):
        walk.do(scrutiny.start_scrutiny, complaint, by=walk.team.vo, at=day(0))


def test_a_protected_complaint_is_not_asked_to_confirm_and_its_notes_are_sealed(walk, session):
    complaint = walk.assigned(lane=Lane.PROTECTED)
    with pytest.raises(ActionNotAllowed):
        walk.do(verification.ask_confirmation, complaint, by=walk.team.vo, at=day(0))

    walk.do(scrutiny.start_scrutiny, complaint, by=walk.team.vo, at=day(0))
    walk.do(scrutiny.record_scrutiny, complaint, FOUND, by=walk.team.vo, at=day(1))
    session.commit()

    note = session.scalars(select(Note)).one()
    assert (note.kind, note.text) == (NoteKind.SCRUTINY, None)
    assert note.text_sealed is not None


def test_one_reminder_and_no_second(walk, session):
    complaint = walk.asked()
    walk.do(verification.remind, complaint, by=walk.team.vo, at=day(15))

    assert Action.REMIND not in offered(walk, complaint, walk.team.vo, 16)
    with pytest.raises(Incomplete) as refused:
        walk.do(verification.remind, complaint, by=walk.team.vo, at=day(16))
    assert refused.value.missing == {InHand.NOT_YET_REMINDED}


def test_the_finding_follows_from_the_points(walk, session):
    complaint = walk.under_scrutiny()
    found = scrutiny.ScrutinyRecord(
        frozenset({"gross-negligence"}), False, Recommendation.FILE, "Negligence, no more."
    )

    walk.do(scrutiny.record_scrutiny, complaint, found, by=walk.team.vo, at=day(1))
    session.commit()

    recorded = session.scalars(select(Scrutiny)).one()
    assert (recorded.points, recorded.vigilance_angle, recorded.note_number) == (
        ["gross-negligence"],
        False,
        1,
    )


@pytest.mark.parametrize(
    "found",
    [
        scrutiny.ScrutinyRecord(frozenset({"a-guess"}), False, Recommendation.FILE, "x"),
        scrutiny.ScrutinyRecord(frozenset({"recklessness"}), False, Recommendation.TAKE_UP, "x"),
        scrutiny.ScrutinyRecord(frozenset({"gratification"}), False, Recommendation.TAKE_UP, " "),
    ],
)
def test_an_unfounded_scrutiny_is_refused(walk, found):
    complaint = walk.under_scrutiny()

    with pytest.raises(Invalid):
        walk.do(scrutiny.record_scrutiny, complaint, found, by=walk.team.vo, at=day(1))


def test_the_affidavit_is_asked_only_where_the_office_demands_it(walk, session):
    complaint = walk.under_scrutiny()
    asked = offered(walk, complaint, walk.team.vo)
    steps = steps_for(session, complaint, walk.team.vo, day(0), affidavit_demanded=False)

    walk.do(verification.ask_affidavit, complaint, by=walk.team.vo, at=day(1))
    walk.do(verification.receive_affidavit, complaint, by=walk.team.clerk, at=day(5))

    assert Action.ASK_AFFIDAVIT in asked
    assert Action.ASK_AFFIDAVIT not in {step.action for step in steps}
    assert complaint.affidavit_at == day(5)


def test_a_step_for_others_says_for_whom_and_one_that_waits_says_for_what(walk, session):
    complaint = walk.asked()

    steps = {step.action: step for step in steps_for(session, complaint, walk.team.vo, day(1))}

    assert (steps[Action.FILE_UNCONFIRMED].reason, steps[Action.FILE_UNCONFIRMED].by) == (
        "for-others",
        {Role.CVO},
    )
    mine = {step.action: step for step in steps_for(session, complaint, walk.team.cvo, day(1))}
    assert (mine[Action.FILE_UNCONFIRMED].reason, mine[Action.FILE_UNCONFIRMED].missing) == (
        "papers-missing",
        {InHand.REMINDER},
    )
    assert mine[Action.FILE_UNCONFIRMED].needs == {InHand.REASONS}


def test_a_form_drawn_from_an_older_file_is_refused(walk):
    complaint = walk.registered()
    drawn = complaint.version
    walk.session.commit()
    assign(
        walk.session,
        complaint,
        walk.team.vo.officer_id,
        by=walk.team.cvo,
        at=day(0),
        office=walk.office,
    )
    walk.do(verification.ask_confirmation, complaint, by=walk.team.vo, at=day(0))
    walk.session.commit()

    with pytest.raises(EditConflict):
        check_version(complaint, drawn)
    check_version(complaint, complaint.version)


def test_a_second_officer_at_the_same_complaint_is_told_and_changes_nothing(
    walk, session, connected
):
    complaint = walk.under_scrutiny()
    session.commit()
    with connected.writing() as other:
        act_as(other, walk.team.vo)
        theirs = other.get(type(complaint), complaint.record_id)
        walk.do(scrutiny.record_scrutiny, complaint, FOUND, by=walk.team.vo, at=day(1))
        session.commit()

        with pytest.raises(Exception, match="UPDATE statement on table 'complaint'"):
            _record_and_commit(other, theirs, walk)


def _record_and_commit(other, theirs, walk):
    scrutiny.record_scrutiny(other, theirs, FOUND, by=walk.team.vo, at=day(1), office=walk.office)
    other.commit()
