"""Reading the note-sheet."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from vigilance.domain.errors import NotFound
from vigilance.notes.models import Note
from vigilance.records.scope import kept


def notes_of(session: Session, record_id: uuid.UUID) -> Sequence[Note]:
    """The notes of this record, in the order in which they were written."""
    return session.scalars(NOTES, {"record": record_id}).all()


NOTES = kept(
    select(Note).where(Note.record_id == bindparam("record")).order_by(Note.written_at, Note.number)
)


def notes_numbered(
    session: Session, places: Collection[tuple[uuid.UUID, int]]
) -> dict[tuple[uuid.UUID, int], str | None]:
    """The texts of these notes, each by its record and number; None where a text is sealed."""
    statement = select(Note.record_id, Note.number, Note.text).where(
        Note.record_id.in_({record_id for record_id, _ in places}),
        Note.number.in_({number for _, number in places}),
    )
    return {(record_id, number): text for record_id, number, text in session.execute(statement)}


def note_by_number(session: Session, record_id: uuid.UUID, number: int) -> Note:
    """One note of a record; NotFound otherwise."""
    statement = select(Note).where(Note.record_id == record_id, Note.number == number)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("note")
    return found
