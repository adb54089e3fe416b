"""The way of a letter through the office: drafted, put up, approved by a second person, issued, served."""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Workflow, step

DESK = (Role.VO, Role.CVO)


class LetterState(StrEnum):
    """Where a letter stands."""

    DRAFT = "draft"
    PUT_UP = "put-up"
    APPROVED = "approved"
    ISSUED = "issued"
    SERVED = "served"
    WITHDRAWN = "withdrawn"


class LetterAction(StrEnum):
    """What is done with a letter."""

    DRAFT = "draft-letter"
    EDIT = "edit-letter"
    PUT_UP = "put-up-letter"
    RETURN = "return-letter"
    APPROVE = "approve-letter"
    ISSUE = "issue-letter"
    RECORD_SERVICE = "record-letter-service"
    WITHDRAW = "withdraw-letter"


LETTER = Workflow(
    step(LetterAction.DRAFT, to=LetterState.DRAFT, by=DESK),
    step(LetterAction.EDIT, LetterState.DRAFT, by=DESK),
    step(LetterAction.PUT_UP, LetterState.DRAFT, to=LetterState.PUT_UP, by=DESK),
    step(
        LetterAction.RETURN,
        LetterState.PUT_UP,
        to=LetterState.DRAFT,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    # Nobody approves his own words: who wrote the text last is not who approves it.
    step(
        LetterAction.APPROVE,
        LetterState.PUT_UP,
        to=LetterState.APPROVED,
        by=[Role.CVO],
        needs=[InHand.SECOND_PERSON],
    ),
    step(LetterAction.ISSUE, LetterState.APPROVED, to=LetterState.ISSUED, by=DESK),
    step(LetterAction.RECORD_SERVICE, LetterState.ISSUED, to=LetterState.SERVED, by=DESK),
    # What has left the office is never changed: it is withdrawn with reasons, and another is written.
    step(
        LetterAction.WITHDRAW,
        LetterState.DRAFT,
        LetterState.PUT_UP,
        to=LetterState.WITHDRAWN,
        by=DESK,
        needs=[InHand.REASONS],
    ),
    step(
        LetterAction.WITHDRAW,
        LetterState.APPROVED,
        LetterState.ISSUED,
        LetterState.SERVED,
        to=LetterState.WITHDRAWN,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    ),
    initial=LetterState.DRAFT,
    final=(LetterState.SERVED, LetterState.WITHDRAWN),
)
