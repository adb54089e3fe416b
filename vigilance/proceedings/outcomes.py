"""What the end of a track says, checked against the exact list of the rules."""

from collections.abc import Mapping
from typing import Any

from vigilance.domain.errors import Invalid
from vigilance.domain.personnel import Group, OrderOutcome, Penalty, check_penalties
from vigilance.domain.tracks import Track

ORDERS = {
    (Track.DEPARTMENTAL_MAJOR, "pass-order"): False,
    (Track.DEPARTMENTAL_MINOR, "pass-order"): True,
}
"""The acts that impose a penalty or exonerate, and whether only a minor penalty may follow."""


def check_outcome(track: Track, action: str, facts: Mapping[str, Any], group: Group) -> None:
    """Raise Invalid where an order says neither, or imposes what the rules do not know."""
    minor_only = ORDERS.get((track, action))
    if minor_only is None:
        return
    try:
        outcome = OrderOutcome(str(facts.get("outcome")))
        penalties = [Penalty(each) for each in facts.get("penalties", ())]
    except ValueError:
        raise Invalid(
            {
                "outcome": [
                    "Say whether the officer is exonerated, or which penalty of rule 3 is imposed."
                ]
            }
        ) from None
    if (outcome is OrderOutcome.PENALTY) != bool(penalties):
        raise Invalid({"penalties": ["A penalty is named where one is imposed, and only there."]})
    check_penalties(penalties, group, minor_only=minor_only)
