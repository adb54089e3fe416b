"""How a migration runs: one transaction on PostgreSQL with time-outs, batch copies on SQLite."""

from alembic import context
from sqlalchemy import Connection, text

from vigilance.database.engine import WRITES, Database
from vigilance.models import metadata
from vigilance.settings import load_settings


def run(connection: Connection) -> None:
    """Bring this connection's database to the revision asked for."""
    if connection.dialect.name == "postgresql":
        # Two starting servers must not migrate at once: the number is arbitrary, fixed and ours.
        connection.execute(text("SELECT pg_advisory_xact_lock(7041926)"))
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        connection.execute(text("SET LOCAL statement_timeout = '30min'"))
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transactional_ddl=True,
    )
    context.run_migrations()


def main() -> None:
    """Use the connection handed in, or open one from the settings."""
    handed: Connection | None = context.config.attributes.get("connection")
    if handed is not None:
        run(handed)
        return
    database = Database(load_settings().database_url)
    with database.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            run(connection)


main()
