"""Reading the court diary: which hearing is on which day, and which were held without a next date entered."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.cases.accused_models import Accused
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.witness_queries import summoned_on
from vigilance.records.models import Record

MOST = 200
LOOK_BACK = timedelta(days=90)
"""Hearings of so many days past are shown until what happened at them is entered."""

HELD: dict[Track, str] = {
    Track.CRIMINAL: "hold-court-hearing",
    Track.DEPARTMENTAL_MAJOR: "hold-hearing",
}
"""The step that enters a hearing, on each track that has hearings."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """One hearing: the matter and the accused by their numbers, where, and what for."""

    proceeding_id: uuid.UUID
    number: str
    accused: int | None
    track: Track
    state: str
    on: date
    purpose: str | None
    witnesses: tuple[int, ...] = ()
    """The numbers of those summoned for it: never a name."""

    @property
    def can_be_entered(self) -> bool:
        """Whether the procedure allows a hearing to be entered where the track stands now."""
        return any(
            row.action == HELD.get(self.track) and row.starts_from(self.state)
            for row in WORKFLOWS[self.track].steps
        )


def hearings(session: Session, since: date, until: date) -> Sequence[Hearing]:
    """The hearings fixed from one day up to and with another, on every track in sight, the soonest first."""
    statement = (
        select(
            Proceeding.id,
            Record.number,
            Accused.number,
            Proceeding.track,
            Proceeding.state,
            Proceeding.next_hearing_on,
            Proceeding.next_hearing_purpose,
        )
        .select_from(Proceeding)
        .join(Record, Record.id == Proceeding.record_id)
        .outerjoin(Accused, Accused.id == Proceeding.accused_id)
        .where(Proceeding.next_hearing_on >= since, Proceeding.next_hearing_on <= until)
        .order_by(Proceeding.next_hearing_on, Proceeding.id)
        .limit(MOST)
    )
    rows = list(session.execute(statement))
    awaited = summoned_on(session, {row[0] for row in rows}, since, until) if rows else {}
    return [
        Hearing(of, number, accused, track, state, on, purpose, tuple(awaited.get((of, on), ())))
        for of, number, accused, track, state, on, purpose in rows
        if on is not None
    ]


def proceeding_in_sight(session: Session, proceeding_id: uuid.UUID) -> Proceeding | None:
    """The track of this id, if this officer may see it."""
    statement = select(Proceeding).where(Proceeding.id == proceeding_id)
    return session.scalars(statement).one_or_none()


def hearing_days(session: Session, since: date, until: date) -> list[date]:
    """The days on which anything in sight is heard, and nothing else of it."""
    statement = (
        select(Proceeding.next_hearing_on)
        .where(Proceeding.next_hearing_on >= since, Proceeding.next_hearing_on <= until)
        .distinct()
        .order_by(Proceeding.next_hearing_on)
    )
    return [day for day in session.scalars(statement) if day is not None]
