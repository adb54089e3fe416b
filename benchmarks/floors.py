"""The floors: bare scripts, each doing one operation and nothing else, on the tables of floor_tables.py."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from random import Random

import psycopg
from sqlalchemy.orm import Session

from benchmarks.floor_tables import FloorComplaint, FloorEvent
from benchmarks.texts import narrative
from vigilance.database.engine import Database

BATCH = 500
DUE = date(2000, 1, 1)
NEVER = date(2999, 1, 1)

NEWEST = (
    "SELECT id, number, subject, body, district, officer_id, state, registered_at"
    " FROM floor_complaint ORDER BY registered_at DESC, id DESC LIMIT 51"
)
OFFICERS_NEWEST = (
    "SELECT id, number, subject, body, district, officer_id, state, registered_at"
    " FROM floor_complaint WHERE officer_id = %s ORDER BY registered_at DESC, id DESC LIMIT 51"
)
BUCKETS = "SELECT district, band, sum(pending) FROM floor_bucket GROUP BY district, band"
PICK = (
    "SELECT id FROM floor_complaint WHERE speaks_on IS NOT NULL AND speaks_on <= %s"
    " ORDER BY speaks_on, id LIMIT 500 FOR UPDATE SKIP LOCKED"
)
MOVE = "UPDATE floor_complaint SET speaks_on = %s WHERE id = ANY(%s)"
EVENT = "INSERT INTO floor_event (complaint_id, kind, at, body) VALUES (%s, 'reminded', %s, '{}')"
MAKE_DUE = (
    "UPDATE floor_complaint SET speaks_on = %s WHERE id IN"
    " (SELECT id FROM floor_complaint WHERE speaks_on IS NOT NULL ORDER BY id DESC LIMIT 500)"
)

_numbers = count()


class Floors:
    """The floors of one database, over one psycopg connection and one engine that stay open."""

    def __init__(self, database: Database, url: str) -> None:
        """Connect once; a floor is not charged for connecting."""
        self.database = database
        self.connection = psycopg.connect(url)
        self.rng = Random(7)

    def close(self) -> None:
        """Let the connection go."""
        self.connection.close()

    def intake_orm(self) -> None:
        """One complaint and one event, through the mapper, committed."""
        now = datetime.now(UTC)
        with Session(self.database.engine) as session:
            complaint = FloorComplaint(**self._complaint(now))
            session.add(complaint)
            session.flush()
            session.add(FloorEvent(complaint_id=complaint.id, kind="registered", at=now, body={}))
            session.commit()

    def intake_psycopg(self) -> None:
        """One complaint and one event, by the driver alone, committed."""
        now = datetime.now(UTC)
        columns = self._complaint(now)
        made = self.connection.execute(
            "INSERT INTO floor_complaint (number, subject, body, district, state, registered_at)"
            " VALUES (%(number)s, %(subject)s, %(body)s, %(district)s, %(state)s,"
            " %(registered_at)s) RETURNING id",
            columns,
        ).fetchone()
        self.connection.execute(
            "INSERT INTO floor_event (complaint_id, kind, at, body)"
            " VALUES (%s, 'registered', %s, '{}')",
            (made and made[0], now),
        )
        self.connection.commit()

    def newest(self) -> float:
        """One page by keyset, everybody's; how long the statement took, in milliseconds."""
        return self._read(NEWEST)

    def officers_newest(self, officer_id: object) -> Callable[[], float]:
        """One page by keyset, one officer's."""
        return lambda: self._read(OFFICERS_NEWEST, (officer_id,))

    def buckets(self) -> float:
        """The kept totals by district and age."""
        return self._read(BUCKETS)

    def make_due(self) -> None:
        """Five hundred complaints due, for the next sweep."""
        self.connection.execute(MAKE_DUE, (DUE,))
        self.connection.commit()

    def sweep(self) -> None:
        """Pick five hundred and move them on."""
        self.connection.execute(MOVE, (NEVER, self._picked()))
        self.connection.commit()

    def sweep_with_events(self) -> None:
        """The same, and one event for each."""
        now, picked = datetime.now(UTC), self._picked()
        with self.connection.cursor() as cursor:
            cursor.execute(MOVE, (NEVER, picked))
            cursor.executemany(EVENT, [(complaint_id, now) for complaint_id in picked])
        self.connection.commit()

    def idle_sweep(self) -> float:
        """Look for what is due and find nothing."""
        return self._read(PICK, (DUE,))

    def _picked(self) -> list[int]:
        return [row[0] for row in self.connection.execute(PICK, (DUE,)).fetchall()]

    def _read(self, statement: str, parameters: tuple[object, ...] = ()) -> float:
        with self.connection.cursor() as cursor:
            began = time.perf_counter()
            cursor.execute(statement, parameters)
            took = (time.perf_counter() - began) * 1000
            cursor.fetchall()
        self.connection.commit()
        return took

    def _complaint(self, now: datetime) -> dict[str, object]:
        return {
            "number": f"F-{secrets.token_hex(4)}-{next(_numbers)}",
            "subject": "Hostel superintendent",
            "body": narrative(self.rng, "hi"),
            "district": "118",
            "state": "registered",
            "registered_at": now,
        }
