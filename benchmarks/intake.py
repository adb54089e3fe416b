"""Taking complaints in: command against bare inserts, API against a bare page, the key derivation apart."""

import time
from collections.abc import Iterator
from itertools import count
from unittest.mock import patch

from benchmarks.desks import Desk, complaints_to_send, registering, send, without_kdf
from benchmarks.findings import P95, Finding, against_floor, by_itself
from benchmarks.measuring import Operation, by_turns, run, watched
from benchmarks.same_work import mapped_rows, rows_by_mapper, rows_by_psycopg
from vigilance.sealing.derive import key_from_receipt

TIMES = 200


def measure_intake(desk: Desk) -> list[Finding]:
    """One complaint, durably stored."""
    register = registering(desk.database, desk.office)
    with without_kdf():
        found = _command(desk, register)
        found += _totals(desk, register)
        found += _page(desk)
    used = time.process_time()
    for _ in range(20):
        key_from_receipt("0" * 17, bytes(16))
    spent = (time.process_time() - used) * 50
    found.append(
        by_itself("intake", desk.size, "key derivation of the receipt, apart", spent, "ms CPU")
    )
    with_all = run(register, TIMES // 4)
    found.append(by_itself("intake", desk.size, "with the key derivation", with_all.cpu, "ms CPU"))
    return found


def _command(desk: Desk, register: Operation) -> list[Finding]:
    size = desk.size
    orm = by_turns(desk.floors.intake_orm, register, desk.pairs, TIMES)
    bare = by_turns(desk.floors.intake_psycopg, register, desk.pairs, TIMES)
    engine = desk.database.engine
    with watched(engine) as seen, mapped_rows() as rows:
        register()
    mapper = by_turns(rows_by_mapper(rows, seen, engine), register, desk.pairs, TIMES // 2)
    driver = by_turns(
        rows_by_psycopg(seen, desk.floors.connection), register, desk.pairs, TIMES // 2
    )
    same = f"the same {len(rows)} rows"
    return [
        against_floor("intake", size, "command", mapper, f"{same}, ORM", of="cpu"),
        against_floor("intake", size, "command", driver, f"{same}, psycopg", of="cpu"),
        against_floor(
            "intake", size, "command, time waited", driver, f"{same}, psycopg", of="wall"
        ),
        against_floor("intake", size, "command", orm, "two inserts, ORM", of="cpu", most=2.0),
        against_floor("intake", size, "command", bare, "two inserts, psycopg", of="cpu", most=4.5),
        against_floor("intake", size, "command, time waited", orm, "two inserts, ORM", of="wall"),
        by_itself("intake", size, P95, orm.percentile("product", 95)),
        by_itself("intake", size, "durable commits", seen.commits, "", most=1),
        by_itself("intake", size, "statements", len(seen.texts), ""),
        by_itself("intake", size, "all statements together", seen.milliseconds),
    ]


def _totals(desk: Desk, register: Operation) -> list[Finding]:
    """What the keeping of the totals costs: the same registration with and without their statements."""

    def without() -> None:
        with patch("vigilance.records.totals._add", lambda *_: None):
            register()

    pairs = by_turns(without, register, desk.pairs, TIMES)
    size, name = desk.size, "the same without the totals"
    return [
        against_floor("keeping totals", size, "command", pairs, name, of="cpu", most=1.35),
        against_floor("keeping totals", size, "command, time waited", pairs, name, of="wall"),
    ]


def _page(desk: Desk) -> list[Finding]:
    floor = send(desk.floor, "/intake/orm", _bare_complaints())
    product = send(desk.app, "/api/v1/complaints", complaints_to_send())
    pairs = by_turns(floor, product, desk.pairs, TIMES // 2)
    with watched(desk.database.engine) as seen:
        product()
    size, name = desk.size, "bare Flask page, ORM"
    return [
        against_floor("intake by API", size, "request", pairs, name, of="cpu", most=2.0),
        against_floor("intake by API", size, "request, time waited", pairs, name, of="wall"),
        by_itself("intake by API", size, P95, pairs.percentile("product", 95)),
        by_itself("intake by API", size, "durable commits", seen.commits, "", most=1),
    ]


def _bare_complaints() -> Iterator[dict[str, object]]:
    for number, body in zip(count(), complaints_to_send()):
        yield body | {"number": f"P-{time.time_ns()}-{number}", "subject": "Clerk"}
