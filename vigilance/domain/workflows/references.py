"""Matters that come from, or go to, another authority: letters, references, transfers."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step

DESK = (Role.CLERK, Role.VO, Role.CVO)


class RepresentativeState(StrEnum):
    """Where a public representative's letter stands."""

    RECEIVED = "letter-received"
    CONFIRMED = "letter-confirmed"
    REPLIED = "letter-replied"


class RepresentativeAction(StrEnum):
    """What happens with a public representative's letter."""

    RECEIVE_LETTER = "receive-letter"
    CONFIRM_LETTER = "confirm-letter"
    REPLY_TO_LETTER = "reply-to-letter"
    REOPEN = "reopen"


REPRESENTATIVE = Workflow(
    step(RepresentativeAction.RECEIVE_LETTER, to=RepresentativeState.RECEIVED, by=DESK),
    # GO of 1997: first it is confirmed that the letter is signed by the member, who stands by its facts.
    step(
        RepresentativeAction.CONFIRM_LETTER,
        RepresentativeState.RECEIVED,
        to=RepresentativeState.CONFIRMED,
        by=DESK,
    ),
    step(
        RepresentativeAction.REPLY_TO_LETTER,
        RepresentativeState.RECEIVED,
        RepresentativeState.CONFIRMED,
        to=RepresentativeState.REPLIED,
        by=[Role.VO, Role.CVO],
        needs=[InHand.REPLY],
    ),
    step(
        RepresentativeAction.REOPEN,
        RepresentativeState.REPLIED,
        to=RepresentativeState.RECEIVED,
        by=[Role.VO, Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=RepresentativeState.RECEIVED,
    final=(RepresentativeState.REPLIED,),
)


class ReferenceState(StrEnum):
    """Where a reference of the Lokayukta or another authority stands."""

    RECEIVED = "reference-received"
    REPORT_CALLED = "reference-report-called"
    ANSWERED = "reference-answered"
    CLOSED = "reference-closed"


class ReferenceAction(StrEnum):
    """What happens with a reference."""

    RECEIVE_REFERENCE = "receive-reference"
    CALL_REFERENCE_REPORT = "call-reference-report"
    SEND_INTERIM_ANSWER = "send-interim-answer"
    ANSWER_REFERENCE = "answer-reference"
    RECORD_FINDING_OF_AUTHORITY = "record-finding-of-authority"
    REOPEN = "reopen"


REFERENCE = Workflow(
    step(ReferenceAction.RECEIVE_REFERENCE, to=ReferenceState.RECEIVED, by=DESK),
    step(
        ReferenceAction.CALL_REFERENCE_REPORT,
        ReferenceState.RECEIVED,
        to=ReferenceState.REPORT_CALLED,
        by=[Role.VO, Role.CVO],
    ),
    step(
        ReferenceAction.SEND_INTERIM_ANSWER,
        ReferenceState.RECEIVED,
        ReferenceState.REPORT_CALLED,
        by=[Role.VO, Role.CVO],
    ),
    step(
        ReferenceAction.ANSWER_REFERENCE,
        ReferenceState.RECEIVED,
        ReferenceState.REPORT_CALLED,
        to=ReferenceState.ANSWERED,
        by=[Role.CVO],
        needs=[InHand.REPLY],
    ),
    step(
        ReferenceAction.RECORD_FINDING_OF_AUTHORITY,
        ReferenceState.ANSWERED,
        to=ReferenceState.CLOSED,
        by=[Role.VO, Role.CVO],
        needs=[InHand.REPORT],
    ),
    step(
        ReferenceAction.REOPEN,
        ReferenceState.CLOSED,
        to=ReferenceState.RECEIVED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=ReferenceState.RECEIVED,
    final=(ReferenceState.CLOSED,),
)


class TransferState(StrEnum):
    """Where the transfer of a matter to another department stands."""

    DECIDED = "transfer-decided"
    SENT = "transfer-sent"
    ACCEPTED = "transfer-accepted"
    RETURNED = "transfer-returned"


class TransferAction(StrEnum):
    """What happens with a transfer."""

    DECIDE_TRANSFER = "decide-transfer"
    SEND_TRANSFER = "send-transfer"
    RECORD_ACCEPTANCE = "record-acceptance"
    RECORD_RETURN = "record-return"
    REOPEN = "reopen"


TRANSFER = Workflow(
    step(
        TransferAction.DECIDE_TRANSFER,
        to=TransferState.DECIDED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    step(TransferAction.SEND_TRANSFER, TransferState.DECIDED, to=TransferState.SENT, by=DESK),
    step(TransferAction.RECORD_ACCEPTANCE, TransferState.SENT, to=TransferState.ACCEPTED, by=DESK),
    step(
        TransferAction.RECORD_RETURN,
        TransferState.SENT,
        to=TransferState.RETURNED,
        by=DESK,
        needs=[InHand.REASONS],
    ),
    step(
        TransferAction.REOPEN,
        TransferState.RETURNED,
        TransferState.ACCEPTED,
        to=TransferState.DECIDED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=TransferState.DECIDED,
    final=(TransferState.ACCEPTED, TransferState.RETURNED),
)


class DisclosureState(StrEnum):
    """Whether those who must know have been told that a sealed identity was opened."""

    OPENED = "identity-opened-state"
    TOLD = "opening-told"


class DisclosureAction(StrEnum):
    """What happens when a sealed identity is opened."""

    OPEN_IDENTITY = "identity-opened"
    TELL_OPENING = "tell-opening"


DISCLOSURE = Workflow(
    step(DisclosureAction.OPEN_IDENTITY, to=DisclosureState.OPENED, by=[Role.VO, Role.CVO]),
    step(
        DisclosureAction.TELL_OPENING,
        DisclosureState.OPENED,
        to=DisclosureState.TOLD,
        by=[Role.SYSTEM],
    ),
    initial=DisclosureState.OPENED,
    final=(DisclosureState.TOLD,),
)
