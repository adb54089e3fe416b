"""Reading walls: which officers must not see which records."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.records.models import Wall


def standing_wall(session: Session, record_id: uuid.UUID, officer_id: uuid.UUID) -> Wall | None:
    """The wall that keeps this record from this officer; None where none does."""
    statement = select(Wall).where(
        Wall.record_id == record_id, Wall.officer_id == officer_id, Wall.lifted_at.is_(None)
    )
    return session.scalars(statement).one_or_none()


def walled_off(session: Session, officer_id: uuid.UUID | None) -> bool:
    """Whether any record is kept from this officer, so that a count of all would tell him of it."""
    walls = select(Wall.id).where(Wall.officer_id == officer_id, Wall.lifted_at.is_(None))
    return session.scalars(walls.limit(1)).first() is not None


def walled_officers(session: Session, record_id: uuid.UUID) -> set[uuid.UUID]:
    """Every officer whom a wall keeps from this record."""
    statement = select(Wall.officer_id).where(Wall.record_id == record_id, Wall.lifted_at.is_(None))
    return set(session.scalars(statement))
