"""Reading what lies with authorities outside: since when, by which letter, what they answered last, when to remind."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from vigilance.cases.accused_models import Accused
from vigilance.clocks.models import Clock
from vigilance.database.paging import PAGE_SIZE, Page
from vigilance.domain.outside import OTHERS, UNFINISHED
from vigilance.domain.parties import Party
from vigilance.domain.tracks import Track
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.models import Proceeding
from vigilance.records.models import Grant, Record
from vigilance.reviews.outside_models import OutsideAnswer

MOST = 200
"""More grants than this never stood at once; those that end first are shown first."""


@dataclass(frozen=True, slots=True)
class Outside:
    """One track that lies with an authority outside."""

    proceeding_id: uuid.UUID
    record_id: uuid.UUID
    number: str
    accused: int | None
    track: Track
    state: str
    held_by: str | None
    with_whom: str | None
    since: date

    @property
    def key(self) -> tuple[date, uuid.UUID]:
        """Its place in the list."""
        return self.since, self.proceeding_id


def outside(
    session: Session,
    party: Party | None = None,
    after: tuple[date, uuid.UUID] | None = None,
    *,
    size: int = PAGE_SIZE,
) -> Page[Outside]:
    """The tracks in sight that lie with others, or with one of them, the longest there first."""
    parties = [party.value] if party is not None else sorted(OTHERS)
    statement = _outside().where(Proceeding.held_by.in_(parties)).limit(size + 1)
    if after is not None:
        statement = statement.where(tuple_(Proceeding.state_since, Proceeding.id) > tuple_(*after))
    rows = [Outside(*row) for row in session.execute(statement)]
    return Page(rows[:size], rows[size - 1].key if len(rows) > size else None)


def outside_of(session: Session, record_ids: Collection[uuid.UUID]) -> list[Outside]:
    """The tracks of these matters that lie with others."""
    statement = _outside().where(
        Proceeding.held_by.in_(sorted(OTHERS)), Proceeding.record_id.in_(record_ids)
    )
    return [Outside(*row) for row in session.execute(statement)]


def _outside() -> Select[
    uuid.UUID, uuid.UUID, str, int | None, Track, str, str | None, str | None, date
]:
    return (
        select(
            Proceeding.id,
            Proceeding.record_id,
            Record.number,
            Accused.number,
            Proceeding.track,
            Proceeding.state,
            Proceeding.held_by,
            Proceeding.with_whom,
            Proceeding.state_since,
        )
        .join(Record, Record.id == Proceeding.record_id)
        .outerjoin(Accused, Accused.id == Proceeding.accused_id)
        .where(Proceeding.state.in_(UNFINISHED))
        .order_by(Proceeding.state_since, Proceeding.id)
    )


def last_letters(session: Session, record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Letter]:
    """The last letter issued on each of these matters."""
    statement = select(Letter).where(Letter.record_id.in_(record_ids), Letter.number.is_not(None))
    return {one.record_id: one for one in session.scalars(statement.order_by(Letter.issued_on))}


def last_answers(
    session: Session, record_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, OutsideAnswer]:
    """What an agency answered last on each of these matters."""
    statement = select(OutsideAnswer).where(OutsideAnswer.record_id.in_(record_ids))
    found = session.scalars(statement.order_by(OutsideAnswer.posted_at))
    return {one.record_id: one for one in found}


def running_clocks(
    session: Session, proceeding_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID | None, Clock]:
    """The clock of each of these tracks that is due first."""
    statement = select(Clock).where(
        Clock.proceeding_id.in_(proceeding_ids), Clock.done_on.is_(None)
    )
    found = session.scalars(statement.order_by(Clock.due_on.desc()))
    return {clock.proceeding_id: clock for clock in found}


def grant_on(
    session: Session, record_id: uuid.UUID, officer_id: uuid.UUID, today: date
) -> Grant | None:
    """By what this matter is open to this officer today."""
    statement = select(Grant).where(
        Grant.record_id == record_id,
        Grant.officer_id == officer_id,
        Grant.ended_at.is_(None),
        Grant.until >= today,
    )
    return session.scalars(statement.limit(1)).one_or_none()


def standing_grants(session: Session, today: date) -> Sequence[tuple[Grant, Record]]:
    """What is open to agencies today, of the matters in sight, the first to end first."""
    statement = (
        select(Grant, Record)
        .join(Record, Record.id == Grant.record_id)
        .where(Grant.ended_at.is_(None), Grant.until >= today)
        .order_by(Grant.until, Grant.id)
        .limit(MOST)
    )
    return [(grant, record) for grant, record in session.execute(statement)]


def granted_to(
    session: Session, officer_id: uuid.UUID, today: date
) -> Sequence[tuple[Grant, Record]]:
    """The matters open to this officer today, the first to end first."""
    return [
        (grant, record)
        for grant, record in standing_grants(session, today)
        if grant.officer_id == officer_id
    ]
