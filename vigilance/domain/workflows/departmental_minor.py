"""Departmental proceedings for a minor penalty against one officer (UP 1999 Rules, rule 10)."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step

DESK = (Role.VO, Role.CVO)


class MinorState(StrEnum):
    """Where proceedings for a minor penalty stand."""

    DECIDED = "minor-decided"
    IMPUTATIONS_SERVED = "imputations-served"
    EXPLANATION_IN = "explanation-in"
    ORDERED = "minor-order-passed"
    UNDER_APPEAL = "minor-under-appeal"
    DROPPED = "minor-dropped"


class MinorAction(StrEnum):
    """What happens in proceedings for a minor penalty."""

    DECIDE = "decide-minor-proceedings"
    SERVE_IMPUTATIONS = "serve-imputations"
    RECEIVE_EXPLANATION = "receive-explanation"
    RECORD_NO_EXPLANATION = "record-no-explanation"
    PASS_ORDER = "pass-order"  # noqa: S105 -- a step, not a secret
    SERVE_ORDER = "serve-order"
    FILE_APPEAL = "file-appeal"
    DECIDE_APPEAL = "decide-appeal"
    DROP = "drop-proceedings"
    REOPEN = "reopen"


MINOR = Workflow(
    step(MinorAction.DECIDE, to=MinorState.DECIDED, by=[Role.CVO], needs=[InHand.REASONS]),
    step(
        MinorAction.SERVE_IMPUTATIONS,
        MinorState.DECIDED,
        to=MinorState.IMPUTATIONS_SERVED,
        by=DESK,
        needs=[InHand.IMPUTATIONS, InHand.PROOF_OF_SERVICE],
    ),
    step(
        MinorAction.RECEIVE_EXPLANATION,
        MinorState.IMPUTATIONS_SERVED,
        to=MinorState.EXPLANATION_IN,
        by=DESK,
        needs=[InHand.REPLY],
    ),
    step(
        MinorAction.RECORD_NO_EXPLANATION,
        MinorState.IMPUTATIONS_SERVED,
        to=MinorState.EXPLANATION_IN,
        by=DESK,
        needs=[InHand.LIMIT_OVER],
    ),
    step(
        MinorAction.PASS_ORDER,
        MinorState.EXPLANATION_IN,
        to=MinorState.ORDERED,
        by=[Role.CVO],
        needs=[InHand.FINAL_ORDER, InHand.APPROVAL_OF_AUTHORITY],
    ),
    step(MinorAction.SERVE_ORDER, MinorState.ORDERED, by=DESK, needs=[InHand.PROOF_OF_SERVICE]),
    step(
        MinorAction.FILE_APPEAL,
        MinorState.ORDERED,
        to=MinorState.UNDER_APPEAL,
        by=DESK,
        needs=[InHand.APPEAL],
    ),
    step(
        MinorAction.DECIDE_APPEAL,
        MinorState.UNDER_APPEAL,
        to=MinorState.ORDERED,
        by=DESK,
        needs=[InHand.FINAL_ORDER],
    ),
    step(
        MinorAction.DROP,
        MinorState.DECIDED,
        MinorState.IMPUTATIONS_SERVED,
        MinorState.EXPLANATION_IN,
        to=MinorState.DROPPED,
        by=[Role.CVO],
        needs=[InHand.REASONS, InHand.SECOND_PERSON],
    ),
    step(
        MinorAction.REOPEN,
        MinorState.ORDERED,
        MinorState.DROPPED,
        to=MinorState.EXPLANATION_IN,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=MinorState.DECIDED,
    final=(MinorState.ORDERED, MinorState.DROPPED),
)
