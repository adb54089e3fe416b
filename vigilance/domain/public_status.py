"""What the complainant is told: coarse words, never an officer, never a finding."""

from enum import StrEnum

from vigilance.domain.workflows import complaint, inquiry


class PublicStatus(StrEnum):
    """The status anybody holding the receipt may see."""

    REGISTERED = "registered"
    CONFIRMATION_NEEDED = "confirmation-needed"
    UNDER_SCRUTINY = "under-scrutiny"
    INQUIRY_ORDERED = "inquiry-ordered"
    ACTION_STARTED = "action-started"
    CLOSED = "closed"


OF_COMPLAINT: dict[str, PublicStatus] = {
    complaint.State.REGISTERED: PublicStatus.REGISTERED,
    complaint.State.AWAITING_CONFIRMATION: PublicStatus.CONFIRMATION_NEEDED,
    complaint.State.UNDER_SCRUTINY: PublicStatus.UNDER_SCRUTINY,
    complaint.State.FACTUAL_REPORT_CALLED: PublicStatus.UNDER_SCRUTINY,
    complaint.State.DECISION_PENDING: PublicStatus.UNDER_SCRUTINY,
    # Taken up, the inquiry not yet ordered: the public word changes with the order.
    complaint.State.TAKEN_UP: PublicStatus.UNDER_SCRUTINY,
    complaint.State.FORWARDED: PublicStatus.CLOSED,
    complaint.State.FILED: PublicStatus.CLOSED,
}

OF_INQUIRY: dict[str, PublicStatus] = {
    inquiry.State.ORDERED: PublicStatus.INQUIRY_ORDERED,
    inquiry.State.UNDER_INQUIRY: PublicStatus.INQUIRY_ORDERED,
    inquiry.State.REPORT_SUBMITTED: PublicStatus.INQUIRY_ORDERED,
    inquiry.State.REPORT_ACCEPTED: PublicStatus.INQUIRY_ORDERED,
    inquiry.State.CLOSURE_PROPOSED: PublicStatus.INQUIRY_ORDERED,
    inquiry.State.ACTION_ORDERED: PublicStatus.ACTION_STARTED,
    inquiry.State.CLOSED: PublicStatus.CLOSED,
}


def public_status(complaint_state: str, inquiry_state: str | None = None) -> PublicStatus:
    """The public word for where a complaint, and the inquiry it led to, stand."""
    return OF_COMPLAINT[complaint_state] if inquiry_state is None else OF_INQUIRY[inquiry_state]
