"""The suspension of one officer (UP 1999 Rules, rule 4): order, charge-sheet in three months, reviews, end."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step

DESK = (Role.VO, Role.CVO)


class SuspensionState(StrEnum):
    """Where a suspension stands."""

    PROPOSED = "suspension-proposed"
    SUSPENDED = "suspended"
    SUSPENDED_AND_CHARGED = "suspended-and-charged"
    ENDED = "suspension-ended"


class SuspensionAction(StrEnum):
    """What happens in a suspension."""

    PROPOSE = "propose-suspension"
    ORDER = "order-suspension"
    RECORD_DEEMED = "record-deemed-suspension"
    SERVE_CHARGE_SHEET = "serve-charge-sheet"
    REVIEW = "review-suspension"
    REVIEW_SUBSISTENCE = "review-subsistence"
    REVOKE = "revoke-suspension"
    WITHDRAW = "withdraw-proposal"
    REOPEN = "reopen"


_RUNNING = (SuspensionState.SUSPENDED, SuspensionState.SUSPENDED_AND_CHARGED)

SUSPENSION = Workflow(
    step(
        SuspensionAction.PROPOSE,
        to=SuspensionState.PROPOSED,
        by=DESK,
        needs=[InHand.REASONS],
    ),
    # Rule 4(1): only where the allegations would ordinarily warrant a major penalty.
    step(
        SuspensionAction.ORDER,
        SuspensionState.PROPOSED,
        to=SuspensionState.SUSPENDED,
        by=[Role.CVO],
        needs=[InHand.SUSPENSION_ORDER, InHand.APPROVAL_OF_AUTHORITY],
    ),
    # Rule 4: custody over forty-eight hours; the officer is suspended by law, and an order records it.
    step(
        SuspensionAction.RECORD_DEEMED,
        SuspensionState.PROPOSED,
        to=SuspensionState.SUSPENDED,
        by=[Role.CVO],
        needs=[InHand.SUSPENSION_ORDER],
    ),
    step(
        SuspensionAction.SERVE_CHARGE_SHEET,
        SuspensionState.SUSPENDED,
        to=SuspensionState.SUSPENDED_AND_CHARGED,
        by=DESK,
        needs=[InHand.PROOF_OF_SERVICE],
    ),
    step(SuspensionAction.REVIEW, *_RUNNING, by=[Role.CVO], needs=[InHand.REASONS]),
    step(SuspensionAction.REVIEW_SUBSISTENCE, *_RUNNING, by=DESK, needs=[InHand.REASONS]),
    step(
        SuspensionAction.REVOKE,
        *_RUNNING,
        to=SuspensionState.ENDED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        SuspensionAction.WITHDRAW,
        SuspensionState.PROPOSED,
        to=SuspensionState.ENDED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        SuspensionAction.REOPEN,
        SuspensionState.ENDED,
        to=SuspensionState.PROPOSED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=SuspensionState.PROPOSED,
    final=(SuspensionState.ENDED,),
)
