"""What the clocks of generated complaints say: computed by the product's own rules, once for each day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from vigilance.clocks.alerts import PlannedAlert, planned_alerts
from vigilance.clocks.rules import clock_rules
from vigilance.domain.time_limits import compute
from vigilance.records.models import RecordKind
from vigilance.settings import PROJECT

YEARS = 3


@dataclass(frozen=True, slots=True)
class Due:
    """A limit begun on one day: when it is due, and when it speaks."""

    due_on: date
    counts_until: date
    owed_by: str
    plan: tuple[PlannedAlert, ...]

    def next_alert(self, today: date) -> date | None:
        """The first day after today on which it speaks; what came before was said already."""
        return min((alert.on for alert in self.plan if alert.on > today), default=None)


@lru_cache(maxsize=10_000)
def due_date(kind: RecordKind, limit_name: str, started: date) -> Due:
    """The reading of one limit, without stays."""
    rules = clock_rules(PROJECT / "config")
    limit = rules.limit(kind, limit_name, started)
    reading = compute(limit, started, [], calendar=rules.calendar(limit), on=started)
    plan = planned_alerts(limit, started, reading.due, reading.due_next_open_day)
    return Due(reading.due, reading.due_next_open_day, limit.owed_by.value, tuple(plan))


def moment(number: int, size: int, until: datetime) -> datetime:
    """When the complaint of this number was registered: evenly over three years, the last one now."""
    span = timedelta(days=365 * YEARS) / size
    return until - span * (size - 1 - number)
