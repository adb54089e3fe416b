"""A request for information: its answer, the first appeal, and the second before the Information Commission."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step

DESK = (Role.CLERK, Role.VO, Role.CVO)


class RtiState(StrEnum):
    """Where a request for information stands."""

    RECEIVED = "rti-received"
    TRANSFERRED = "rti-transferred"
    REPLIED = "rti-replied"
    APPEALED = "rti-appealed"
    REPLY_ORDERED = "rti-reply-ordered"
    APPEAL_DISMISSED = "rti-appeal-dismissed"
    BEFORE_COMMISSION = "rti-before-commission"
    COMMISSION_DECIDED = "rti-commission-decided"


class RtiAction(StrEnum):
    """What happens with a request for information."""

    RECEIVE_RTI = "receive-rti"
    TRANSFER_RTI = "transfer-rti"
    REPLY_TO_RTI = "reply-to-rti"
    FILE_RTI_APPEAL = "file-rti-appeal"
    GRANT_RTI_APPEAL_TIME = "grant-rti-appeal-time"
    ALLOW_RTI_APPEAL = "allow-rti-appeal"
    DISMISS_RTI_APPEAL = "dismiss-rti-appeal"
    RECORD_SECOND_APPEAL = "record-second-rti-appeal"
    RECORD_COMMISSION_ORDER = "record-commission-order"
    REOPEN = "reopen"


RTI = Workflow(
    step(RtiAction.RECEIVE_RTI, to=RtiState.RECEIVED, by=DESK),
    step(RtiAction.TRANSFER_RTI, RtiState.RECEIVED, to=RtiState.TRANSFERRED, by=DESK),
    step(
        RtiAction.REPLY_TO_RTI,
        RtiState.RECEIVED,
        RtiState.REPLY_ORDERED,
        to=RtiState.REPLIED,
        by=[Role.VO, Role.CVO],
        needs=[InHand.REPLY],
    ),
    # RTI Act s.19(1): whoever is not content with the answer.
    step(
        RtiAction.FILE_RTI_APPEAL,
        RtiState.REPLIED,
        to=RtiState.APPEALED,
        by=DESK,
        needs=[InHand.APPEAL],
    ),
    # RTI Act s.7(2): no answer in time is a refusal, against which an appeal lies too.
    step(
        RtiAction.FILE_RTI_APPEAL,
        RtiState.RECEIVED,
        to=RtiState.APPEALED,
        by=DESK,
        needs=[InHand.APPEAL, InHand.LIMIT_OVER],
    ),
    # RTI Act s.19(6): the appellate authority may take up to 45 days in all, with reasons recorded.
    step(
        RtiAction.GRANT_RTI_APPEAL_TIME,
        RtiState.APPEALED,
        by=[Role.VO, Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        RtiAction.ALLOW_RTI_APPEAL,
        RtiState.APPEALED,
        to=RtiState.REPLY_ORDERED,
        by=[Role.VO, Role.CVO],
        needs=[InHand.FINAL_ORDER],
    ),
    step(
        RtiAction.DISMISS_RTI_APPEAL,
        RtiState.APPEALED,
        to=RtiState.APPEAL_DISMISSED,
        by=[Role.VO, Role.CVO],
        needs=[InHand.FINAL_ORDER],
    ),
    # RTI Act s.19(3): to the State Information Commission, whose order binds.
    step(
        RtiAction.RECORD_SECOND_APPEAL,
        RtiState.APPEALED,
        RtiState.APPEAL_DISMISSED,
        to=RtiState.BEFORE_COMMISSION,
        by=DESK,
        needs=[InHand.APPEAL],
    ),
    step(
        RtiAction.RECORD_COMMISSION_ORDER,
        RtiState.BEFORE_COMMISSION,
        to=RtiState.COMMISSION_DECIDED,
        by=[Role.VO, Role.CVO],
        needs=[InHand.FINAL_ORDER],
    ),
    step(
        RtiAction.REOPEN,
        RtiState.REPLIED,
        RtiState.TRANSFERRED,
        RtiState.COMMISSION_DECIDED,
        to=RtiState.RECEIVED,
        by=[Role.VO, Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=RtiState.RECEIVED,
    final=(
        RtiState.REPLIED,
        RtiState.TRANSFERRED,
        RtiState.APPEAL_DISMISSED,
        RtiState.COMMISSION_DECIDED,
    ),
)
