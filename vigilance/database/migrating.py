"""Bringing a database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from vigilance.database.engine import WRITES, Database

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


class SchemaMismatch(Exception):
    """The database's schema is not the one this code was written for."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrate(database: Database, revision: str = "head") -> None:
    """Move the schema up to the revision, in one transaction."""
    with database.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            command.upgrade(alembic_config(connection), revision)


def check_schema(database: Database) -> None:
    """Raise SchemaMismatch unless the database stands at this code's newest migration."""
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != newest:
        raise SchemaMismatch(
            f"the database stands at {current}, this version needs {newest}: run 'vigilance init'"
        )
