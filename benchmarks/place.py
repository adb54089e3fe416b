"""Where it is measured: a PostgreSQL server of our own, one database a size, and an office with keys in front of it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import postgresql
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.sealing.keyring import create_keyring
from vigilance.settings import Settings, load_settings

SERVER_SETTINGS = {
    "shared_buffers": "1GB",
    "max_wal_size": "2GB",
    "effective_cache_size": "8GB",
    "random_page_cost": "1.1",
    "jit": "off",
}
"""What anyone sets on a machine of 24 GiB with a solid-state disk; synchronous_commit and fsync stay on."""


@contextmanager
def server(folder: Path | None = None) -> Iterator[postgresql.PostgresServer]:
    """A running server, gone with all it holds at the end."""
    postgresql.SETTINGS.update(SERVER_SETTINGS)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder) as made:
        running = postgresql.start_server(Path(made))
        try:
            yield running
        finally:
            running.stop()


def empty_database(url: str) -> Database:
    """A database at the newest schema; a benchmark may wait longer than a page."""
    database = Database(url, timeout_ms=600_000)
    migrate(database)
    return database


def make_settings(home: Path, url: str) -> Settings:
    """The settings of an office that is measured: those of the tests, so that its clock can be set."""
    settings = load_settings({}, env="testing", home=str(home), database_url=url)
    if not settings.keys_dir.exists():
        passphrases = {f"custodian-{office}": f"passphrase of office {office}" for office in "ab"}
        create_keyring(settings.keys_dir, passphrases)
    return settings
