"""Several processes that register at once, on SQLite and on PostgreSQL: throughput, and the longest anybody waited."""

import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

from benchmarks.desks import registering, without_kdf
from benchmarks.findings import Finding, by_itself
from benchmarks.measuring import percentile
from benchmarks.place import empty_database, make_settings
from tests.servers.postgresql import PostgresServer
from vigilance.complaints.office import make_office
from vigilance.database.engine import Database
from vigilance.sealing.keyring import Keyring

WRITERS = 4
CLIENTS = 8
SECONDS = 8.0
PATIENCE = 120.0
"""So many seconds may the processes take to start; where one does not come, nobody waits for ever."""


def measure_writers(server: PostgresServer) -> list[Finding]:
    """Four writer processes on an empty register of either kind, and eight on PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        sqlite, found = f"sqlite:///{home}/bench.db", []
        postgresql = server.create_database("writers")
        for url in (sqlite, postgresql):
            empty_database(url).dispose()
        rates = {}
        for kind, url in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
            waits, rates[kind] = _write(home, url, WRITERS, kdf=False)
            found += _told(f"intake, {kind}, {WRITERS} writers", waits, rates[kind])
        ratio = rates["SQLite"] / rates["PostgreSQL"]
        name = f"intake, SQLite, {WRITERS} writers"
        found.append(
            by_itself(name, 0, "throughput to that of PostgreSQL", ratio, "times", least=0.5)
        )
        for kdf in (False, True):
            waits, rate = _write(home, postgresql, CLIENTS, kdf=kdf)
            name = f"intake, PostgreSQL, {CLIENTS} writers" + (
                ", with key derivation" if kdf else ""
            )
            found += _told(name, waits, rate)
        return found


def _told(name: str, waits: list[float], rate: float) -> list[Finding]:
    worst = 250 if "SQLite" in name else None
    return [
        by_itself(name, 0, "throughput", rate, "a second"),
        by_itself(name, 0, "p90", percentile(waits, 90), most=40 if "8 writers" in name else None),
        by_itself(name, 0, "worst wait", max(waits), most=worst),
    ]


def _write(home: str, url: str, writers: int, *, kdf: bool) -> tuple[list[float], float]:
    """Every time waited, and complaints a second over all writers."""
    make_settings(Path(home), url)
    context = get_context("spawn")
    ready = context.Barrier(writers)
    with ProcessPoolExecutor(writers, context, initializer=_wait_at, initargs=(ready,)) as pool:
        jobs = [pool.submit(register_for_a_while, home, url, kdf) for _ in range(writers)]
        waits = [wait for job in jobs for wait in job.result()]
    return waits, len(waits) / SECONDS


_READY: list[Barrier] = []
"""Where this process waits for the others; a barrier is handed over at the start of a process only."""


def _wait_at(ready: Barrier) -> None:
    _READY[:] = [ready]


def register_for_a_while(home: str, url: str, kdf: bool) -> list[float]:  # noqa: FBT001 -- sent to a process
    """Register one complaint after the other once all are ready; how long each took, in milliseconds."""
    settings = make_settings(Path(home), url)
    database = Database(url, timeout_ms=60_000)
    register = registering(database, make_office(settings, Keyring.load(settings.keys_dir)))
    waits = []
    with nullcontext() if kdf else without_kdf():
        register()
        _READY[0].wait(PATIENCE)
        until = time.perf_counter() + SECONDS
        while (began := time.perf_counter()) < until:
            register()
            waits.append((time.perf_counter() - began) * 1000)
    return waits
