"""Departmental proceedings for a major penalty against one officer (UP 1999 Rules, rule 7)."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step

DESK = (Role.VO, Role.CVO)
"""The vigilance cell records what the authorities did; what is decided here is the CVO's alone."""


class MajorState(StrEnum):
    """Where proceedings for a major penalty stand."""

    DECIDED = "major-decided"
    CHARGE_SHEET_ISSUED = "charge-sheet-issued"
    CHARGE_SHEET_SERVED = "charge-sheet-served"
    REPLY_IN = "reply-in"
    UNDER_INQUIRY = "before-inquiry-authority"
    INQUIRY_REPORT_IN = "inquiry-report-in"
    COPY_SENT = "copy-sent"
    REPRESENTATION_IN = "representation-in"
    ORDERED = "order-passed"
    UNDER_APPEAL = "under-appeal"
    DROPPED = "dropped"


class MajorAction(StrEnum):
    """What happens in proceedings for a major penalty."""

    DECIDE = "decide-major-proceedings"
    ISSUE_CHARGE_SHEET = "issue-charge-sheet"
    SERVE_CHARGE_SHEET = "serve-charge-sheet"
    GRANT_REPLY_TIME = "grant-reply-time"
    RECEIVE_REPLY = "receive-reply"
    RECORD_NO_REPLY = "record-no-reply"
    CONSIDER_DEFENCE = "consider-defence"
    APPOINT = "appoint-inquiry-authority"
    CHANGE_AUTHORITY = "change-inquiry-authority"
    HOLD_HEARING = "hold-hearing"
    RECORD_PROGRESS = "record-inquiry-progress"
    GRANT_INQUIRY_TIME = "grant-inquiry-time"
    RECEIVE_REPORT = "receive-inquiry-report"
    REMIT = "remit-inquiry"
    RECORD_DISAGREEMENT = "record-disagreement"
    SEND_COPY = "send-report-copy"
    RECEIVE_REPRESENTATION = "receive-representation"
    RECORD_NO_REPRESENTATION = "record-no-representation"
    PASS_ORDER = "pass-order"  # noqa: S105 -- a step, not a secret
    SERVE_ORDER = "serve-order"
    FILE_APPEAL = "file-appeal"
    DECIDE_APPEAL = "decide-appeal"
    DROP = "drop-proceedings"
    REOPEN = "reopen"


_BEFORE_ORDER = tuple(
    state
    for state in MajorState
    if state not in (MajorState.ORDERED, MajorState.UNDER_APPEAL, MajorState.DROPPED)
)

MAJOR = Workflow(
    step(MajorAction.DECIDE, to=MajorState.DECIDED, by=[Role.CVO], needs=[InHand.REASONS]),
    # Rule 7: definite charges, each with its evidence and witnesses, approved by the disciplinary authority.
    step(
        MajorAction.ISSUE_CHARGE_SHEET,
        MajorState.DECIDED,
        to=MajorState.CHARGE_SHEET_ISSUED,
        by=DESK,
        needs=[InHand.CHARGE_SHEET, InHand.APPROVAL_OF_AUTHORITY],
    ),
    step(
        MajorAction.SERVE_CHARGE_SHEET,
        MajorState.CHARGE_SHEET_ISSUED,
        to=MajorState.CHARGE_SHEET_SERVED,
        by=DESK,
        needs=[InHand.PROOF_OF_SERVICE],
    ),
    step(
        MajorAction.GRANT_REPLY_TIME,
        MajorState.CHARGE_SHEET_SERVED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        MajorAction.RECEIVE_REPLY,
        MajorState.CHARGE_SHEET_SERVED,
        to=MajorState.REPLY_IN,
        by=DESK,
        needs=[InHand.REPLY],
    ),
    # The oral inquiry is held even where no reply comes: courts set aside what was done without it.
    step(
        MajorAction.RECORD_NO_REPLY,
        MajorState.CHARGE_SHEET_SERVED,
        to=MajorState.REPLY_IN,
        by=DESK,
        needs=[InHand.LIMIT_OVER],
    ),
    step(MajorAction.CONSIDER_DEFENCE, MajorState.REPLY_IN, by=DESK, needs=[InHand.REASONS]),
    step(
        MajorAction.APPOINT,
        MajorState.REPLY_IN,
        to=MajorState.UNDER_INQUIRY,
        by=[Role.CVO],
        needs=[InHand.APPOINTMENT_ORDER],
    ),
    # CVC 02/02/24: the same officer goes on after a transfer; another only by an order with reasons.
    step(
        MajorAction.CHANGE_AUTHORITY,
        MajorState.UNDER_INQUIRY,
        by=[Role.CVO],
        needs=[InHand.APPOINTMENT_ORDER, InHand.REASONS],
    ),
    # The inquiry officer himself, in the one inquiry he is appointed in (proceedings/commands/appointments.py).
    step(
        MajorAction.HOLD_HEARING,
        MajorState.UNDER_INQUIRY,
        by=[*DESK, Role.INQUIRING_OFFICER],
        needs=[InHand.ORDER_SHEET],
    ),
    # CVC 21/12/21: every month, to the disciplinary authority with a copy to the CVO.
    step(
        MajorAction.RECORD_PROGRESS,
        MajorState.UNDER_INQUIRY,
        by=[*DESK, Role.INQUIRING_OFFICER],
    ),
    step(
        MajorAction.GRANT_INQUIRY_TIME,
        MajorState.UNDER_INQUIRY,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        MajorAction.RECEIVE_REPORT,
        MajorState.UNDER_INQUIRY,
        to=MajorState.INQUIRY_REPORT_IN,
        by=DESK,
        needs=[InHand.REPORT],
    ),
    step(
        MajorAction.REMIT,
        MajorState.INQUIRY_REPORT_IN,
        to=MajorState.UNDER_INQUIRY,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(
        MajorAction.RECORD_DISAGREEMENT,
        MajorState.INQUIRY_REPORT_IN,
        by=[Role.CVO],
        needs=[InHand.DISAGREEMENT_NOTE],
    ),
    step(
        MajorAction.SEND_COPY,
        MajorState.INQUIRY_REPORT_IN,
        to=MajorState.COPY_SENT,
        by=DESK,
        needs=[InHand.PROOF_OF_SERVICE],
    ),
    step(
        MajorAction.RECEIVE_REPRESENTATION,
        MajorState.COPY_SENT,
        to=MajorState.REPRESENTATION_IN,
        by=DESK,
        needs=[InHand.REPLY],
    ),
    step(
        MajorAction.RECORD_NO_REPRESENTATION,
        MajorState.COPY_SENT,
        to=MajorState.REPRESENTATION_IN,
        by=DESK,
        needs=[InHand.LIMIT_OVER],
    ),
    step(
        MajorAction.PASS_ORDER,
        MajorState.REPRESENTATION_IN,
        to=MajorState.ORDERED,
        by=[Role.CVO],
        needs=[InHand.FINAL_ORDER, InHand.APPROVAL_OF_AUTHORITY],
    ),
    step(MajorAction.SERVE_ORDER, MajorState.ORDERED, by=DESK, needs=[InHand.PROOF_OF_SERVICE]),
    step(
        MajorAction.FILE_APPEAL,
        MajorState.ORDERED,
        to=MajorState.UNDER_APPEAL,
        by=DESK,
        needs=[InHand.APPEAL],
    ),
    step(
        MajorAction.DECIDE_APPEAL,
        MajorState.UNDER_APPEAL,
        to=MajorState.ORDERED,
        by=DESK,
        needs=[InHand.FINAL_ORDER],
    ),
    step(
        MajorAction.DROP,
        *_BEFORE_ORDER,
        to=MajorState.DROPPED,
        by=[Role.CVO],
        needs=[InHand.REASONS, InHand.SECOND_PERSON],
    ),
    # A court or a revision sets the order aside and proceedings go on from the charge-sheet.
    step(
        MajorAction.REOPEN,
        MajorState.ORDERED,
        MajorState.DROPPED,
        to=MajorState.CHARGE_SHEET_SERVED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=MajorState.DECIDED,
    final=(MajorState.ORDERED, MajorState.DROPPED),
)
