"""Walking the history of a schema up and down, and putting rows into the tables of an earlier day."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import command

from vigilance.database.engine import WRITES
from vigilance.database.migrating import alembic_config

SOME_DAY, SOME_TIME = date(2026, 1, 5), "2026-01-05T06:00:00+00:00"
SOME: dict[type, Any] = {
    str: "x",
    int: 0,
    bool: False,
    bytes: b"x",
    date: SOME_DAY,
    object: {},  # JSON
}


def up_to(database, revision):
    with database.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            command.upgrade(alembic_config(connection), revision)


def down(database, revision):
    with database.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            command.downgrade(alembic_config(connection), revision)


class Earlier:
    """Puts rows into the tables as they stood before an upgrade; what a test does not name gets some value."""

    def __init__(self, database):
        self.database = database
        self.tables = sa.MetaData()

    def key(self, number):
        """An id that both dialects read."""
        found = uuid.UUID(int=number)
        return found.hex if self.database.dialect == "sqlite" else found

    def moment(self, text):
        """An instant written as in ISO 8601, as the driver wants it: SQLite forgets the zone."""
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=None) if self.database.dialect == "sqlite" else found

    def put(self, table, **values):
        """One row; names that are keywords are written with an underscore after them."""
        with self.database.engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                found = sa.Table(table, self.tables, autoload_with=connection, resolve_fks=False)
                given = {name.rstrip("_"): value for name, value in values.items()}
                row = {
                    column.name: given[column.name] for column in found.c if column.name in given
                }
                assert set(row) == set(given), set(given) - set(row)
                for column in found.c:
                    if column.name not in row and not column.nullable:
                        row[column.name] = self._some(column)
                connection.execute(found.insert(), row)

    def _some(self, column):
        if column.name == "id" or column.name.endswith("_id"):
            return self.key(uuid.uuid4().int)
        kind = column.type.python_type
        return self.moment(SOME_TIME) if kind is datetime else SOME[kind]

    def rows(self, statement):
        """What a statement finds."""
        with self.database.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(statement))]
