import pytest

from vigilance.domain.roles import Role
from vigilance.domain.usual_steps import USUAL, usual_from, usual_of
from vigilance.domain.workflows import complaint, inquiry

WORKFLOWS = {complaint.State: complaint.COMPLAINT, inquiry.State: inquiry.INQUIRY}
LINES = [
    (state, role, action)
    for state, of_role in USUAL.items()
    for role, actions in of_role.items()
    for action in actions
]


@pytest.mark.parametrize(("state", "role", "action"), LINES)
def test_what_is_usual_is_a_step_of_the_procedure(state, role, action):
    steps = WORKFLOWS[type(state)].open_to(state, {role})

    assert action in {step.action for step in steps}


def test_the_likeliest_that_is_open_is_usual():
    state, vo = complaint.State.REGISTERED, {Role.VO}
    ask, start = complaint.Action.ASK_CONFIRMATION, complaint.Action.START_SCRUTINY

    assert usual_of(state, vo, [start, ask]) is ask
    assert usual_of(state, vo, [start]) is start
    assert usual_of(state, vo, [complaint.Action.ACKNOWLEDGE]) is None


def test_where_the_matter_is_over_nothing_is_usual():
    assert usual_from(complaint.State.FILED, {Role.CVO, Role.VO}) == []
    assert usual_of(inquiry.State.CLOSED, {Role.CVO}, [inquiry.Action.REOPEN]) is None


DECIDED = {
    complaint.State.DECISION_PENDING,
    inquiry.State.REPORT_SUBMITTED,
    inquiry.State.REPORT_ACCEPTED,
    inquiry.State.CLOSURE_PROPOSED,
}


def test_where_an_outcome_is_decided_no_form_leans_to_one():
    assert DECIDED.isdisjoint(USUAL)
