"""Pending tracks as the minister's pages read them: kept totals by with whom they lie, and the tracks themselves."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, String, func, select, tuple_, type_coerce
from sqlalchemy.orm import Session

from vigilance.cases.accused_models import Accused
from vigilance.database.paging import Page
from vigilance.domain.age_bands import AgeBand
from vigilance.domain.parties import Party
from vigilance.domain.tracks import Track
from vigilance.proceedings.commands.counting import UNNAMED
from vigilance.proceedings.models import PENDING, Proceeding
from vigilance.records.models import Record, Tier
from vigilance.records.totals import TrackTotal

PAGE = 20


@dataclass(frozen=True, slots=True)
class TrackSlice:
    """Which of the pending tracks are asked for; every one where nothing is named."""

    parties: Collection[Party] = ()
    track: Track | None = None
    band: AgeBand | None = None
    named: str | None = None
    """The agency or authority by its code; `-` for those that name nobody."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One pending track: its matter, the accused by his number in it, where it stands and with whom."""

    id: uuid.UUID
    number: str
    accused: int | None
    track: Track
    state: str
    held_by: str
    since: date
    begun_on: date

    @property
    def key(self) -> tuple[date, uuid.UUID]:
        """Its place in the list, the first begun first."""
        return self.begun_on, self.id


def tracks_counted(session: Session, part: TrackSlice) -> int:
    """How many tracks this slice counts."""
    wanted: list[ColumnElement[bool]] = []
    if part.parties:
        wanted.append(TrackTotal.held_by.in_([party.value for party in part.parties]))
    if part.track is not None:
        wanted.append(TrackTotal.track == part.track.value)
    if part.band is not None:
        wanted.append(TrackTotal.age_band == part.band.value)
    if part.named is not None:
        wanted.append(TrackTotal.held_name == part.named)
    return int(session.scalar(select(func.sum(TrackTotal.pending)).where(*wanted)) or 0)


def tracks_by_name(
    session: Session, parties: Collection[Party]
) -> dict[Party, dict[str, dict[str, int]]]:
    """How many tracks lie with each of these parties, by name and by age band."""
    found: dict[Party, dict[str, dict[str, int]]] = {}
    key = (TrackTotal.held_by, TrackTotal.held_name, TrackTotal.age_band)
    statement = select(*key, func.sum(TrackTotal.pending)).group_by(*key)
    held = TrackTotal.held_by.in_([party.value for party in parties])
    for held_by, name, band, count in session.execute(statement.where(held)):
        if count:
            found.setdefault(Party(held_by), {}).setdefault(name, {})[band] = int(count)
    return found


def pending_tracks(
    session: Session,
    part: TrackSlice,
    after: tuple[date, uuid.UUID] | None = None,
    *,
    ordinary: bool,
    size: int = PAGE,
) -> Page[Lying]:
    """The tracks of this slice in the reader's sight, the first begun first; `ordinary` leaves protected ones out."""
    statement = (
        select(
            Proceeding.id,
            Record.number,
            Accused.number,
            Proceeding.track,
            Proceeding.state,
            type_coerce(Proceeding.held_by, String),
            Proceeding.state_since,
            Proceeding.begun_on,
        )
        .join(Record, Record.id == Proceeding.record_id)
        .outerjoin(Accused, Accused.id == Proceeding.accused_id)
        .where(PENDING, *_within(part))
        .order_by(Proceeding.begun_on, Proceeding.id)
        .limit(size + 1)
    )
    if ordinary:
        statement = statement.where(Record.tier == Tier.ORDINARY)
    if after is not None:
        statement = statement.where(tuple_(Proceeding.begun_on, Proceeding.id) > tuple_(*after))
    rows = [Lying(*row) for row in session.execute(statement)]
    page = rows[:size]
    return Page(page, page[-1].key if len(rows) > size else None)


def _within(part: TrackSlice) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if part.parties:
        wanted.append(Proceeding.held_by.in_([party.value for party in part.parties]))
    if part.track is not None:
        wanted.append(Proceeding.track == part.track)
    if part.band is not None:
        wanted.append(Proceeding.counted_band == part.band.value)
    if part.named is not None:
        name = None if part.named == UNNAMED else part.named
        wanted.append(Proceeding.held_name.is_not_distinct_from(name))
    return wanted
