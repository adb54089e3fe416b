"""The record whose file is asked for by its number."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.domain.errors import NotFound
from vigilance.records.models import Record, RecordKind

KINDS = (RecordKind.COMPLAINT, RecordKind.CASE)


def record_of_file(session: Session, number: str) -> Record:
    """The record of this number in sight of this officer; the system's own records have no file."""
    statement = select(Record).where(Record.number == number, Record.kind.in_(KINDS))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("record")
    return found
