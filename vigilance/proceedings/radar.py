"""Reading the radar: what comes towards the cases in sight, and who outside the office is being waited for."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from vigilance.cases.accused_models import Accused
from vigilance.clocks.badges import Badge, badge_of
from vigilance.clocks.models import Alert, Clock, ClockStay
from vigilance.domain.calendar import Span
from vigilance.domain.parties import SIDES, Party, Side
from vigilance.domain.radar import (
    HEARINGS_WITHIN,
    RADAR,
    Band,
    Watch,
    Watched,
    band_of,
    distant,
    mark_passed,
)
from vigilance.proceedings.models import Proceeding
from vigilance.records.models import Record

MOST = 100
OUTSIDE = tuple(party for party in Party if SIDES[party] is not Side.OURS)


@dataclass(frozen=True, slots=True)
class Blip:
    """One thing on the radar: the matter, the accused by his number in it, what comes, and when."""

    watch: Watch
    number: str
    accused: int | None
    track: str | None
    on: date
    band: Band
    clock_id: uuid.UUID | None = None
    mark: Span | None = None
    badge: Badge | None = None
    detail: str | None = None
    """The purpose of a hearing, or the ground of a stay."""

    @property
    def key(self) -> tuple[date, str, int]:
        """The order of the lines."""
        return self.on, self.number, self.accused or 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step that somebody outside the office owes."""

    clock_id: uuid.UUID
    number: str
    accused: int | None
    limit_name: str
    party: Party
    with_whom: str | None
    since: date
    badge: Badge
    reminded_at: datetime | None
    next_on: date | None


def radar(session: Session, today: date) -> list[Blip]:
    """Everything on the radar of this reader, the nearest first; each part is one bounded index range."""
    found = [blip for watched in RADAR for blip in _limit(session, watched, today)]
    found += _hearings(session, today)
    found += _wake_ups(session, today)
    return sorted(found, key=lambda blip: blip.key)


def _of_accused(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.outerjoin(Proceeding, Proceeding.id == Clock.proceeding_id).outerjoin(
        Accused, Accused.id == Proceeding.accused_id
    )


def _limit(session: Session, watched: Watched, today: date) -> list[Blip]:
    statement = (
        select(
            Record.number,
            Accused.number,
            Clock.track,
            Clock.id,
            Clock.due_on,
            Clock.counts_until,
            Clock.stayed,
        )
        .select_from(Clock)
        .join(Record, Record.id == Clock.record_id)
        .where(
            Clock.done_on.is_(None),
            Clock.limit_name.in_(watched.limits),
            Clock.due_on <= distant(watched.marks[0], today),
        )
        .order_by(Clock.due_on, Clock.id)
        .limit(MOST)
    )
    return [
        Blip(
            watch=watched.watch,
            number=number,
            accused=accused,
            track=track,
            on=due,
            band=band_of(due, until, today),
            clock_id=clock_id,
            mark=mark_passed(watched.marks, due, today),
            badge=badge_of(due, until, today, stayed=stayed),
        )
        for number, accused, track, clock_id, due, until, stayed in session.execute(
            _of_accused(statement)
        )
    ]


def _hearings(session: Session, today: date) -> list[Blip]:
    statement = (
        select(
            Record.number,
            Accused.number,
            Proceeding.track,
            Proceeding.next_hearing_on,
            Proceeding.next_hearing_purpose,
        )
        .select_from(Proceeding)
        .join(Record, Record.id == Proceeding.record_id)
        .outerjoin(Accused, Accused.id == Proceeding.accused_id)
        .where(
            Proceeding.next_hearing_on >= today,
            Proceeding.next_hearing_on <= today + HEARINGS_WITHIN,
        )
        .order_by(Proceeding.next_hearing_on, Proceeding.id)
        .limit(MOST)
    )
    return [
        Blip(Watch.HEARING, number, accused, track, on, band_of(on, on, today), detail=purpose)
        for number, accused, track, on, purpose in session.execute(statement)
        if on is not None
    ]


def _wake_ups(session: Session, today: date) -> list[Blip]:
    """The stays whose day to be looked at again has come, while they still last."""
    statement = (
        select(Record.number, Accused.number, Clock.track, Clock.id, ClockStay)
        .select_from(ClockStay)
        .join(Clock, Clock.id == ClockStay.clock_id)
        .join(Record, Record.id == ClockStay.record_id)
        .where(ClockStay.until.is_(None), ClockStay.wake_on <= today, Clock.done_on.is_(None))
        .order_by(ClockStay.wake_on, ClockStay.id)
        .limit(MOST)
    )
    return [
        Blip(
            watch=Watch.WAKE_UP,
            number=number,
            accused=accused,
            track=track,
            on=stay.wake_on,
            band=band_of(stay.wake_on, stay.wake_on, today),
            clock_id=clock_id,
            detail=stay.ground,
        )
        for number, accused, track, clock_id, stay in session.execute(_of_accused(statement))
    ]


def waiting_on_others(session: Session, today: date) -> Sequence[Waiting]:
    """What parties outside the office owe on the records in sight, the longest due first."""
    reminded = (
        select(func.max(Alert.raised_at))
        .where(Alert.clock_id == Clock.id)
        .correlate(Clock)
        .scalar_subquery()
    )
    statement = (
        select(Clock, Record.number, Accused.number, Proceeding.with_whom, reminded)
        .select_from(Clock)
        .join(Record, Record.id == Clock.record_id)
        .where(Clock.done_on.is_(None), Clock.owed_by.in_(OUTSIDE))
        .order_by(Clock.due_on, Clock.id)
        .limit(MOST)
    )
    return [
        Waiting(
            clock_id=clock.id,
            number=number,
            accused=accused,
            limit_name=clock.limit_name,
            party=clock.owed_by,
            with_whom=with_whom,
            since=clock.started_on,
            badge=badge_of(clock.due_on, clock.counts_until, today, stayed=clock.stayed),
            reminded_at=reminded_at,
            next_on=clock.next_alert_on,
        )
        for clock, number, accused, with_whom, reminded_at in session.execute(
            _of_accused(statement)
        )
    ]
