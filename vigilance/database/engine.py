"""Engines and sessions: one database of record, PostgreSQL or SQLite.

SQLite writers stand in one lane per host (database/lane.py) before BEGIN IMMEDIATE, because SQLite's own busy handler
polls and starves (2 s waits were measured with four writers). synchronous=FULL, because WAL with NORMAL makes no fsync
per commit, and what was acknowledged must be stored.
"""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from vigilance.database.lane import enter
from vigilance.database.plans import PLANS, DescribedIfAsked, KeepingPlans

WRITES = "vigilance_writes"


class Database:
    """The database of record, with sessions that read and sessions that write."""

    def __init__(self, url: str, *, timeout_ms: int = 8000) -> None:
        """Make the engine; nothing connects before the first statement."""
        self.url = url
        self.engine = make_engine(url, timeout_ms=timeout_ms)
        self._writing = self.engine.execution_options(**{WRITES: True})

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    def reading(self) -> Session:
        """A session that only reads; it never commits."""
        return Session(self.engine, expire_on_commit=False)

    def writing(self) -> Session:
        """A session that may write; on SQLite it takes its turn in the writer lane at its first statement."""
        return Session(self._writing, expire_on_commit=False)

    def snapshot(self) -> Session:
        """A session that only reads, and all its statements see the register of one instant."""
        if self.dialect == "sqlite":
            return self.reading()
        engine = self.engine.execution_options(isolation_level="REPEATABLE READ")
        return Session(engine, expire_on_commit=False)

    def dispose(self) -> None:
        """Close every connection, as after a fork."""
        self.engine.dispose()


def make_engine(url: str, *, timeout_ms: int = 8000) -> Engine:
    """An engine with this office's pragmas and time-outs for its dialect."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url, timeout_ms)
    return _postgresql_engine(url, timeout_ms)


def _postgresql_engine(url: str, timeout_ms: int) -> Engine:
    limits = f"-c statement_timeout={timeout_ms} -c lock_timeout={timeout_ms} -c timezone=UTC"
    # To start helpers costs a page some 20 ms, and a machine of two processors has none to spare.
    options = f"{limits} -c max_parallel_workers_per_gather=0"
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=4,
        pool_timeout=timeout_ms / 1000,
        pool_pre_ping=True,
        connect_args={"options": options, "connect_timeout": 3},
    )

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, arguments: Any, named: Any) -> KeepingPlans:
        connection = KeepingPlans.connect(*arguments, **named)
        connection.prepared_max = PLANS
        connection.cursor_factory = DescribedIfAsked
        return connection

    return engine


def _sqlite_engine(url: str, timeout_ms: int) -> Engine:
    path = make_url(url).database
    engine = create_engine(url, connect_args={"timeout": timeout_ms / 1000})
    lane = Path(f"{path}.lane") if path and path != ":memory:" else None

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
            "cache_size=-20000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            if lane is not None and "lane" not in connection.info:
                connection.info["lane"] = enter(lane)
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")

    @event.listens_for(engine, "checkin")
    def _checkin(_connection: Any, record: Any) -> None:
        turn = record.info.pop("lane", None)
        if turn is not None:
            os.close(turn)

    return engine
