"""The test of scrutiny, whether a complaint shows a vigilance angle.

CVC Office Order 23/04/04 of 13.04.2004 (004/VGL/18) with 74/12/05 of 21.12.2005.
"""

from collections.abc import Collection
from enum import StrEnum


class PlainPoint(StrEnum):
    """A vigilance angle on the face of it."""

    GRATIFICATION = "gratification"
    VALUABLE_THING = "valuable-thing"
    GAIN_BY_ABUSE_OF_POSITION = "gain-by-abuse-of-position"
    DISPROPORTIONATE_ASSETS = "disproportionate-assets"
    MISAPPROPRIATION_FORGERY_CHEATING = "misappropriation-forgery-cheating"


class WeighedPoint(StrEnum):
    """A circumstance to be weighed for whether it gives reasonable ground to doubt integrity."""

    GROSS_NEGLIGENCE = "gross-negligence"
    RECKLESSNESS = "recklessness"
    BREACH_OF_PROCEDURE = "breach-of-procedure"
    EXCESS_OF_DISCRETION = "excess-of-discretion"
    SUPERIORS_NOT_INFORMED = "superiors-not-informed"
    UNDUE_LOSS_OR_GAIN = "undue-loss-or-gain"


def has_vigilance_angle(points: Collection[str], *, integrity_doubtful: bool = False) -> bool:
    """Whether these points make a vigilance angle.

    One plain point does. A weighed point does only where the officer, having weighed it, finds
    the integrity of the conduct doubtful: an error a prudent person could make is no test.
    """
    if not set(PlainPoint).isdisjoint(points):
        return True
    return integrity_doubtful and not set(WeighedPoint).isdisjoint(points)
