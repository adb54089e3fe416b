"""The way of a complaint from its registration to the route the CVO chooses for it.

Read it from top to bottom and you have read the procedure.
"""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step


class State(StrEnum):
    """Where a complaint stands."""

    REGISTERED = "registered"
    AWAITING_CONFIRMATION = "awaiting-confirmation"
    UNDER_SCRUTINY = "under-scrutiny"
    FACTUAL_REPORT_CALLED = "factual-report-called"
    DECISION_PENDING = "decision-pending"
    TAKEN_UP = "taken-up"
    FORWARDED = "forwarded"
    FILED = "filed"


class Action(StrEnum):
    """What can be done with a complaint."""

    REGISTER = "register"
    ACKNOWLEDGE = "acknowledge"
    ASSIGN = "assign"
    ASK_CONFIRMATION = "ask-confirmation"
    REMIND = "remind"
    CONFIRM = "confirm"
    DISOWN = "disown"
    ASK_AFFIDAVIT = "ask-affidavit"
    RECEIVE_AFFIDAVIT = "receive-affidavit"
    START_SCRUTINY = "start-scrutiny"
    TAKE_UP_AS_SOURCE_INFORMATION = "take-up-as-source-information"
    ASK_CLARIFICATION = "ask-clarification"
    RECEIVE_CLARIFICATION = "receive-clarification"
    CALL_FACTUAL_REPORT = "call-factual-report"
    RECEIVE_FACTUAL_REPORT = "receive-factual-report"
    RECORD_SCRUTINY = "record-scrutiny"
    RETURN_SCRUTINY = "return-scrutiny"
    TAKE_UP = "take-up"
    JOIN_CASE = "join-case"
    PART_FROM_CASE = "part-from-case"
    FORWARD = "forward"
    FILE = "file"
    FILE_ANONYMOUS = "file-anonymous"
    FILE_UNCONFIRMED = "file-unconfirmed"
    REOPEN = "reopen"
    REMIND_OFFICE = "remind-office"
    GIVE_FEEDBACK = "give-feedback"


FINAL = frozenset({State.TAKEN_UP, State.FORWARDED, State.FILED})
OPEN = tuple(state for state in State if state not in FINAL)

COMPLAINT = Workflow(
    step(
        Action.REGISTER,
        to=State.REGISTERED,
        by=[Role.COMPLAINANT, Role.CLERK, Role.VO, Role.CVO, Role.SYSTEM],
    ),
    step(Action.ACKNOWLEDGE, *State, by=[Role.CLERK, Role.VO, Role.SYSTEM]),
    step(Action.ASSIGN, *OPEN, by=[Role.CVO]),
    # CVC 01/01/15 and the affidavit GO of 1997: no step on the matter before it is owned.
    step(
        Action.ASK_CONFIRMATION,
        State.REGISTERED,
        to=State.AWAITING_CONFIRMATION,
        by=[Role.CLERK, Role.VO, Role.CVO],
    ),
    step(
        Action.REMIND,
        State.AWAITING_CONFIRMATION,
        by=[Role.CLERK, Role.VO],
        needs=[InHand.NOT_YET_REMINDED],
    ),
    step(
        Action.CONFIRM,
        State.AWAITING_CONFIRMATION,
        to=State.UNDER_SCRUTINY,
        by=[Role.COMPLAINANT, Role.CLERK, Role.VO],
    ),
    step(
        Action.DISOWN,
        State.AWAITING_CONFIRMATION,
        to=State.DECISION_PENDING,
        by=[Role.COMPLAINANT, Role.VO],
    ),
    step(
        Action.ASK_AFFIDAVIT,
        State.AWAITING_CONFIRMATION,
        State.UNDER_SCRUTINY,
        by=[Role.VO],
    ),
    step(
        Action.RECEIVE_AFFIDAVIT,
        State.AWAITING_CONFIRMATION,
        State.UNDER_SCRUTINY,
        State.FACTUAL_REPORT_CALLED,
        State.DECISION_PENDING,
        by=[Role.COMPLAINANT, Role.CLERK, Role.VO],
    ),
    step(
        Action.START_SCRUTINY,
        State.REGISTERED,
        to=State.UNDER_SCRUTINY,
        by=[Role.VO, Role.CVO],
        needs=[InHand.CONFIRMATION_NOT_NEEDED],
    ),
    # The anonymous lane: the CVO takes the facts, not the complaint, and says why.
    step(
        Action.TAKE_UP_AS_SOURCE_INFORMATION,
        State.REGISTERED,
        to=State.UNDER_SCRUTINY,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        Action.ASK_CLARIFICATION,
        State.UNDER_SCRUTINY,
        State.FACTUAL_REPORT_CALLED,
        State.DECISION_PENDING,
        by=[Role.VO, Role.CVO],
    ),
    step(
        Action.RECEIVE_CLARIFICATION,
        State.UNDER_SCRUTINY,
        State.FACTUAL_REPORT_CALLED,
        State.DECISION_PENDING,
        by=[Role.COMPLAINANT, Role.DISTRICT, Role.CLERK, Role.VO, Role.CVO],
    ),
    step(
        Action.CALL_FACTUAL_REPORT,
        State.UNDER_SCRUTINY,
        State.DECISION_PENDING,
        to=State.FACTUAL_REPORT_CALLED,
        by=[Role.VO, Role.CVO],
    ),
    step(
        Action.RECEIVE_FACTUAL_REPORT,
        State.FACTUAL_REPORT_CALLED,
        to=State.UNDER_SCRUTINY,
        by=[Role.DISTRICT, Role.VO, Role.CVO],
    ),
    step(
        Action.RECORD_SCRUTINY,
        State.UNDER_SCRUTINY,
        to=State.DECISION_PENDING,
        by=[Role.VO, Role.CVO],
        needs=[InHand.SCRUTINY_NOTE],
    ),
    step(
        Action.RETURN_SCRUTINY,
        State.DECISION_PENDING,
        to=State.UNDER_SCRUTINY,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        Action.TAKE_UP,
        State.DECISION_PENDING,
        to=State.TAKEN_UP,
        by=[Role.CVO],
        needs=[InHand.SCRUTINY_NOTE, InHand.CONFIRMATION, InHand.REASONS],
    ),
    # The same matter as a case that stands: no second scrutiny, but owned by its complainant like any other.
    step(
        Action.JOIN_CASE,
        State.UNDER_SCRUTINY,
        State.DECISION_PENDING,
        to=State.TAKEN_UP,
        by=[Role.CVO],
        needs=[InHand.CONFIRMATION, InHand.REASONS],
    ),
    step(
        Action.PART_FROM_CASE,
        State.TAKEN_UP,
        to=State.UNDER_SCRUTINY,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        Action.FORWARD,
        State.DECISION_PENDING,
        to=State.FORWARDED,
        by=[Role.CVO],
        needs=[InHand.SCRUTINY_NOTE, InHand.REASONS],
    ),
    step(
        Action.FILE,
        State.DECISION_PENDING,
        to=State.FILED,
        by=[Role.CVO],
        needs=[InHand.SCRUTINY_NOTE, InHand.REASONS, InHand.SECOND_PERSON],
    ),
    # DoPT OM 104/76/2011-AVD.I, 18.10.2013: filed, but by a named officer, never by itself.
    step(
        Action.FILE_ANONYMOUS,
        State.REGISTERED,
        to=State.FILED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    # CVC 01/01/15: fifteen days, one reminder, fifteen days more, then as pseudonymous.
    step(
        Action.FILE_UNCONFIRMED,
        State.AWAITING_CONFIRMATION,
        to=State.FILED,
        by=[Role.CVO],
        needs=[InHand.REMINDER, InHand.REASONS],
    ),
    step(
        Action.FILE_UNCONFIRMED,
        State.DECISION_PENDING,
        to=State.FILED,
        by=[Role.CVO],
        needs=[InHand.DISOWNMENT, InHand.REASONS],
    ),
    step(
        Action.REOPEN,
        State.FORWARDED,
        State.FILED,
        to=State.UNDER_SCRUTINY,
        # The reviewing officer by setting the closing aside on appeal, and in no other way.
        by=[Role.CVO, Role.REVIEWING_OFFICER],
        needs=[InHand.REASONS],
    ),
    step(Action.REMIND_OFFICE, *OPEN, by=[Role.COMPLAINANT], needs=[InHand.LIMIT_OVER]),
    step(Action.GIVE_FEEDBACK, *OPEN, State.TAKEN_UP, by=[Role.VO, Role.CVO]),
    initial=State.REGISTERED,
    final=FINAL,
)
