"""Many rows of one table, written by one statement whose text is the same however many there are.

Sent row by row, each of five hundred costs the driver and the server a message and the start of a statement. To
PostgreSQL all of them go as one text of JSON, which the driver need not look into (an array for each column cost it
twice the time); SQLite has no network and takes one after another.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    Text,
    bindparam,
    cast,
    column,
    func,
    insert,
    inspect,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert, Update
from sqlalchemy.sql.selectable import TableValuedAlias

from vigilance.database.base import Base

Rows = Sequence[Mapping[str, Any]]
ROWS = "given_rows"


def add_rows(session: Session, kind: type[Base], rows: Rows) -> None:
    """Insert these rows; each gives every column by its name."""
    if not rows:
        return
    if _is_postgresql(session):
        session.execute(_adding(kind, tuple(rows[0])), {ROWS: _as_json(rows)})
    else:
        # With nulls written out the rows stay one statement, whatever is empty in them.
        session.execute(insert(kind).execution_options(render_nulls=True), rows)


def change_rows(session: Session, kind: type[Base], rows: Rows) -> None:
    """Set the columns that these rows give, each row found by its `id`; objects in the session are not told of it."""
    if not rows:
        return
    if _is_postgresql(session):
        session.execute(_changing(kind, tuple(rows[0])), {ROWS: _as_json(rows)})
    else:
        session.execute(update(kind), rows)


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _as_json(rows: Rows) -> str:
    return orjson.dumps(rows, default=_as_text).decode()


def _as_text(value: object) -> str:
    """Bytes as PostgreSQL reads them; JSON has words for everything else that these tables hold."""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    raise TypeError(f"a row cannot give a {type(value).__name__}")


def _given(kind: type[Base], names: tuple[str, ...]) -> TableValuedAlias:
    columns = inspect(kind).columns
    rows = func.json_to_recordset(cast(bindparam(ROWS, type_=Text()), JSON))
    parts = [column(name, columns[name].type) for name in names]
    return rows.table_valued(*parts, name="given").render_derived(with_types=True)


@cache
def _adding(kind: type[Base], names: tuple[str, ...]) -> Insert:
    rows = _given(kind, names).select()
    adding = insert(kind).from_select(names, rows, include_defaults=False)
    # What is handed over with the statement is its one text, and no row of the mapper's.
    return adding.execution_options(dml_strategy="raw")


@cache
def _changing(kind: type[Base], names: tuple[str, ...]) -> Update:
    given = _given(kind, names)
    values = dict(given.c)
    change = update(kind).where(inspect(kind).columns["id"] == values.pop("id")).values(values)
    return change.execution_options(synchronize_session=False)
