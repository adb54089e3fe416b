"""Reading papers and the public halves of records' keys."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.domain.errors import NotFound
from vigilance.evidence.models import KeyWrap, Paper, RecordKey


def papers_of(session: Session, record_ids: Collection[uuid.UUID]) -> Sequence[Paper]:
    """The papers of these records, in the order of their numbers."""
    statement = (
        select(Paper)
        .where(Paper.record_id.in_(record_ids))
        .order_by(Paper.added_at, Paper.record_id, Paper.number)
    )
    return session.scalars(statement).all()


def paper_by_number(session: Session, record_id: uuid.UUID, number: int) -> Paper:
    """One paper of a record; NotFound otherwise."""
    statement = select(Paper).where(Paper.record_id == record_id, Paper.number == number)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("paper")
    return found


def record_key(session: Session, record_id: uuid.UUID) -> RecordKey:
    """The latest key of a record; NotFound where it has none."""
    statement = (
        select(RecordKey)
        .where(RecordKey.record_id == record_id)
        .order_by(RecordKey.epoch.desc())
        .limit(1)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("record key")
    return found


def record_recipient(session: Session, record_id: uuid.UUID) -> str:
    """The public half of a record's key, to which anybody may seal."""
    return record_key(session, record_id).public


def wraps_of(session: Session, record_id: uuid.UUID, epoch: int) -> Sequence[KeyWrap]:
    """The private half of a record's key as it is sealed to its holders."""
    statement = select(KeyWrap).where(KeyWrap.record_id == record_id, KeyWrap.epoch == epoch)
    return session.scalars(statement).all()
