"""A database of its own for a year that commits, the office's clock moved by hand, and officers at their browsers."""

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import event

from benchmarks.desks import without_kdf
from tests.conftest import BOTH
from tests.journeys.year.life import SEED, open_office
from tests.journeys.year.reading import Reader
from tests.journeys.year.world import World
from vigilance.accounts.commands import begin_session
from vigilance.accounts.models import Officer
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.domain.roles import Role

EARLY = time(2, 30)
"""Eight in the morning in India, in UTC: when the figures are read, before anything happens."""


@dataclass(frozen=True, slots=True)
class Year:
    """The simulated office with its pages."""

    world: World
    app: Flask
    reader: Callable[..., Reader]

    def clock(self, day: date) -> None:
        """Put the pages' clock on this morning."""
        self.app.config["NOW"] = datetime.combine(day, EARLY, UTC)


@pytest.fixture(params=BOTH)
def own_database(request, tmp_path) -> Iterator[Database]:
    """Empty, and committed to."""
    if request.param == "sqlite":
        found = Database(f"sqlite:///{tmp_path}/year.db")
        event.listen(found.engine, "connect", _in_no_hurry_to_the_disk)
    else:
        server = request.getfixturevalue("postgresql_server")
        found = Database(server.create_database(f"y{uuid.uuid4().hex[:12]}"))
    migrate(found)
    yield found
    found.dispose()


def _in_no_hurry_to_the_disk(connection: Any, _record: Any) -> None:
    """A year is twenty thousand commits; what a power cut would do to them is told by the drills."""
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def same_ids() -> Iterator[None]:
    """Every id drawn from the seed, so that what is ordered by ids is ordered alike in every run."""
    drawn = random.Random(SEED)
    with patch("uuid.uuid4", lambda: uuid.UUID(int=drawn.getrandbits(128), version=4)):
        yield


@pytest.fixture
def year(own_database, _app, _handed, same_ids) -> Iterator[Year]:
    """The office on New Year's morning; `reader(Role.CVO)` is an officer at his browser."""
    _handed.current = own_database
    with without_kdf():
        world = open_office(own_database, _app.extensions["vigilance.office"])

        @cache
        def reader(role: Role, place: int = 0) -> Reader:
            return Reader(_signed_in(_app, own_database, world.staff.officer(role, place)))

        made = Year(world, _app, reader)
        made.clock(world.day)
        yield made
    _app.config.pop("NOW", None)


def _signed_in(app: Flask, database: Database, officer: Officer):
    at = app.config["NOW"]
    with database.writing() as session, session.begin():
        token = begin_session(session, officer, at=at, hours=24 * 800)
        next(iter(session.new)).seen_at = at + timedelta(days=3650)
    browser = app.test_client()
    browser.set_cookie(app.config["OFFICER_COOKIE"], token)
    return browser
