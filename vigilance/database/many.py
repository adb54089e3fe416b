"""Many rows of one table, written by one statement whose text is the same however many there are.

Sent row by row, each of five hundred costs the driver and the server a message and the start of a statement. On
PostgreSQL the rows go as one array for each column; SQLite has no arrays and no network, and takes one after another.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Insert,
    Table,
    Update,
    bindparam,
    column,
    func,
    insert,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from vigilance.database.base import Base

Rows = Sequence[Mapping[str, Any]]


def add_rows(session: Session, kind: type[Base], rows: Rows) -> None:
    """Insert these rows; each gives every column by its name."""
    if not rows:
        return
    if _has_arrays(session):
        session.execute(_adding(_table(kind), tuple(rows[0])), _columns(rows))
    else:
        session.execute(insert(_table(kind)), [dict(row) for row in rows])


def change_rows(session: Session, kind: type[Base], rows: Rows) -> None:
    """Set the columns that these rows give, each row found by its `id`; objects in the session are not told of it."""
    if not rows:
        return
    if _has_arrays(session):
        session.execute(_changing(_table(kind), tuple(rows[0])), _columns(rows))
    else:
        one_by_one = [{_given(name): row[name] for name in row} for row in rows]
        session.execute(_changing_one(_table(kind), tuple(rows[0])), one_by_one)


def _has_arrays(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _table(kind: type[Base]) -> Table:
    table = kind.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{kind.__name__} is no table of its own")
    return table


def _given(name: str) -> str:
    """Under which name a value is handed over: the column's own is taken by the statement."""
    return f"given_{name}"


def _columns(rows: Rows) -> dict[str, list[Any]]:
    return {_given(name): [row[name] for row in rows] for name in rows[0]}


def _given_rows(table: Table, names: tuple[str, ...]) -> FromClause:
    types = {name: table.c[name].type for name in names}
    arrays = [bindparam(_given(name), type_=ARRAY(of)) for name, of in types.items()]
    parts = [column(name, of) for name, of in types.items()]
    return func.unnest(*arrays).table_valued(*parts, name="given").render_derived()


@cache
def _adding(table: Table, names: tuple[str, ...]) -> Insert:
    given = _given_rows(table, names)
    return insert(table).from_select(names, given.select(), include_defaults=False)


@cache
def _changing(table: Table, names: tuple[str, ...]) -> Update:
    given = _given_rows(table, names)
    values: dict[str, ColumnElement[Any]] = dict(given.c)
    return update(table).where(table.c.id == values.pop("id")).values(values)


@cache
def _changing_one(table: Table, names: tuple[str, ...]) -> Update:
    values = {name: bindparam(_given(name)) for name in names}
    return update(table).where(table.c.id == values.pop("id")).values(values)
