"""What must be in hand before a step may be taken."""

from enum import StrEnum


class InHand(StrEnum):
    """A paper, or a fact the file shows; the command that takes the step says which it has."""

    REASONS = "reasons"
    SECOND_PERSON = "second-person"
    SCRUTINY_NOTE = "scrutiny-note"
    CONFIRMATION = "confirmation"
    """The complainant has owned the complaint, or its lane asks for no confirmation."""
    CONFIRMATION_NOT_NEEDED = "confirmation-not-needed"
    """The lane is free of confirmation, or the public representative has confirmed already."""
    NOT_YET_REMINDED = "not-yet-reminded"
    """No reminder has been sent: CVC 01/01/15 knows one only."""
    REMINDER = "reminder"
    """The one reminder was sent and its days are over."""
    DISOWNMENT = "disownment"
    """The person named as complainant says the complaint is not theirs."""
    REPORT = "report"
    LIMIT_OVER = "limit-over"
    """A time limit on this record has passed its due date."""
