"""Every running clock computed again after a holiday was declared: how many a second, beside a bare reading of them."""

import time
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import cycle

import psycopg

from benchmarks.desks import Desk
from benchmarks.findings import Finding, by_itself
from benchmarks.generator import plain_url
from benchmarks.measuring import Operation, Pairs, Run
from benchmarks.sweeps import rules_of
from vigilance.clocks.recomputing import check_clocks
from vigilance.clocks.rules import ClockRules
from vigilance.domain.calendar import CalendarKind, Holiday
from vigilance.domain.words import Words

READ = (
    "SELECT c.id, c.record_id, c.limit_name, c.started_on, c.due_on, c.counts_until, r.kind, r.assigned_to"
    " FROM clock c JOIN record r ON r.id = c.record_id WHERE c.done_on IS NULL AND (c.due_on, c.id) > (%s, %s)"
    " ORDER BY c.due_on, c.id LIMIT 10000"
)
RUNNING = "SELECT count(*) FROM clock WHERE done_on IS NULL"
FIRST = (date(1950, 1, 1), "00000000-0000-0000-0000-000000000000")
NAMES = Words(hi="स्थानीय अवकाश", en="Local holiday")


def measure_recompute(desk: Desk) -> list[Finding]:
    """A holiday declared and taken back by turns, so that each round moves the same clocks."""
    rules = rules_of(desk)
    changed = cycle((_with_holiday(rules, desk.generated.plan.today), rules))
    with psycopg.connect(plain_url(desk.database)) as connection:
        (running,) = connection.execute(RUNNING).fetchone() or (0,)
        floors, products = [], []
        for _ in range(desk.pairs):
            floors.append(_timed(partial(_read_all, connection)))
            products.append(_timed(partial(_recompute, desk, next(changed))))
        _recompute(desk, rules)
        moved = _recompute(desk, _with_holiday(rules, desk.generated.plan.today))
        _recompute(desk, rules)
    return _told(desk.size, running, moved, Pairs(tuple(floors), tuple(products)))


def _told(size: int, running: int, moved: int, pairs: Pairs) -> list[Finding]:
    name, seconds = "recompute of all clocks", pairs.median("product", "wall") / 1000
    return [
        by_itself(name, size, "running clocks", running, ""),
        by_itself(name, size, "moved by the holiday", moved, ""),
        by_itself(name, size, "clocks", running / seconds, "a second", least=20_000),
        Finding(
            operation=name,
            size=size,
            what="time",
            product=pairs.median("product", "wall"),
            floor_name="read them all, psycopg",
            floor=pairs.median("floor", "wall"),
            ratio=pairs.ratio("wall"),
        ),
    ]


def _recompute(desk: Desk, rules: ClockRules) -> int:
    return len(check_clocks(desk.database, rules, datetime.now(UTC)))


def _with_holiday(rules: ClockRules, today: date) -> ClockRules:
    """An open day of both kinds of office in the week after next, on which some of the clocks fall due."""
    for days in range(7, 21):
        on = today + timedelta(days=days)
        if all(rules.calendars[kind].is_open(on) for kind in CalendarKind):
            for kind in CalendarKind:
                rules = rules.with_holiday(kind, Holiday(on, NAMES))
            return rules
    raise RuntimeError("no open day in three weeks")


def _timed(operation: Operation) -> Run:
    used, began = time.process_time(), time.perf_counter()
    operation()
    walls = ((time.perf_counter() - began) * 1000,)
    return Run((time.process_time() - used) * 1000, walls)


def _read_all(connection: psycopg.Connection) -> None:
    after = FIRST
    while rows := connection.execute(READ, after).fetchall():
        after = rows[-1][4], rows[-1][0]
    connection.commit()
