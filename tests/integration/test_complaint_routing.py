"""How a complaint ends without a case: filed, forwarded, unconfirmed, disowned; and how it is opened again."""

import pytest
from sqlalchemy import select

from tests.builders.cases import FOUND, day
from vigilance.complaints.commands import routing, scrutiny, verification
from vigilance.complaints.commands.confirmation import disown
from vigilance.complaints.in_hand import steps_for
from vigilance.correspondence.models import Message
from vigilance.domain.actors import Actor, complainant_of
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import (
    Incomplete,
    Invalid,
)
from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import Action, State
from vigilance.notes.models import Note, NoteKind


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


@pytest.mark.parametrize(("number", "allowed"), [(20, False), (30, False), (31, True)])
def test_an_unconfirmed_complaint_is_filed_only_when_the_reminders_days_are_over(
    walk, number, allowed
):
    complaint = walk.asked()
    walk.do(verification.remind, complaint, by=walk.team.vo, at=day(15))
    # the reminder's fifteenth day is 4 February, a Wednesday

    assert (Action.FILE_UNCONFIRMED in offered(walk, complaint, walk.team.cvo, number)) is allowed


def test_filing_an_unconfirmed_complaint_tells_the_class_of_outcome(walk, session):
    complaint = walk.asked()
    walk.do(verification.remind, complaint, by=walk.team.vo, at=day(15))

    walk.do(routing.file_unconfirmed, complaint, "No answer came.", by=walk.team.cvo, at=day(31))
    session.commit()

    assert (complaint.state, complaint.disposal) == (State.FILED, Disposal.UNCONFIRMED)
    assert notices(session, complaint.record_id)[1] == "closure"


def test_a_disowned_complaint_goes_to_the_cvo_and_is_filed_as_pseudonymous(walk, session):
    complaint = walk.asked()
    rules = walk.office.rules(session)
    disown(
        session, complaint.record_id, by=complainant_of(complaint.record_id), at=day(3), rules=rules
    )

    walk.do(routing.file_unconfirmed, complaint, "Disowned.", by=walk.team.cvo, at=day(4))

    assert (complaint.state, complaint.disposal) == (State.FILED, Disposal.PSEUDONYMOUS)


def test_who_scrutinised_does_not_file(walk, session, an_officer):
    both = Actor(frozenset({Role.VO, Role.CVO}), an_officer(Role.VO, Role.CVO).id)
    complaint = walk.scrutinised(by=both)
    decision = (Disposal.NO_VIGILANCE_ANGLE, "Nothing in it.")

    with pytest.raises(Incomplete) as refused:
        walk.do(routing.file, complaint, *decision, by=both, at=day(2))
    assert refused.value.missing == {InHand.SECOND_PERSON}
    walk.do(routing.file, complaint, *decision, by=walk.team.cvo, at=day(2))
    assert (complaint.state, complaint.record.at_intake) == (State.FILED, False)


def test_reasons_are_asked_and_stand_on_the_note_sheet(walk, session):
    complaint = walk.scrutinised()
    with pytest.raises(Incomplete):
        walk.do(
            routing.forward, complaint, Disposal.OTHER_DEPARTMENT, "  ", by=walk.team.cvo, at=day(2)
        )
    reasons = "It concerns the Revenue Department."

    walk.do(
        routing.forward, complaint, Disposal.OTHER_DEPARTMENT, reasons, by=walk.team.cvo, at=day(2)
    )

    note = session.scalars(select(Note).where(Note.kind == NoteKind.REASONS)).one()
    assert (note.text, note.action, note.number) == (reasons, "forward", 2)


def test_an_outcome_that_does_not_go_with_the_decision_is_refused(walk):
    complaint = walk.scrutinised()

    with pytest.raises(Invalid):
        walk.do(routing.forward, complaint, Disposal.SPAM, "x", by=walk.team.cvo, at=day(2))


def test_the_cvo_returns_a_scrutiny_and_reopens_what_was_filed(walk, session):
    complaint = walk.scrutinised()
    walk.do(scrutiny.return_scrutiny, complaint, "Ask the bank.", by=walk.team.cvo, at=day(2))
    returned = complaint.state
    walk.do(scrutiny.record_scrutiny, complaint, FOUND, by=walk.team.vo, at=day(3))
    walk.do(
        routing.file, complaint, Disposal.INSUFFICIENT, "No facts.", by=walk.team.cvo, at=day(4)
    )

    walk.do(routing.reopen, complaint, "New facts came.", by=walk.team.cvo, at=day(9))
    session.commit()

    assert (returned, complaint.state) == (State.UNDER_SCRUTINY, State.UNDER_SCRUTINY)
    assert complaint.disposal is None
