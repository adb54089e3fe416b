"""How the outbox stands: what waits and what is parked, by channel. The session is the system's."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.correspondence.models import OutboxEntry, OutboxState, Reply, Sendable

MOST = 100
KINDS: tuple[type[Sendable], ...] = (OutboxEntry, Reply)


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """One channel: how many messages wait, since when the oldest, how many are parked."""

    channel: str
    waiting: int
    oldest: datetime | None
    parked: int


@dataclass(frozen=True, slots=True)
class ParkedEntry:
    """One message that waits for a person; `record_id` is None for a turn of a conversation."""

    id: uuid.UUID
    record_id: uuid.UUID | None
    channel: str
    notice: str | None
    why: str
    tries: int
    made_at: datetime


def channel_counts(session: Session) -> list[ChannelCount]:
    """Every channel for which something waits or is parked."""
    found: dict[str, ChannelCount] = {}
    for kind in KINDS:
        statement = (
            select(kind.channel, kind.state, func.count(), func.min(kind.made_at))
            .where(kind.state != OutboxState.SENT)
            .group_by(kind.channel, kind.state)
        )
        for channel, state, count, oldest in session.execute(statement):
            name = channel or ""
            before = found.get(name, ChannelCount(name, 0, None, 0))
            if state is OutboxState.PARKED:
                found[name] = ChannelCount(
                    name, before.waiting, before.oldest, before.parked + count
                )
                continue
            first = min(filter(None, (before.oldest, oldest)))
            found[name] = ChannelCount(name, before.waiting + count, first, before.parked)
    return sorted(found.values(), key=lambda each: each.channel)


def parked_count(session: Session) -> int:
    """How many messages wait for a person."""
    parked = [
        select(func.count()).select_from(kind).where(kind.state == OutboxState.PARKED)
        for kind in KINDS
    ]
    return sum(session.scalar(statement) or 0 for statement in parked)


def parked_entries(session: Session, most: int = MOST) -> list[ParkedEntry]:
    """The parked messages, the oldest first."""
    found = [entry for kind in KINDS for entry in _parked(session, kind, most)]
    return sorted(found, key=lambda each: (each.made_at, each.id))[:most]


def _parked(session: Session, kind: type[Sendable], most: int) -> Sequence[ParkedEntry]:
    statement = select(kind).where(kind.state == OutboxState.PARKED)
    rows = session.scalars(statement.order_by(kind.made_at, kind.id).limit(most)).all()
    return [
        ParkedEntry(
            id=row.id,
            record_id=row.record_id if isinstance(row, OutboxEntry) else None,
            channel=row.channel or "",
            notice=row.notice if isinstance(row, OutboxEntry) else None,
            why=row.last_error or "",
            tries=row.attempts,
            made_at=row.made_at,
        )
        for row in rows
    ]
