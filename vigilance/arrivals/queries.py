"""Reading what is held, and how much waits on each channel."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from vigilance.arrivals.models import Arrival, ArrivalState, ArrivedMessage, Outcome
from vigilance.domain.errors import NotFound
from vigilance.domain.lanes import Channel

PAGE_SIZE = 50
Place = tuple[datetime, uuid.UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something a person must decide on: a message, or an arrival in which no message could be read."""

    id: uuid.UUID
    is_message: bool
    arrival_id: uuid.UUID
    position: int
    channel: Channel
    account: str
    at: datetime
    reason: str
    repeats: int
    record_id: uuid.UUID | None = None
    suggested_id: uuid.UUID | None = None
    proposed_by: uuid.UUID | None = None
    proposed_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """One channel in figures."""

    last_at: datetime | None
    waiting: int
    held: int


def held_page(session: Session, after: Place | None = None) -> tuple[list[Held], Place | None]:
    """What is held, the longest waiting first, and where the next page begins."""
    messages = select(ArrivedMessage).where(ArrivedMessage.outcome == Outcome.HELD)
    arrivals = select(Arrival).where(Arrival.state == ArrivalState.HELD)
    if after is not None:
        messages = messages.where(tuple_(ArrivedMessage.at, ArrivedMessage.id) > tuple_(*after))
        arrivals = arrivals.where(tuple_(Arrival.received_at, Arrival.id) > tuple_(*after))
    messages = messages.order_by(ArrivedMessage.at, ArrivedMessage.id).limit(PAGE_SIZE + 1)
    arrivals = arrivals.order_by(Arrival.received_at, Arrival.id).limit(PAGE_SIZE + 1)
    # Two short index ranges, put together here: no database walks an ordered union of tables well.
    found = [_of_message(row) for row in session.scalars(messages)]
    found += [_of_arrival(row) for row in session.scalars(arrivals)]
    found.sort(key=_place)
    shown = found[:PAGE_SIZE]
    return shown, _place(shown[-1]) if len(found) > PAGE_SIZE else None


def _place(held: Held) -> Place:
    return held.at, held.id


def held_of(session: Session, held_id: uuid.UUID) -> Held:
    """What is held under this id; NotFound where nothing is, or not any more."""
    message = session.get(ArrivedMessage, held_id)
    if message is not None and message.outcome is Outcome.HELD:
        return _of_message(message)
    arrival = session.get(Arrival, held_id)
    if arrival is not None and arrival.state is ArrivalState.HELD:
        return _of_arrival(arrival)
    raise NotFound("held")


def _of_message(row: ArrivedMessage) -> Held:
    return Held(
        id=row.id,
        is_message=True,
        arrival_id=row.arrival_id,
        position=row.position,
        channel=row.channel,
        account=row.account,
        at=row.at,
        reason=row.reason or "",
        repeats=row.repeats,
        record_id=row.record_id,
        suggested_id=row.suggested_id,
        proposed_by=row.proposed_by,
        proposed_reason=row.proposed_reason,
    )


def _of_arrival(row: Arrival) -> Held:
    return Held(
        id=row.id,
        is_message=False,
        arrival_id=row.id,
        position=0,
        channel=row.channel,
        account=row.account,
        at=row.received_at,
        reason=row.reason or "",
        repeats=row.repeats,
    )


def mails_of(session: Session, record_id: uuid.UUID) -> Sequence[ArrivedMessage]:
    """The mails of this record: the one it was registered from, then those that were added, as they came."""
    statement = (
        select(ArrivedMessage)
        .where(ArrivedMessage.record_id == record_id, ArrivedMessage.channel == Channel.EMAIL)
        .where(ArrivedMessage.outcome.in_((Outcome.REGISTERED, Outcome.ATTACHED)))
        .order_by(
            ArrivedMessage.outcome != Outcome.REGISTERED, ArrivedMessage.at, ArrivedMessage.id
        )
    )
    return session.scalars(statement).all()


def arrival_of(session: Session, arrival_id: uuid.UUID) -> Arrival:
    """This arrival; NotFound where there is none."""
    found = session.get(Arrival, arrival_id)
    if found is None:
        raise NotFound("arrival")
    return found


def counted(session: Session) -> Mapping[Channel, Counted]:
    """Each channel's last arrival, and how many wait or are held."""
    waiting = _count(session, Arrival, Arrival.state == ArrivalState.WAITING)
    held = _count(session, Arrival, Arrival.state == ArrivalState.HELD)
    messages = _count(session, ArrivedMessage, ArrivedMessage.outcome == Outcome.HELD)
    return {
        channel: Counted(
            last_at=session.scalar(
                select(func.max(Arrival.received_at)).where(Arrival.channel == channel)
            ),
            waiting=waiting.get(channel, 0),
            held=held.get(channel, 0) + messages.get(channel, 0),
        )
        for channel in Channel
    }


def _count(
    session: Session, table: type[Arrival | ArrivedMessage], which: object
) -> dict[Channel, int]:
    statement = select(table.channel, func.count()).where(which).group_by(table.channel)  # type: ignore[arg-type]  # a condition of that table
    rows: Sequence[tuple[Channel, int]] = session.execute(statement).tuples().all()
    return dict(rows)
