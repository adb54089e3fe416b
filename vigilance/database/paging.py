"""Keyset pages: the next page begins after the last row seen, whatever was added meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, literal_column, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

PAGE_SIZE = 50
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page, and the key after which the next begins (None at the end)."""

    rows: Sequence[Row]
    following: tuple[Any, ...] | None


def keyset_page(
    session: Session,
    statement: Select[Any],
    keys: Sequence[InstrumentedAttribute[Any]],
    after: tuple[Any, ...] | None = None,
    *,
    newest_first: bool = True,
    size: int = PAGE_SIZE,
    key_of: Callable[[Row], tuple[Any, ...]] | None = None,
) -> Page[Row]:
    """One page of entities in the order of `keys` (the last of them unique).

    `key_of` reads the same key off a row where the keys are another table's columns. A statement
    on columns gives rows of them, for a list that needs no entities: those cost twice as much.

    The row comparison keeps it one index range on both databases; OFFSET would read all that is skipped.
    """
    columns: ColumnElement[Any] = tuple_(*keys)
    if after is not None:
        bound = tuple_(*after)
        statement = statement.where(columns < bound if newest_first else columns > bound)
    order = [key.desc() if newest_first else key.asc() for key in keys]
    # Written out, not as a parameter: PostgreSQL then keeps one plan for it instead of planning each time.
    limit: ColumnElement[int] = literal_column(str(size + 1))
    found = session.execute(statement.order_by(*order).limit(limit))
    rows = list(found.scalars() if len(statement.column_descriptions) == 1 else found)
    if len(rows) <= size:
        return Page(rows, None)
    rows = rows[:size]
    last = rows[-1]
    return Page(rows, key_of(last) if key_of else tuple(getattr(last, key.key) for key in keys))
