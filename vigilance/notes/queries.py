"""Reading the note-sheet."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.domain.errors import NotFound
from vigilance.notes.models import Note


def notes_of(session: Session, record_ids: Collection[uuid.UUID]) -> Sequence[Note]:
    """The notes of these records as one sheet, in the order in which they were written."""
    statement = (
        select(Note)
        .where(Note.record_id.in_(record_ids))
        .order_by(Note.written_at, Note.record_id, Note.number)
    )
    return session.scalars(statement).all()


def note_by_number(session: Session, record_id: uuid.UUID, number: int) -> Note:
    """One note of a record; NotFound otherwise."""
    statement = select(Note).where(Note.record_id == record_id, Note.number == number)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("note")
    return found
