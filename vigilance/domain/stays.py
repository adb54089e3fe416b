"""Times during which a clock stands still, and the days they stop."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StayGround(StrEnum):
    """A coded ground on which a clock may stop."""

    COURT_STAY = "court-stay"
    AWAITING_COMPLAINANT = "awaiting-complainant"
    AWAITING_RECORD = "awaiting-record"
    AWAITING_SANCTION = "awaiting-sanction"
    OFFICER_ABSCONDING_OR_LEAVE = "officer-absconding-or-leave"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Stay:
    """A time a clock stood still: its first day counts as stopped, the day it ended does not."""

    ground: StayGround
    since: date
    until: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether the clock stands still on this day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class StayEffect:
    """What one stay did to a clock: the days it stopped, and whether they move the due day."""

    stay: Stay
    days: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Stopped:
    """Days on end without a running clock, the last not among them."""

    since: date
    until: date

    def days_before(self, day: date) -> int:
        """How many of these days lie before this day."""
        return max((min(self.until, day) - self.since).days, 0)


def stopped_times(stays: Iterable[Stay], started: date, horizon: date) -> list[Stopped]:
    """When the clock stood still, overlapping stays told once.

    Nothing before the start counts; a stay without an end runs until the horizon.
    """
    told: list[Stopped] = []
    for stay in sorted(stays, key=lambda stay: stay.since):
        since, until = max(stay.since, started), stay.until or horizon
        if until <= since:
            continue
        if told and since <= told[-1].until:
            told[-1] = Stopped(told[-1].since, max(told[-1].until, until))
        else:
            told.append(Stopped(since, until))
    return told


def effect_of(stay: Stay, started: date, horizon: date, due: date) -> StayEffect:
    """What this stay did to a clock with this due day: none excuses a day already late."""
    since = max(stay.since, started)
    days = max(((stay.until or horizon) - since).days, 0)
    stops = days > 0 or stay.runs_on(horizon)
    return StayEffect(stay, days, counts=stops and since <= due)
