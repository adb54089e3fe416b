"""One of many ids, as one parameter.

A list of five hundred ids makes a statement of five hundred placeholders, which the driver reads anew each time and the
server plans anew; an array is one parameter, and the text stays the same however many there are.
"""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, Uuid, any_, bindparam, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session


def among(
    session: Session, column: InstrumentedAttribute[uuid.UUID], values: Collection[uuid.UUID]
) -> ColumnElement[bool]:
    """Whether the column holds one of these ids; SQLite has no arrays and takes the list."""
    if session.get_bind().dialect.name != "postgresql":
        return column.in_(values)
    return column == any_(literal(list(values), ARRAY(Uuid())))


def among_given(
    dialect: str, column: InstrumentedAttribute[uuid.UUID], name: str
) -> ColumnElement[bool]:
    """The same for a statement that is made once and kept: the ids are given by this name each time."""
    if dialect != "postgresql":
        return column.in_(bindparam(name, expanding=True))
    return column == any_(bindparam(name, type_=ARRAY(Uuid())))
