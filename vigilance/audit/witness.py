"""Rows the ledger vouches for: each change of one carries a digest of the row in an event of the same transaction.

So an edit made directly in the database is found by comparing the row with the last digest on its record's chain, and a
command that changes a row without an event does not commit.
"""

import enum
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import InstrumentedAttribute, Mapper, Session, UOWTransaction

from vigilance.audit.canonical import canonical, canonical_in_order, named
from vigilance.database.witnessed import Witnessed

_TOUCHED = "witness_touched"
_VOUCHED = "witness_vouched"
_AS_THEY_ARE = frozenset({str, int, bool, date, datetime, type(None)})
Plain = str | int | bool | date | datetime | None
Values = dict[str, Plain]


def row_name(row: object) -> str:
    """How a digest names its row: table and primary key."""
    mapper = inspect(row).mapper
    key = ",".join(str(part) for part in mapper.primary_key_from_instance(row))
    return f"{mapper.local_table.name}:{key}"


def row_digest(row: Any) -> str:
    """SHA-256 over every vouched column of the row, in hex."""
    return _digest(_values(row))


class Rows:
    """The rows of one vouched table as plain columns: named and digested as the mapper's own, and read much faster."""

    def __init__(self, kind: type[Any], place: InstrumentedAttribute[uuid.UUID]) -> None:
        """Take the table, and the column that says of which record a row is."""
        mapper = inspect(kind)
        self._table = mapper.local_table.name
        names = sorted(_vouched(mapper), key=str.encode)
        self._keys = [(named(name), name in kind.added_later) for name in names]
        keys = [mapper.get_property_by_column(column) for column in mapper.primary_key]
        self.keys = [key.class_attribute for key in keys]
        values = [mapper.column_attrs[name].class_attribute for name in names]
        self.columns = [place, *self.keys, *values]
        """What is to be selected: the record, the row's key, what is vouched for."""

    def name(self, key: Sequence[object]) -> str:
        """How a digest names the row of this key."""
        return f"{self._table}:{','.join(map(str, key))}"

    def read(self, row: Sequence[Any]) -> tuple[uuid.UUID, str, str]:
        """The record, the name and the digest of a row that was selected by these columns."""
        first = len(self.keys) + 1
        pairs = [
            (key, value if type(value) in _AS_THEY_ARE else _plain(value))
            for (key, later), value in zip(self._keys, row[first:], strict=True)
            if value is not None or not later
        ]
        digest = hashlib.sha256(canonical_in_order(pairs)).hexdigest()
        return row[0], self.name(row[1:first]), digest


def _digest(values: Values) -> str:
    return hashlib.sha256(canonical(values)).hexdigest()


def _values(row: Any) -> Values:
    state, later = inspect(row), type(row).added_later
    loaded, values = state.dict, {}
    for name in _vouched(state.mapper):
        value = loaded[name] if name in loaded else getattr(row, name)
        if value is not None or name not in later:
            values[name] = value if type(value) in _AS_THEY_ARE else _plain(value)
    return values


@cache
def _vouched(mapper: Mapper[Any]) -> tuple[str, ...]:
    apart = mapper.class_.unwitnessed
    return tuple(attr.key for attr in mapper.column_attrs if attr.key not in apart)


@cache
def _defaulted(mapper: Mapper[Any]) -> tuple[str, ...]:
    columns = mapper.column_attrs
    return tuple(name for name in _vouched(mapper) if columns[name].columns[0].default is not None)


def _is_complete(row: Any) -> bool:
    """Whether everything vouched for has its value already; a default comes only with the writing."""
    state = inspect(row)
    return state.has_identity or all(name in state.dict for name in _defaulted(state.mapper))


def _plain(value: object) -> Plain:
    write = _PLAIN.get(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, enum.Enum):
        return str(value.value)
    return value  # type: ignore[return-value]  # the column types of this project end here


def _as_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


_PLAIN: dict[type, Callable[[Any], str]] = {
    uuid.UUID: lambda value: str(value.hex),
    bytes: bytes.hex,
    dict: _as_json,
    list: _as_json,
}


def vouch(session: Session, rows: Sequence[object]) -> dict[str, str]:
    """The digests of these rows, for the body of an event; noted for the check at commit."""
    if not all(map(_is_complete, rows)):
        session.flush()
    vouched = {row_name(row): _values(row) for row in rows}
    session.info.setdefault(_VOUCHED, {}).update(vouched)
    return {name: _digest(values) for name, values in vouched.items()}


def _collect(session: Session, _context: UOWTransaction) -> None:
    touched: dict[int, object] = session.info.setdefault(_TOUCHED, {})
    for row in (*session.new, *session.dirty):
        if isinstance(row, Witnessed) and session.is_modified(row):
            touched[id(row)] = row


def settle(session: Session, rows: Iterable[object]) -> None:
    """Check of these rows, which the session is about to forget, that an event vouches for what changed in them."""
    touched: dict[int, object] = session.info.get(_TOUCHED, {})
    _check_rows(session, [touched.pop(id(row)) for row in rows if id(row) in touched])


def _check(session: Session) -> None:
    session.flush()
    _check_rows(session, session.info.pop(_TOUCHED, {}).values())
    session.info.pop(_VOUCHED, None)


def _check_rows(session: Session, rows: Iterable[object]) -> None:
    vouched: dict[str, Values] = session.info.get(_VOUCHED, {})
    for row in rows:
        if vouched.get(row_name(row)) != _values(row):  # the same values have the same digest
            raise RuntimeError(f"{row_name(row).partition(':')[0]} changed without an event")


event.listen(Session, "before_flush", lambda session, context, _: _collect(session, context))
event.listen(Session, "before_commit", _check)
