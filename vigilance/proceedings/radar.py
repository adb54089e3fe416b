"""Reading the radar: what comes towards the cases in sight."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from vigilance.cases.accused_models import Accused
from vigilance.clocks.badges import Badge, badge_of
from vigilance.clocks.models import Clock, ClockStay
from vigilance.domain.calendar import Span
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
