"""Which arrival is read next, by whom, and how that ended. The one place that moves an arrival.

One arrival at a time is leased, so that a worker that dies over it is known by it; channels take turns, so that a flood
on one keeps no other waiting.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from vigilance.arrivals.models import Arrival, ArrivalState
from vigilance.domain.lanes import Channel

LEASE = timedelta(seconds=60)
FIRST_WAIT = timedelta(seconds=30)
MOST_ATTEMPTS = 5
MOST_DEATHS = 2
FAILED = "failed"
KILLED_ITS_WORKER = "killed-its-worker"


@dataclass(frozen=True, slots=True)
class Leased:
    """An arrival that is this worker's for a minute."""

    id: uuid.UUID
    channel: Channel
    account: str
    sha256: bytes
    received_at: datetime
    attempts: int


def take_due(session: Session, at: datetime, channels: Iterable[Channel]) -> Leased | None:
    """The next due arrival of the first of these channels that has one; None where none has."""
    for channel in channels:
        while (found := _first_due(session, at, channel)) is not None:
            leased = _lease(session, found, at)
            if leased is not None:
                return leased
    return None


def _first_due(session: Session, at: datetime, channel: Channel) -> Arrival | None:
    statement = (
        select(Arrival)
        .where(
            Arrival.channel == channel,
            Arrival.state == ArrivalState.WAITING,
            Arrival.next_try_at <= at,
            or_(Arrival.leased_until.is_(None), Arrival.leased_until <= at),
        )
        .order_by(Arrival.next_try_at, Arrival.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).first()


def _lease(session: Session, found: Arrival, at: datetime) -> Leased | None:
    """A lease that ran out was a worker's that fell silent; who silenced two is held, and None is the answer."""
    deaths = found.deaths + (found.leased_until is not None)
    if deaths >= MOST_DEATHS:
        end(session, found.id, ArrivalState.HELD, at=at, reason=KILLED_ITS_WORKER, deaths=deaths)
        return None
    attempts = found.attempts + 1
    _change(session, found.id, leased_until=at + LEASE, attempts=attempts, deaths=deaths)
    return Leased(found.id, found.channel, found.account, found.sha256, found.received_at, attempts)


def end(
    session: Session,
    arrival_id: uuid.UUID,
    state: ArrivalState,
    *,
    at: datetime,
    reason: str | None = None,
    **more: object,
) -> None:
    """The arrival is understood, or held with the reason."""
    understood = at if state is ArrivalState.UNDERSTOOD else None
    _change(
        session, arrival_id, state=state, reason=reason, leased_until=None,
        understood_at=understood, **more,
    )  # fmt: skip


def try_later(session: Session, leased: Leased, *, at: datetime) -> None:
    """It failed: again after a while, longer each time; after five times a person must look."""
    if leased.attempts >= MOST_ATTEMPTS:
        end(session, leased.id, ArrivalState.HELD, at=at, reason=FAILED)
        return
    wait = FIRST_WAIT * 4 ** (leased.attempts - 1)
    _change(session, leased.id, leased_until=None, next_try_at=at + wait)


def give_back(session: Session, arrival_id: uuid.UUID, *, at: datetime) -> None:
    """A held arrival is to be read again, as if it had come now."""
    _change(
        session, arrival_id, state=ArrivalState.WAITING, reason=None, attempts=0, deaths=0,
        leased_until=None, next_try_at=at,
    )  # fmt: skip


def _change(session: Session, arrival_id: uuid.UUID, **values: object) -> None:
    session.execute(
        update(Arrival)
        .where(Arrival.id == arrival_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
