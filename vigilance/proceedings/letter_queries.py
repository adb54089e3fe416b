"""Reading the letters of a file."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.domain.errors import NotFound
from vigilance.proceedings.letter_models import Letter


def letters_of(session: Session, record_id: uuid.UUID) -> Sequence[Letter]:
    """Every letter of this record, the first drafted first."""
    statement = select(Letter).where(Letter.record_id == record_id)
    return session.scalars(statement.order_by(Letter.drafted_at, Letter.id)).all()


def letter_by_id(session: Session, record_id: uuid.UUID, letter_id: uuid.UUID) -> Letter:
    """One letter of this record; NotFound where it has none of this id."""
    statement = select(Letter).where(Letter.record_id == record_id, Letter.id == letter_id)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("letter")
    return found
