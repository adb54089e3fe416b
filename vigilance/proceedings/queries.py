"""Reading the tracks of a case's accused: where each stands, its log, its hearings."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.cases.accused_models import Accused
from vigilance.cases.accused_queries import AccusedOfficer
from vigilance.clocks.models import Clock, ClockChange
from vigilance.database.paging import Page, keyset_page
from vigilance.domain.errors import NotFound
from vigilance.domain.tracks import ON_A_FILE, Track
from vigilance.personnel.models import Official
from vigilance.proceedings.models import Proceeding, ProceedingEntry


def proceedings_of(session: Session, record_id: uuid.UUID) -> Sequence[Proceeding]:
    """Every track of this case, the first begun first."""
    statement = select(Proceeding).where(Proceeding.record_id == record_id)
    return session.scalars(statement.order_by(Proceeding.begun_on, Proceeding.id)).all()


def proceeding_by_id(
    session: Session, record_id: uuid.UUID, proceeding_id: uuid.UUID
) -> Proceeding:
    """One track of this case; NotFound where it has none of this id."""
    statement = select(Proceeding).where(
        Proceeding.record_id == record_id, Proceeding.id == proceeding_id
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("proceeding")
    return found


def tracks_of_accused(session: Session, accused_id: uuid.UUID) -> dict[Track, Proceeding]:
    """The latest proceeding on each track of one accused, of those that were not struck off."""
    statement = select(Proceeding).where(
        Proceeding.accused_id == accused_id, Proceeding.struck_off_at.is_(None)
    )
    return {
        found.track: found
        for found in session.scalars(statement.order_by(Proceeding.begun_on, Proceeding.id))
    }


def tracks_of_matter(session: Session, record_id: uuid.UUID) -> dict[Track, Proceeding]:
    """The latest proceeding on each track of the matter itself."""
    statement = select(Proceeding).where(
        Proceeding.record_id == record_id,
        Proceeding.accused_id.is_(None),
        Proceeding.struck_off_at.is_(None),
    )
    return {
        found.track: found
        for found in session.scalars(statement.order_by(Proceeding.begun_on, Proceeding.id))
    }


def on_file(session: Session, record_id: uuid.UUID) -> Sequence[Proceeding]:
    """The tracks of the matter that stand on its own page, the first begun first."""
    statement = select(Proceeding).where(
        Proceeding.record_id == record_id,
        Proceeding.accused_id.is_(None),
        Proceeding.track.in_(ON_A_FILE),
    )
    return session.scalars(statement.order_by(Proceeding.begun_on, Proceeding.id)).all()


def entries_of(
    session: Session, proceeding_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[ProceedingEntry]]:
    """The log of each of these tracks, in the order in which it was entered."""
    found: dict[uuid.UUID, list[ProceedingEntry]] = {each: [] for each in proceeding_ids}
    if not found:
        return found
    statement = select(ProceedingEntry).where(ProceedingEntry.proceeding_id.in_(found))
    for entry in session.scalars(statement.order_by(ProceedingEntry.number)):
        found[entry.proceeding_id].append(entry)
    return found


def clocks_of_proceeding(session: Session, proceeding_id: uuid.UUID) -> Sequence[Clock]:
    """The clocks of one track, each round of each limit, the first begun first."""
    statement = select(Clock).where(Clock.proceeding_id == proceeding_id)
    return session.scalars(statement.order_by(Clock.started_on, Clock.limit_name)).all()


def hearings_from(
    session: Session, day: date, *, after: tuple[object, ...] | None = None
) -> Page[Proceeding]:
    """The hearings fixed for this day and later on every track in sight, the soonest first."""
    statement = select(Proceeding).where(Proceeding.next_hearing_on >= day)
    columns = (Proceeding.next_hearing_on, Proceeding.id)
    return keyset_page(session, statement, columns, after, newest_first=False)


def of_accused(session: Session, accused_id: uuid.UUID) -> Sequence[Proceeding]:
    """Every track of one accused, ended ones too, the first begun first."""
    statement = select(Proceeding).where(Proceeding.accused_id == accused_id)
    return session.scalars(statement.order_by(Proceeding.begun_on, Proceeding.id)).all()


def accused_with_tracks(
    session: Session, record_id: uuid.UUID
) -> list[tuple[AccusedOfficer, list[Proceeding]]]:
    """Everybody accused in a case with his tracks, the first begun first, in one statement."""
    statement = (
        select(Accused, Official, Proceeding)
        .join(Official, Official.id == Accused.official_id)
        .outerjoin(Proceeding, Proceeding.accused_id == Accused.id)
        .where(Accused.record_id == record_id)
        .order_by(Accused.number, Proceeding.begun_on, Proceeding.id)
    )
    found: dict[uuid.UUID, tuple[AccusedOfficer, list[Proceeding]]] = {}
    for accused, official, proceeding in session.execute(statement):
        of = found.setdefault(accused.id, (AccusedOfficer(accused, official), []))
        if proceeding is not None:
            of[1].append(proceeding)
    return list(found.values())


def clocks_of_proceedings(
    session: Session, proceeding_ids: Collection[uuid.UUID]
) -> Sequence[Clock]:
    """The clocks of several tracks in one statement."""
    return session.scalars(select(Clock).where(Clock.proceeding_id.in_(proceeding_ids))).all()


def changes_of_clocks(
    session: Session, clock_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[ClockChange]]:
    """How the due dates of these clocks moved after the fact, by clock."""
    found: dict[uuid.UUID, list[ClockChange]] = {}
    statement = select(ClockChange).where(ClockChange.clock_id.in_(clock_ids))
    for change in session.scalars(statement.order_by(ClockChange.at)):
        found.setdefault(change.clock_id, []).append(change)
    return found
