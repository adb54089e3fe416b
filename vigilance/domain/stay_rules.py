"""Each ground on which a clock may stand still: who may allow it, for how long at most, when it is looked at again."""

from dataclasses import dataclass
from datetime import date, timedelta

from vigilance.domain.roles import Role
from vigilance.domain.stays import StayGround


@dataclass(frozen=True, slots=True)
class StayRule:
    """One ground: the level that allows it, its longest duration in days (None: until the cause ends), the wake-up."""

    allowed_by: frozenset[Role]
    most_days: int | None
    look_again_days: int


_CELL = frozenset({Role.VO, Role.CVO})
_CVO = frozenset({Role.CVO})

STAY_RULES: dict[StayGround, StayRule] = {
    StayGround.COURT_STAY: StayRule(_CELL, None, 90),
    StayGround.AWAITING_COMPLAINANT: StayRule(frozenset({Role.SYSTEM}), 30, 30),
    StayGround.AWAITING_RECORD: StayRule(_CELL, 60, 30),
    StayGround.AWAITING_SANCTION: StayRule(_CELL, None, 90),
    StayGround.OFFICER_ABSCONDING_OR_LEAVE: StayRule(_CVO, 180, 60),
    StayGround.OTHER: StayRule(_CVO, 30, 30),
}
"""The department's own policy (domain.md, decision 3): what a court or a sanction stays has no longest time."""


def wake_day(ground: StayGround, since: date, today: date) -> date:
    """When a stay that names no day is looked at again: never before tomorrow."""
    return max(
        since + timedelta(days=STAY_RULES[ground].look_again_days), today + timedelta(days=1)
    )


def last_day(ground: StayGround, since: date) -> date | None:
    """The day on which a stay on this ground must have ended, if there is one."""
    most = STAY_RULES[ground].most_days
    return None if most is None else since + timedelta(days=most)
