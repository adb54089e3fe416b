"""The outbox's rows on their way out: taken under a lease, and marked by what became of them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from vigilance.correspondence.models import OutboxEntry, OutboxState
from vigilance.domain.errors import NotDelivered
from vigilance.identities.queries import relay_address

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 8
BATCH = 20


@dataclass(frozen=True, slots=True)
class Due:
    """One message to be sent, its address still sealed."""

    entry_id: uuid.UUID
    effect_key: str
    notice: str
    language: str
    sealed_address: bytes | None = field(repr=False)


def take_due(session: Session, now: datetime) -> Sequence[Due]:
    """The messages whose time has come, leased: another runner leaves them alone until the lease is over."""
    statement = (
        select(OutboxEntry)
        .where(OutboxEntry.state == OutboxState.WAITING, OutboxEntry.next_try_at <= now)
        .where(or_(OutboxEntry.leased_until.is_(None), OutboxEntry.leased_until <= now))
        .order_by(OutboxEntry.next_try_at, OutboxEntry.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    due = []
    for entry in session.scalars(statement).all():
        entry.leased_until = now + LEASE
        entry.attempts += 1
        address = relay_address(session, entry.record_id)
        sealed = address.blob if address else None
        due.append(Due(entry.id, entry.effect_key, entry.notice, entry.language, sealed))
    return due


def mark_sent(session: Session, entry_id: uuid.UUID, now: datetime) -> None:
    """It is out."""
    entry = session.get_one(OutboxEntry, entry_id)
    entry.state, entry.sent_at, entry.leased_until, entry.last_error = (
        OutboxState.SENT,
        now,
        None,
        None,
    )


def mark_failed(session: Session, entry_id: uuid.UUID, error: NotDelivered, now: datetime) -> None:
    """Try again later and later; after eight times, or where trying cannot help, it waits for a person."""
    entry = session.get_one(OutboxEntry, entry_id)
    entry.leased_until = None
    entry.last_error = error.detail
    if not error.retry or entry.attempts >= MOST_ATTEMPTS:
        entry.state = OutboxState.PARKED
        return
    entry.next_try_at = now + min(FIRST_WAIT * 2 ** (entry.attempts - 1), LONGEST_WAIT)
