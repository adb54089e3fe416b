"""The coded values of reviews in words."""

from enum import StrEnum

from vigilance.domain.words import Words
from vigilance.reviews.rules import Outcome
from vigilance.web.labels import register_labels

OUTCOMES: dict[StrEnum, Words] = {
    Outcome.CONTINUE: Words(hi="यथावत जारी", en="Continue"),
    Outcome.DIRECT: Words(hi="निर्देश", en="Direct"),
    Outcome.TRANSFER: Words(hi="स्थानान्तरण वांछित", en="Transfer wanted"),
    Outcome.CLOSE: Words(hi="निस्तारण वांछित", en="Closing wanted"),
    Outcome.NO_TIME: Words(hi="समय नहीं मिला", en="No time in this sitting"),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(Outcome, OUTCOMES)
