"""The way of an inquiry from the order to the action it leads to, or to its closure."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step


class State(StrEnum):
    """Where an inquiry stands."""

    ORDERED = "ordered"
    UNDER_INQUIRY = "under-inquiry"
    REPORT_SUBMITTED = "report-submitted"
    REPORT_ACCEPTED = "report-accepted"
    CLOSURE_PROPOSED = "closure-proposed"
    ACTION_ORDERED = "action-ordered"
    CLOSED = "closed"


class Action(StrEnum):
    """What can be done with an inquiry."""

    ORDER_INQUIRY = "order-inquiry"
    CHANGE_OFFICER = "change-officer"
    TAKE_CHARGE = "take-charge"
    RECORD_PROGRESS = "record-progress"
    ASK_EXTENSION = "ask-extension"
    GRANT_EXTENSION = "grant-extension"
    REFUSE_EXTENSION = "refuse-extension"
    ASK_CLARIFICATION = "ask-clarification"
    RECEIVE_CLARIFICATION = "receive-clarification"
    SUBMIT_REPORT = "submit-report"
    RETURN_REPORT = "return-report"
    ACCEPT_REPORT = "accept-report"
    ORDER_ACTION = "order-action"
    PROPOSE_CLOSURE = "propose-closure"
    APPROVE_CLOSURE = "approve-closure"
    REFUSE_CLOSURE = "refuse-closure"
    REOPEN = "reopen"
    MERGE = "merge"
    WITHDRAW_SPLIT = "withdraw-split"


FINAL = frozenset({State.ACTION_ORDERED, State.CLOSED})
OPEN = tuple(state for state in State if state not in FINAL)
INQUIRING = (State.ORDERED, State.UNDER_INQUIRY)
"""While the inquiry is with the inquiring officer."""

INQUIRY = Workflow(
    step(Action.ORDER_INQUIRY, to=State.ORDERED, by=[Role.CVO]),
    step(Action.CHANGE_OFFICER, *INQUIRING, by=[Role.CVO], needs=[InHand.REASONS]),
    step(
        Action.TAKE_CHARGE,
        State.ORDERED,
        to=State.UNDER_INQUIRY,
        by=[Role.INQUIRING_OFFICER],
    ),
    step(Action.RECORD_PROGRESS, State.UNDER_INQUIRY, by=[Role.INQUIRING_OFFICER]),
    # Reasons, case by case, before the time is over: CVC order of August 2020.
    step(
        Action.ASK_EXTENSION,
        *INQUIRING,
        by=[Role.INQUIRING_OFFICER],
        needs=[InHand.REASONS],
    ),
    step(Action.GRANT_EXTENSION, *INQUIRING, by=[Role.CVO], needs=[InHand.REASONS]),
    step(Action.REFUSE_EXTENSION, *INQUIRING, by=[Role.CVO], needs=[InHand.REASONS]),
    step(
        Action.ASK_CLARIFICATION,
        State.UNDER_INQUIRY,
        State.REPORT_SUBMITTED,
        State.REPORT_ACCEPTED,
        by=[Role.INQUIRING_OFFICER, Role.VO, Role.CVO],
    ),
    step(
        Action.RECEIVE_CLARIFICATION,
        State.UNDER_INQUIRY,
        State.REPORT_SUBMITTED,
        State.REPORT_ACCEPTED,
        by=[Role.COMPLAINANT, Role.DISTRICT, Role.INQUIRING_OFFICER, Role.VO, Role.CVO],
    ),
    step(
        Action.SUBMIT_REPORT,
        State.UNDER_INQUIRY,
        to=State.REPORT_SUBMITTED,
        by=[Role.INQUIRING_OFFICER],
        needs=[InHand.REPORT],
    ),
    step(
        Action.RETURN_REPORT,
        State.REPORT_SUBMITTED,
        to=State.UNDER_INQUIRY,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(Action.ACCEPT_REPORT, State.REPORT_SUBMITTED, to=State.REPORT_ACCEPTED, by=[Role.CVO]),
    step(
        Action.ORDER_ACTION,
        State.REPORT_ACCEPTED,
        to=State.ACTION_ORDERED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        Action.PROPOSE_CLOSURE,
        State.REPORT_ACCEPTED,
        to=State.CLOSURE_PROPOSED,
        by=[Role.VO],
        needs=[InHand.REASONS],
    ),
    step(
        Action.APPROVE_CLOSURE,
        State.CLOSURE_PROPOSED,
        to=State.CLOSED,
        by=[Role.CVO],
        needs=[InHand.REASONS, InHand.SECOND_PERSON],
    ),
    step(
        Action.REFUSE_CLOSURE,
        State.CLOSURE_PROPOSED,
        to=State.REPORT_ACCEPTED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    # Further inquiry: the inquiry clock begins anew with the order that reopens it.
    step(
        Action.REOPEN,
        State.CLOSED,
        to=State.UNDER_INQUIRY,
        # The reviewing officer by setting the closing aside on appeal, and in no other way.
        by=[Role.CVO, Role.REVIEWING_OFFICER],
        needs=[InHand.REASONS],
    ),
    # Goes on in another case: one proposes it, the CVO as the second person carries it out.
    step(
        Action.MERGE,
        *OPEN,
        to=State.CLOSED,
        by=[Role.CVO],
        needs=[InHand.REASONS, InHand.SECOND_PERSON],
    ),
    # Only while nothing was done in the case that was split off.
    step(
        Action.WITHDRAW_SPLIT,
        State.ORDERED,
        to=State.CLOSED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=State.ORDERED,
    final=FINAL,
)
