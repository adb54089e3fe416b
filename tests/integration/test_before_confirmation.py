"""No step on the matter before it is owned, but in the lanes that ask nobody; and what is proposed when nobody answers."""

import pytest

from tests.builders.cases import day
from tests.builders.desks import seated
from vigilance.complaints.commands import verification
from vigilance.complaints.in_hand import steps_for
from vigilance.domain.lanes import Lane
from vigilance.domain.workflows.complaint import Action, State

ON_THE_MATTER = frozenset(
    {
        Action.START_SCRUTINY,
        Action.TAKE_UP_AS_SOURCE_INFORMATION,
        Action.CALL_FACTUAL_REPORT,
        Action.RECORD_SCRUTINY,
        Action.TAKE_UP,
        Action.FORWARD,
        Action.FILE,
        Action.ASK_CLARIFICATION,
    }
)
"""Everything that looks into the matter or decides it."""
FREE = {
    Lane.ORDINARY: set(),
    Lane.PUBLIC_REPRESENTATIVE: set(),
    Lane.PROTECTED: {Action.START_SCRUTINY},
    Lane.ANONYMOUS: {Action.TAKE_UP_AS_SOURCE_INFORMATION},
    Lane.DEPARTMENT_ORIGINATED: {Action.START_SCRUTINY},
}


def open_steps(walk, complaint, number=1):
    return {
        step.action
        for actor in (walk.team.clerk, walk.team.vo, walk.team.cvo)
        for step in steps_for(walk.session, complaint, actor, day(number))
        if step.allowed
    }


@pytest.mark.parametrize("lane", list(Lane))
def test_before_it_is_owned_only_the_lanes_that_ask_nobody_look_into_the_matter(walk, lane):
    complaint = walk.assigned(lane=lane)

    assert open_steps(walk, complaint) & ON_THE_MATTER == FREE[lane]


@pytest.mark.parametrize("lane", [Lane.ORDINARY, Lane.PUBLIC_REPRESENTATIVE])
@pytest.mark.parametrize("number", [1, 20, 40, 400])
def test_while_the_answer_is_awaited_nothing_is_done_however_long_it_takes(walk, lane, number):
    complaint = walk.asked(lane=lane)
    walk.do(verification.remind, complaint, by=walk.team.vo, at=day(15))

    assert open_steps(walk, complaint, number) & ON_THE_MATTER == set()


@pytest.mark.parametrize("lane", [Lane.PROTECTED, Lane.ANONYMOUS, Lane.DEPARTMENT_ORIGINATED])
def test_nobody_is_asked_in_the_lanes_that_need_no_answer(walk, lane):
    complaint = walk.assigned(lane=lane)

    assert Action.ASK_CONFIRMATION not in open_steps(walk, complaint)


@pytest.mark.parametrize(("number", "proposed"), [(15, False), (16, True)])
def test_after_fifteen_days_the_reminder_is_proposed_to_who_sends_it(
    walk, session, sign_in, at, number, proposed
):
    complaint = walk.asked()  # the fifteenth day is 20 January, a Tuesday
    session.commit()
    at(day(number))

    page = seated(session, sign_in, walk.team.vo).get("/office?lang=en")

    assert ('id="remind"' in page.text) is proposed
    assert complaint.reminded_at is None


def test_a_reminder_is_proposed_and_sent_once(walk, session, sign_in, at):
    complaint = walk.asked()
    walk.do(verification.remind, complaint, by=walk.team.vo, at=day(16))
    session.commit()
    at(day(17))

    page = seated(session, sign_in, walk.team.vo).get("/office?lang=en")

    assert 'id="remind"' not in page.text
    assert Action.REMIND not in open_steps(walk, complaint, 17)


@pytest.mark.parametrize(("number", "proposed"), [(30, False), (31, True)])
def test_after_the_reminders_days_the_cvo_finds_it_proposed_to_be_filed(
    walk, session, sign_in, at, number, proposed
):
    complaint = walk.asked()
    walk.do(verification.remind, complaint, by=walk.team.vo, at=day(15))
    session.commit()
    at(day(number))

    page = seated(session, sign_in, walk.team.cvo).get("/office/cvo?lang=en")

    assert ('id="unconfirmed"' in page.text) is proposed
    assert complaint.state is State.AWAITING_CONFIRMATION
