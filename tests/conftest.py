"""What tests stand on: one database of each kind built by the migrations, one application, one rolled-back transaction a test."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from tests.servers.postgresql import required_server
from vigilance.accounts.commands import NewOfficer, add_officer, begin_session
from vigilance.accounts.models import Officer
from vigilance.database.acting import act_as
from vigilance.database.engine import WRITES, Database
from vigilance.database.migrating import migrate
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role
from vigilance.factory import create_app
from vigilance.sealing.keyring import create_keyring
from vigilance.settings import Settings, load_settings

# How long an example takes says how busy the machine is, not whether the rule holds.
hypothesis_settings.register_profile("office", deadline=None)
hypothesis_settings.load_profile("office")

BOTH = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgresql),
]


class OneConnection(Database):
    """A database whose every session works inside one connection's outer transaction, so that a test leaves nothing."""

    def __init__(self, real: Database, connection: Connection) -> None:
        self.url, self.engine, self.connection = real.url, real.engine, connection

    def reading(self) -> Session:
        # Its end must undo nothing: what another session wrote meanwhile on this connection stays.
        return Session(
            self.connection, expire_on_commit=False, join_transaction_mode="rollback_only"
        )

    def snapshot(self) -> Session:
        return self.reading()

    def writing(self) -> Session:
        return Session(
            self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )


class Handed(Database):
    """The application's database for the whole run, which each test points at its own connection."""

    def __init__(self) -> None:
        self.current: Database | None = None

    @property
    def engine(self):
        return self.current.engine

    def reading(self) -> Session:
        return self.current.reading()

    def snapshot(self) -> Session:
        return self.reading()

    def writing(self) -> Session:
        return self.current.writing()


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory):
    server = required_server(tmp_path_factory.mktemp("postgresql"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def _databases(request, tmp_path_factory) -> Iterator[Callable[[str], Database]]:
    """One empty database of each kind a run, built by the migrations when it is first asked for."""
    made: dict[str, Database] = {}

    def of_kind(kind: str) -> Database:
        if kind not in made:
            if kind == "sqlite":
                url = f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/test.db"
            else:
                server = request.getfixturevalue("postgresql_server")
                url = server.create_database(f"t{uuid.uuid4().hex[:12]}")
            made[kind] = Database(url)
            migrate(made[kind])
        return made[kind]

    yield of_kind
    for found in made.values():
        found.dispose()


@pytest.fixture(params=BOTH)
def database(request, _databases) -> Database:
    """An empty database; every test that stands on it runs on SQLite and on PostgreSQL."""
    return _databases(request.param)


@pytest.fixture(scope="session")
def settings(tmp_path_factory) -> Settings:
    home = tmp_path_factory.mktemp("home")
    made = load_settings({}, env="testing", home=str(home))
    create_keyring(
        made.keys_dir,
        {"custodian-a": "first custodian passphrase", "custodian-b": "second custodian passphrase"},
    )
    return made


@pytest.fixture(scope="session")
def _handed() -> Handed:
    return Handed()


@pytest.fixture(scope="session")
def _app(settings: Settings, _handed: Handed) -> Flask:
    return create_app(settings, _handed)


@pytest.fixture
def connected(database: Database) -> Iterator[OneConnection]:
    with database.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        outer = connection.begin()
        yield OneConnection(database, connection)
        outer.rollback()


@pytest.fixture
def session(connected: OneConnection) -> Iterator[Session]:
    """A session of the system inside the test's own transaction."""
    with connected.writing() as found:
        yield act_as(found, SYSTEM)


@pytest.fixture
def app(_app: Flask, _handed: Handed, connected: OneConnection) -> Iterator[Flask]:
    _handed.current = connected
    yield _app
    _app.config.pop("NOW", None)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def at(app: Flask) -> Callable[[str | datetime], datetime]:
    """Move the application's clock: `at("2026-03-01")` is ten in the morning of that day in UTC."""

    def move(moment: str | datetime) -> datetime:
        if isinstance(moment, str):
            text = moment if "T" in moment else f"{moment}T10:00:00+00:00"
            moment = datetime.fromisoformat(text).astimezone(UTC)
        app.config["NOW"] = moment
        return moment

    return move


@pytest.fixture
def an_officer(connected: OneConnection) -> Callable[..., Officer]:
    """Make an officer with these roles; `an_officer(Role.VO)`."""

    def make(*roles: Role, email: str | None = None, district: str | None = None) -> Officer:
        name = email or f"{'-'.join(roles)}-{uuid.uuid4().hex[:6]}@demo.invalid"
        with connected.writing() as writing, writing.begin():
            return add_officer(
                writing,
                NewOfficer(
                    email=name,
                    name_en=f"Officer {name.partition('@')[0]}",
                    name_hi="अधिकारी " + name.partition("@")[0],
                    roles=frozenset(roles),
                    password_hash="no password opens this",
                    district_code=district,
                    language="en",
                ),
                at=datetime(2026, 1, 1, tzinfo=UTC),
            )

    return make


@pytest.fixture
def sign_in(app: Flask, connected: OneConnection, an_officer) -> Callable[..., FlaskClient]:
    """A browser in which an officer is signed in: `sign_in(Role.VO)` or `sign_in(officer)`; `.officer` tells who."""

    def enter(who: Role | Officer, *more: Role, district: str | None = None) -> FlaskClient:
        officer = who if isinstance(who, Officer) else an_officer(who, *more, district=district)
        moment = app.config.get("NOW") or datetime.now(UTC)
        with connected.writing() as writing, writing.begin():
            token = begin_session(writing, officer, at=moment, hours=24 * 365)
            session_row = next(iter(writing.new), None)
            if session_row is not None:
                session_row.seen_at = moment + timedelta(days=3650)
        browser = app.test_client()
        browser.set_cookie(app.config["OFFICER_COOKIE"], token)
        browser.officer = officer
        return browser

    return enter


@pytest.fixture
def queries_made(connected: OneConnection) -> Iterator[list[str]]:
    """Every statement the test's connection runs from here on (N+1 shows as a number that grows with the rows)."""
    made: list[str] = []

    def _note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            made.append(statement)

    event.listen(connected.engine, "before_cursor_execute", _note)
    yield made
    event.remove(connected.engine, "before_cursor_execute", _note)


@pytest.fixture(scope="session")
def project() -> Path:
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data(project: Path) -> Path:
    """Third-party texts beside the project; tests that read them skip where they are absent."""
    found = project.parent / "shared" / "data"
    if not found.is_dir():
        pytest.skip("the shared data are not here")
    return found
