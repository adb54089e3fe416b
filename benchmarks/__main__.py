"""`python -m benchmarks`: the product beside bare floors on a PostgreSQL server of its own, at several sizes.

--sizes 10000,100000,1000000   how many complaints the registers hold
--pairs 3                      how often floor and product are measured in turn
--only pages,dashboards,sweep,recompute,workers,arrivals,intake,files,bulk,writers
--keep DIR                     where figures and plans are left (default benchmarks/results)
--write                        put the table into docs/performance.md
"""

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import orjson

from benchmarks.arrivals import measure_arrivals
from benchmarks.bulk import measure_bulk
from benchmarks.dashboards import measure_dashboards
from benchmarks.desks import Desk, open_desk
from benchmarks.files_out import measure_files
from benchmarks.findings import Finding, growth
from benchmarks.floor_filling import make_floors
from benchmarks.generator import analyse, generate
from benchmarks.intake import measure_intake
from benchmarks.pages import measure_pages
from benchmarks.place import SERVER_SETTINGS, empty_database, make_settings, server
from benchmarks.plans import keep_plans
from benchmarks.recompute import measure_recompute
from benchmarks.sweeps import measure_sweep
from benchmarks.table import as_table, put_into
from benchmarks.workers import measure_workers
from benchmarks.writers import measure_writers
from tests.servers.postgresql import PostgresServer
from vigilance.settings import PROJECT

PARTS: dict[str, Callable[[Desk], list[Finding]]] = {
    "pages": measure_pages,
    "dashboards": measure_dashboards,
    "sweep": measure_sweep,
    "recompute": measure_recompute,
    "workers": measure_workers,
    "arrivals": measure_arrivals,
    "intake": measure_intake,
    "files": measure_files,
    "bulk": measure_bulk,
}
"""Intake and bulk last: they add complaints."""
LARGEST = {"bulk": 100_000, "files": 100_000, "arrivals": 10_000}
"""Beyond this size a part is not measured again: it says the same, or takes too long."""


def main() -> None:
    """Measure, print the table, keep figures and plans."""
    wanted = _arguments()
    wanted.keep.mkdir(parents=True, exist_ok=True)
    found: list[Finding] = []
    began = time.monotonic()
    with server() as running:
        for size in wanted.sizes:
            found += _measure_size(running, size, wanted)
        if "writers" in wanted.only:
            _say("several writers")
            found += measure_writers(running)
    found += growth(found)
    report = f"{_surroundings(time.monotonic() - began, wanted)}\n\n{as_table(found)}"
    print(report)
    (wanted.keep / "findings.json").write_bytes(orjson.dumps([asdict(each) for each in found]))
    if wanted.write:
        put_into(PROJECT / "docs" / "performance.md", report)


def _measure_size(running: PostgresServer, size: int, wanted: argparse.Namespace) -> list[Finding]:
    _say(f"{size:,} complaints: generating")
    database = empty_database(running.create_database(f"bench{size}"))
    generated = generate(database, size, datetime.now(UTC))
    make_floors(database)
    analyse(database.engine)
    found: list[Finding] = []
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        desk = open_desk(database, generated, make_settings(Path(home), database.url), wanted.pairs)
        for name, measure in PARTS.items():
            if name in wanted.only and size <= LARGEST.get(name, size):
                _say(f"{size:,} complaints: {name}")
                part = measure(desk)
                print(as_table(part), flush=True)
                found += part
        if size == max(wanted.sizes):
            for full in keep_plans(desk, wanted.keep):
                _say(f"{full.operation} reads all of {full.table}")
        desk.floors.close()
    database.dispose()
    running.drop_database(f"bench{size}")
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "benchmarks", description="Measure the product beside bare floors."
    )
    parser.add_argument("--sizes", type=_sizes, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--pairs", type=int, default=3)
    every = [*PARTS, "writers"]
    parser.add_argument("--only", type=lambda text: text.split(","), default=every)
    parser.add_argument("--keep", type=Path, default=PROJECT / "benchmarks" / "results")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return sorted(int(size) for size in text.split(","))


def _surroundings(seconds: float, wanted: argparse.Namespace) -> str:
    settings = ", ".join(f"{name} {value}" for name, value in SERVER_SETTINGS.items())
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors, {platform.system()}"
        f" {platform.machine()}, Python {platform.python_version()}, PostgreSQL ({settings});"
        f" {wanted.pairs} pairs; {seconds / 60:.0f} minutes in all."
    )


def _say(what: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {what}", flush=True)


if __name__ == "__main__":
    main()
