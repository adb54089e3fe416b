"""How PostgreSQL carries out what pages and sweep ask: kept beside the figures, looked through for full reads."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from benchmarks.desks import Desk
from benchmarks.measuring import Operation, watched
from benchmarks.pages import CASE, INBOX, MINISTER, READERS, pending_of
from benchmarks.sweeps import due_now, rules_of
from vigilance.clocks.sweep import raise_alerts
from vigilance.domain.roles import Role

BIG = 5_000
"""A table of fewer rows may well be read whole."""
FULL_READ = re.compile(r"Seq Scan on (\w+)")


@dataclass(frozen=True, slots=True)
class FullRead:
    """A big table that an operation reads from one end to the other."""

    operation: str
    table: str


def keep_plans(desk: Desk, folder: Path) -> list[FullRead]:
    """Write every plan to a file of its operation; which big tables are read whole."""
    found = []
    for name, operation in _operations(desk).items():
        with watched(desk.database.engine) as seen:
            operation()
        with desk.database.engine.connect() as connection:
            big = _big_tables(connection)
            plans = [
                _plan(connection, statement, parameters)
                for statement, parameters in zip(seen.texts, seen.parameters, strict=True)
                if statement.lstrip().upper().startswith(("SELECT", "WITH"))
            ]
        (folder / f"{name}.plans.txt").write_text("\n\n".join(plans), encoding="utf-8")
        tables = {table for plan in plans for table in FULL_READ.findall(plan)}
        found += [FullRead(name, table) for table in sorted(tables & big)]
    return found


def _operations(desk: Desk) -> dict[str, Operation]:
    numbers, _ = pending_of(desk)
    rules, today = rules_of(desk), desk.generated.plan.today

    def sweep() -> None:
        due_now(desk)
        raise_alerts(desk.database, rules, today, datetime.now(UTC))

    inboxes = {f"inbox-{role.value}": desk.visit(INBOX, role) for role in READERS}
    return inboxes | {
        "case-page": desk.visit(CASE % numbers[0], Role.VO),
        "minister": desk.visit(MINISTER, Role.MINISTER),
        "today-vo": desk.visit("/office", Role.VO),
        "today-cvo": desk.visit("/office", Role.CVO),
        "reviews-cvo": desk.visit("/office/reviews", Role.CVO),
        "sweep": sweep,
    }


def _big_tables(connection: Connection) -> set[str]:
    statement = f"SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > {BIG}"
    return {row[0] for row in connection.exec_driver_sql(statement)}


def _plan(connection: Connection, statement: str, parameters: Any) -> str:  # noqa: ANN401 -- whatever was sent
    rows = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS) {statement}", parameters)
    return "\n".join([statement, *(row[0] for row in rows)])
