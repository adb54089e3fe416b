"""The due sweep: five hundred reminders with their events, and the sweep that finds nothing."""

from datetime import UTC, datetime

from sqlalchemy import text

from benchmarks.desks import Desk
from benchmarks.findings import P95, Finding, against_floor, by_itself
from benchmarks.measuring import by_turns, watched
from vigilance.clocks.rules import ClockRules
from vigilance.clocks.sweep import raise_alerts

MAKE_DUE = (
    "WITH picked AS (SELECT DISTINCT ON (a.clock_id) a.clock_id, a.id FROM alert a"
    " JOIN clock c ON c.id = a.clock_id WHERE c.done_on IS NULL ORDER BY a.clock_id LIMIT 500),"
    " gone AS (DELETE FROM alert WHERE id IN (SELECT id FROM picked))"
    " UPDATE clock SET next_alert_on = :today WHERE id IN (SELECT clock_id FROM picked)"
)
"""Takes one alert that was raised away from each of five hundred running clocks, so that exactly one of each is due."""
TIMES = 5


def measure_sweep(desk: Desk) -> list[Finding]:
    """A batch of five hundred, and an idle round."""
    today, rules = desk.generated.plan.today, rules_of(desk)

    def make_due() -> None:
        due_now(desk)

    def sweep() -> None:
        raise_alerts(desk.database, rules, today, datetime.now(UTC))

    before, floors = (desk.floors.make_due, make_due), desk.floors
    bare = by_turns(floors.sweep, sweep, desk.pairs, TIMES, before=before)
    events = by_turns(floors.sweep_with_events, sweep, desk.pairs, TIMES, before=before)
    idle = by_turns(floors.idle_sweep, sweep, desk.pairs, 100)
    make_due()
    with watched(desk.database.engine) as seen:
        sweep()
    size, name = desk.size, "pick and update"
    return [
        against_floor("sweep of 500", size, "with events", bare, name, of="wall", most=2.0),
        against_floor("sweep of 500", size, "with events", events, f"{name}, events", of="wall"),
        by_itself("sweep of 500", size, "median", bare.median("product", "wall"), most=100),
        by_itself("sweep of 500", size, P95, bare.percentile("product", 95)),
        by_itself("sweep of 500", size, "statements", len(seen.texts), ""),
        by_itself("sweep of 500", size, "all statements together", seen.milliseconds),
        against_floor("sweep, idle", size, "nothing due", idle, "pick", of="wall", most=5.0),
        by_itself("sweep, idle", size, "median", idle.median("product", "wall"), most=2),
    ]


def due_now(desk: Desk) -> None:
    """Five hundred reminders due, for the next sweep."""
    with desk.database.engine.begin() as connection:
        connection.execute(text(MAKE_DUE), {"today": desk.generated.plan.today})


def rules_of(desk: Desk) -> ClockRules:
    """The rules by which the product's clocks run."""
    with desk.database.reading() as session:
        return desk.office.rules(session)
