"""Reading what was proposed to be struck off a file, and what could be."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.cases.accused_models import Accused, Allegation
from vigilance.domain.errors import NotFound
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.strike_models import StrikeOff, Struck
from vigilance.records.models import Record


def strike_offs_of(session: Session, record_id: uuid.UUID) -> Sequence[StrikeOff]:
    """Every proposal on this file, the latest first."""
    statement = select(StrikeOff).where(StrikeOff.record_id == record_id)
    return session.scalars(statement.order_by(StrikeOff.proposed_at.desc(), StrikeOff.id)).all()


def strike_off_by_id(session: Session, record_id: uuid.UUID, found_id: uuid.UUID) -> StrikeOff:
    """One of them; NotFound where this file has none of this id."""
    statement = select(StrikeOff).where(StrikeOff.record_id == record_id, StrikeOff.id == found_id)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("strike-off")
    return found


def target_of(
    session: Session, record_id: uuid.UUID, what: Struck, target_id: uuid.UUID
) -> Accused | Allegation | Proceeding | None:
    """What a proposal is about, if this file has it."""
    if what is Struck.ACCUSED:
        accused = select(Accused).where(Accused.record_id == record_id, Accused.id == target_id)
        return session.scalars(accused).one_or_none()
    if what is Struck.ALLEGATION:
        alleged = select(Allegation).where(
            Allegation.record_id == record_id, Allegation.id == target_id
        )
        return session.scalars(alleged).one_or_none()
    track = select(Proceeding).where(Proceeding.record_id == record_id, Proceeding.id == target_id)
    return session.scalars(track).one_or_none()


def tracks_on_record(
    session: Session, record_id: uuid.UUID
) -> Sequence[tuple[Proceeding, int | None]]:
    """Every track of this file with the number of its accused, the first begun first."""
    statement = (
        select(Proceeding, Accused.number)
        .outerjoin(Accused, Accused.id == Proceeding.accused_id)
        .where(Proceeding.record_id == record_id)
        .order_by(Proceeding.begun_on, Proceeding.id)
    )
    return [(track, number) for track, number in session.execute(statement)]


def undecided(session: Session, most: int) -> Sequence[tuple[StrikeOff, Record]]:
    """What waits for a second person on the files in sight, the oldest first."""
    statement = (
        select(StrikeOff, Record)
        .join(Record, Record.id == StrikeOff.record_id)
        .where(StrikeOff.decided_at.is_(None))
        .order_by(StrikeOff.proposed_at, StrikeOff.id)
        .limit(most)
    )
    return [(found, record) for found, record in session.execute(statement)]
