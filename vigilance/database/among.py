"""One of many ids, as one parameter.

A list of five hundred ids makes a statement of five hundred placeholders, which the driver reads anew each time and the
server plans anew; an array is one parameter, and the text stays the same however many there are.
"""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, Uuid, any_, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session


def among(
    session: Session, column: InstrumentedAttribute[uuid.UUID], values: Collection[uuid.UUID]
) -> ColumnElement[bool]:
    """Whether the column holds one of these ids; SQLite has no arrays and takes the list."""
    if session.get_bind().dialect.name != "postgresql":
        return column.in_(values)
    return column == any_(literal(list(values), ARRAY(Uuid())))
