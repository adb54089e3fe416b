"""When a clock speaks: reminders before its due date, escalations after it."""

from dataclasses import dataclass
from datetime import date, timedelta

from vigilance.domain.parties import role_of
from vigilance.domain.roles import OFFICER_ROLES, Role
from vigilance.domain.time_limits import TimeLimit

WAKE = "wake"
"""The level of the alert that a stay is to be looked at again."""


@dataclass(frozen=True, slots=True, order=True)
class PlannedAlert:
    """One reminder or escalation: its day, its level and the role it goes to."""

    on: date
    level: str
    role: Role


def planned_alerts(
    limit: TimeLimit, started: date, due: date, counts_until: date
) -> list[PlannedAlert]:
    """Every alert of a clock with this due date, the earliest first.

    Escalation counts from the last day on which the step is in time: what is due on a Sunday is not late on Monday.
    """
    owing = role_of(limit.owed_by)
    warned = owing if owing in OFFICER_ROLES else Role.VO
    warnings = [
        PlannedAlert(due - timedelta(days=days), f"before-{days}", warned)
        for days in limit.warn_days_before
        if due - timedelta(days=days) > started or limit.is_a_day
    ]
    escalations = [
        PlannedAlert(counts_until + timedelta(days=days), f"after-{days}", role)
        for days, role in limit.escalations
    ]
    return sorted(warnings + escalations)
