"""The stages of complaints and cases in few words, as the minister reads them."""

from collections.abc import Mapping
from enum import StrEnum

from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry
from vigilance.web.labels import register_labels


class Stage(StrEnum):
    """With whom a pending matter lies, roughly."""

    REGISTERED = "registered"
    AWAITING_COMPLAINANT = "awaiting-complainant"
    SCRUTINY = "scrutiny"
    DECISION = "decision"
    INQUIRY = "inquiry"
    CLOSURE = "closure"


LABELS: dict[StrEnum, Words] = {
    Stage.REGISTERED: Words(hi="दर्ज", en="Registered"),
    Stage.AWAITING_COMPLAINANT: Words(hi="शिकायतकर्ता की प्रतीक्षा", en="Awaiting the complainant"),
    Stage.SCRUTINY: Words(hi="परीक्षण", en="Scrutiny"),
    Stage.DECISION: Words(hi="निर्णय", en="Decision"),
    Stage.INQUIRY: Words(hi="जांच", en="Inquiry"),
    Stage.CLOSURE: Words(hi="निस्तारण", en="Closure"),
}

STAGE_OF: Mapping[str, Stage] = {
    complaint.State.REGISTERED: Stage.REGISTERED,
    complaint.State.AWAITING_CONFIRMATION: Stage.AWAITING_COMPLAINANT,
    complaint.State.UNDER_SCRUTINY: Stage.SCRUTINY,
    complaint.State.FACTUAL_REPORT_CALLED: Stage.SCRUTINY,
    complaint.State.DECISION_PENDING: Stage.DECISION,
    inquiry.State.ORDERED: Stage.INQUIRY,
    inquiry.State.UNDER_INQUIRY: Stage.INQUIRY,
    inquiry.State.REPORT_SUBMITTED: Stage.DECISION,
    inquiry.State.REPORT_ACCEPTED: Stage.DECISION,
    inquiry.State.CLOSURE_PROPOSED: Stage.CLOSURE,
}
"""Every state in which a complaint or a case is open."""


def states_of(stage: Stage) -> list[str]:
    """The states this stage stands for."""
    return sorted(state for state, its in STAGE_OF.items() if its is stage)


def register() -> None:
    """Make them known to every page."""
    register_labels(Stage, LABELS)
