"""Floors that do the product's own work: the same rows into the same tables, the same rows read, as many lines drawn.

What the floors of floors.py leave out is a rule of the product: a sealed identity, rows the ledger vouches for, kept
totals. These floors have all of it and none of the code that decides it, so the table can tell what the rules cost from
what the code costs (docs/decisions/, floors that do the same work).
"""

import re
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import psycopg
from flask import Flask, render_template_string
from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import Session

from benchmarks.floor_app import FRAME
from benchmarks.measuring import Operation, Statements
from vigilance.database.acting import act_as
from vigilance.database.base import Base
from vigilance.domain.actors import SYSTEM

TAG = re.compile(r"<[^>]+>")
LINES = FRAME % "{% for line in lines %}<p>{{ line }}</p>\n{% endfor %}"
Row = dict[str, Any]
UNIQUE_WORDS = frozenset({"number", "reference", "effect_key", "mail_name", "thread"})
"""Columns of words that no two rows may share."""


@dataclass(slots=True)
class Afresh:
    """Gives each id, digest and number of a registration another value, the same one wherever it stands."""

    given: dict[object, object] = field(default_factory=dict)

    def __call__(self, row: Row) -> Row:
        """The row of parameters with values that the database has not seen."""
        return {name: self._value(name, value) for name, value in row.items()}

    def _value(self, name: str, value: object) -> object:
        if isinstance(value, psycopg.Binary):
            value = value.obj
        if isinstance(value, uuid.UUID):
            return self._other(value, uuid.uuid4)
        if isinstance(value, bytes):
            return self._other(value, lambda: secrets.token_bytes(len(value)))
        if isinstance(value, str) and name in UNIQUE_WORDS:
            return self._other(value, lambda: f"F{secrets.token_hex(8)}")
        return value

    def _other(self, value: object, make: Callable[[], object]) -> object:
        if value not in self.given:
            self.given[value] = make()
        return self.given[value]


def rows_by_psycopg(seen: Statements, connection: psycopg.Connection) -> Operation:
    """The statements of one registration sent again by the driver alone, each time with fresh values."""
    sent = list(zip(seen.texts, seen.parameters, strict=True))

    def _send() -> None:
        afresh = Afresh()
        with connection.cursor() as cursor:
            for text, parameters in sent:
                if isinstance(parameters, list):
                    cursor.executemany(text, [afresh(row) for row in parameters])
                else:
                    cursor.execute(text, afresh(parameters))
        connection.commit()

    return _send


@contextmanager
def mapped_rows() -> Iterator[list[tuple[type, Row]]]:
    """Every row that sessions write meanwhile: its class, and its columns as they were written."""
    rows: list[tuple[type, Row]] = []

    def _keep(session: Session, _context: object) -> None:
        for made in session.new:
            columns = inspect(type(made)).column_attrs
            rows.append((type(made), {each.key: getattr(made, each.key) for each in columns}))

    event.listen(Session, "after_flush", _keep)
    try:
        yield rows
    finally:
        event.remove(Session, "after_flush", _keep)


def rows_by_mapper(rows: list[tuple[type, Row]], seen: Statements, engine: Engine) -> Operation:
    """The same rows as mapped objects, a flush for each table; what was no insert of a row is sent as it was."""
    order = {each: number for number, each in enumerate(Base.metadata.sorted_tables)}
    rest = [
        (text, parameters)
        for text, parameters in zip(seen.texts, seen.parameters, strict=True)
        if not text.startswith("INSERT") or "ON CONFLICT" in text
    ]
    kinds = sorted({kind for kind, _ in rows}, key=lambda kind: order[inspect(kind).local_table])

    def _send() -> None:
        afresh = Afresh()
        with Session(engine) as session:
            act_as(session, SYSTEM)
            for kind in kinds:
                session.add_all([kind(**afresh(row)) for made, row in rows if made is kind])
                session.flush()
            for text, parameters in rest:
                session.connection().exec_driver_sql(text, afresh(parameters))
            session.info.pop("witness_touched", None)  # no event vouches for the rows of a floor
            session.commit()

    return _send


def same_lines(app: Flask, engine: Engine, seen: Statements, page: str) -> Operation:
    """The statements of one page asked again, and as many lines with the same words drawn by bare Jinja."""
    lines = [unescape(TAG.sub("", line)).strip() for line in page.splitlines()]
    asked = list(zip(seen.texts, seen.parameters, strict=True))

    def _draw() -> str:
        with app.test_request_context("/"), engine.connect() as connection:
            for text, parameters in asked:
                connection.exec_driver_sql(text, parameters).fetchall()
            return render_template_string(LINES, title="File", lines=lines)

    return _draw
