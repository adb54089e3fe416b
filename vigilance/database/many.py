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
    ColumnElement,
    FromClause,
    Insert,
    Table,
    Text,
    Update,
    bindparam,
    cast,
    column,
    func,
    insert,
    update,
)
from sqlalchemy.orm import Session

from vigilance.database.base import Base

Rows = Sequence[Mapping[str, Any]]
GIVEN = "given_rows"


def add_rows(session: Session, kind: type[Base], rows: Rows) -> None:
    """Insert these rows; each gives every column by its name."""
    if not rows:
        return
    table, names = _table(kind), tuple(rows[0])
    if _is_postgresql(session):
        session.execute(_adding(table, names), {GIVEN: _as_json(rows)})
    else:
        session.execute(insert(table), [dict(row) for row in rows])


def change_rows(session: Session, kind: type[Base], rows: Rows) -> None:
    """Set the columns that these rows give, each row found by its `id`; objects in the session are not told of it."""
    if not rows:
        return
    table, names = _table(kind), tuple(rows[0])
    if _is_postgresql(session):
        session.execute(_changing(table, names), {GIVEN: _as_json(rows)})
    else:
        one_by_one = [{_given(name): row[name] for name in names} for row in rows]
        session.execute(_changing_one(table, names), one_by_one)


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _table(kind: type[Base]) -> Table:
    table = kind.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{kind.__name__} is no table of its own")
    return table


def _as_json(rows: Rows) -> str:
    return orjson.dumps(rows, default=_as_text).decode()


def _as_text(value: object) -> str:
    """Bytes as PostgreSQL reads them; everything else that these tables hold JSON has words for."""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    raise TypeError(f"a row cannot give a {type(value).__name__}")


def _given_rows(table: Table, names: tuple[str, ...]) -> FromClause:
    rows = func.json_to_recordset(cast(bindparam(GIVEN, type_=Text()), JSON))
    parts = [column(name, table.c[name].type) for name in names]
    return rows.table_valued(*parts, name="given").render_derived(with_types=True)


@cache
def _adding(table: Table, names: tuple[str, ...]) -> Insert:
    given = _given_rows(table, names)
    return insert(table).from_select(names, given.select(), include_defaults=False)


@cache
def _changing(table: Table, names: tuple[str, ...]) -> Update:
    given = _given_rows(table, names)
    values: dict[str, ColumnElement[Any]] = dict(given.c)
    return update(table).where(table.c.id == values.pop("id")).values(values)


def _given(name: str) -> str:
    """Under which name a value is handed over: the column's own is taken by the statement."""
    return f"given_{name}"


@cache
def _changing_one(table: Table, names: tuple[str, ...]) -> Update:
    values: dict[str, ColumnElement[Any]] = {name: bindparam(_given(name)) for name in names}
    return update(table).where(table.c.id == values.pop("id")).values(values)
