"""Many at once: the import of a file, and the export of the ledger, each beside the driver alone."""

import csv
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median

import orjson
import psycopg

from benchmarks.desks import Desk, complaints_to_send, without_kdf
from benchmarks.findings import Finding, by_itself
from benchmarks.generator import plain_url
from vigilance.audit.bundle_file import write_bundle
from vigilance.audit.stored_ledger import stored_bundle
from vigilance.complaints.importing import import_complaints
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM

LINES = 400
COPIED = 20_000
COLUMNS = "number, subject, body, district, state, registered_at"
EVENTS = (
    "SELECT e.id, e.record_id, e.record_seq, e.type, e.actor, e.actor_role, e.at, e.payload_commit,"
    " e.prev_hash, e.event_hash, p.salt, p.body::text FROM event e JOIN event_payload p ON p.event_id = e.id"
    " ORDER BY e.record_id, e.record_seq"
)


def measure_bulk(desk: Desk) -> list[Finding]:
    """Lines a second into the register, and rows a second out of it."""
    return [*_import(desk), *_export(desk)]


def _import(desk: Desk) -> list[Finding]:
    floors = [per_second(COPIED, lambda: _copy(desk)) for _ in range(desk.pairs)]
    one_by_one = [per_second(LINES, lambda: _rows(desk)) for _ in range(desk.pairs)]
    with without_kdf():
        products = [per_second(LINES, lambda: _load(desk)) for _ in range(desk.pairs)]
    with_all = per_second(LINES // 8, lambda: _load(desk, LINES // 8))
    name = "import of a file"
    return [
        rate(desk, name, "lines", products, ("COPY of one bare row each", floors), least=0.5),
        rate(desk, name, "lines", products, ("two bare rows each, one by one, ORM", one_by_one)),
        by_itself(name, desk.size, "with the key derivation", with_all, "a second"),
    ]


def _export(desk: Desk) -> list[Finding]:
    counted = desk.floors.connection.execute("SELECT count(*) FROM event").fetchone()
    desk.floors.connection.commit()
    events = counted[0] if counted else 0
    floors = [per_second(events, lambda: _csv(desk)) for _ in range(desk.pairs)]
    products = [per_second(events, lambda: _bundle(desk)) for _ in range(desk.pairs)]
    floor = "server cursor and csv.writer", floors
    return [
        rate(desk, "export of the ledger", "events", products, floor, least=0.7),
        by_itself(
            "export of the ledger", desk.size, "events", median(products), "a second", least=20_000
        ),
    ]


def rate(
    desk: Desk,
    name: str,
    what: str,
    products: list[float],
    beside: tuple[str, list[float]],
    *,
    least: float | None = None,
) -> Finding:
    """How many of these a second, beside the floor's; more is better."""
    floor, product = median(beside[1]), median(products)
    return Finding(
        operation=name,
        size=desk.size,
        what=what,
        product=product,
        floor_name=beside[0],
        floor=floor,
        ratio=product / floor,
        least=least,
        unit="a second",
    )


def per_second(number: int, work: Callable[[], object]) -> float:
    """How many of these a second the work gets through."""
    began = time.perf_counter()
    work()
    return number / (time.perf_counter() - began)


def _copy(desk: Desk) -> None:
    with psycopg.connect(plain_url(desk.database)) as connection, connection.cursor() as cursor:
        with cursor.copy(f"COPY floor_complaint ({COLUMNS}) FROM STDIN") as copy:
            for body in islice(complaints_to_send(), COPIED):
                number = f"B-{time.time_ns()}"
                now = datetime.now(UTC)
                copy.write_row((number, "Clerk", body["text"], "118", "registered", now))
        connection.rollback()


def _rows(desk: Desk) -> None:
    for _ in range(LINES):
        desk.floors.intake_orm()


def _load(desk: Desk, lines: int = LINES) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-file-") as folder:
        path = Path(folder) / "older.jsonl"
        rows = (
            {
                "id": f"{time.time_ns()}-{number}",
                "text": body["text"],
                "complainant": {"name": "Asha Example"},
            }
            for number, body in enumerate(islice(complaints_to_send(), lines))
        )
        path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        done = import_complaints(desk.database, desk.office, path, at=lambda: datetime.now(UTC))
    if done.entered != lines:
        raise RuntimeError(f"{done} of {lines} lines")


def _csv(desk: Desk) -> None:
    with tempfile.TemporaryFile("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        with (
            psycopg.connect(plain_url(desk.database)) as connection,
            connection.cursor("export") as cursor,
        ):
            cursor.itersize = 5000
            for row in cursor.execute(EVENTS):
                writer.writerow(row)


def _bundle(desk: Desk) -> None:
    with desk.database.reading() as session, tempfile.TemporaryFile("w", encoding="utf-8") as out:
        act_as(session, SYSTEM)
        write_bundle(out, stored_bundle(session, datetime.now(UTC)))
