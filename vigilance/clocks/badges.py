"""How a kept clock stands today, for lists: read off its row, without reckoning it anew."""

from dataclasses import dataclass
from datetime import date

from vigilance.clocks.models import Clock
from vigilance.domain.schedule import WINDOWS
from vigilance.domain.time_limits import Standing


@dataclass(frozen=True, slots=True)
class Badge:
    """What the clock badge shows."""

    standing: Standing
    days_left: int | None
    due: date


def is_lapsed(clock: Clock, today: date) -> bool:
    """Whether a right that need not be used was not used in its time: nothing runs, and nobody is late."""
    unused = clock.limit_name in WINDOWS and clock.done_on is None and not clock.stayed
    return unused and clock.counts_until < today


def badge_of(
    due_on: date,
    counts_until: date,
    today: date,
    *,
    started_on: date | None = None,
    done_on: date | None = None,
    stayed: bool = False,
) -> Badge:
    """The badge of a clock with these facts."""
    if done_on is not None:
        return Badge(_met(done_on, due_on, counts_until), None, due_on)
    if started_on is not None and today < started_on != due_on:
        return Badge(Standing.NOT_STARTED, None, due_on)
    left = (due_on - today).days
    if stayed:
        return Badge(Standing.STAYED, left, due_on)
    if today < due_on:
        return Badge(Standing.RUNNING, left, due_on)
    standing = Standing.DUE_TODAY if today <= counts_until else Standing.OVERDUE
    return Badge(standing, left, due_on)


def _met(done_on: date, due_on: date, counts_until: date) -> Standing:
    if done_on <= due_on:
        return Standing.MET
    return Standing.MET_NEXT_OPEN_DAY if done_on <= counts_until else Standing.MISSED
