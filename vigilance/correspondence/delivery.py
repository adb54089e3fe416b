"""What became of a message after it left: the provider's receipts, returned mail, and who wrote to us again."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vigilance.correspondence.models import LastHeard, OutboxEntry, OutboxState, Reply, Sendable
from vigilance.correspondence.outbox import SMS
from vigilance.domain.lanes import Channel
from vigilance.domain.message import DeliveryState
from vigilance.identities.queries import records_of_contact

WINDOW_OVER = "window-over"
"""The provider takes free text only while somebody wrote lately; the message waits until he writes again."""
MAIL_LATE = "mail-late"
"""The complainant's mail server has not taken it yet; ours goes on trying."""
MAIL_REASONS = {DeliveryState.FAILED: "mail-returned", DeliveryState.SENT: MAIL_LATE}


def blind_name(provider_id: str) -> str:
    """The provider's name of a message as it is kept: some hold the number of whoever it was sent to."""
    return hashlib.sha256(b"provider's name\x00" + provider_id.encode()).hexdigest()


def mark_delivery(
    session: Session,
    channel: Channel | str,
    provider_id: str,
    state: DeliveryState,
    at: datetime,
    *,
    reason: str | None = None,
) -> bool:
    """Note what the provider tells of a message; False where we sent none of that name (or have not noted it yet).

    Receipts come late, twice and in any order: what is known is never taken back.
    """
    found = _sent(session, OutboxEntry, channel, provider_id) or _sent(
        session, Reply, channel, provider_id
    )
    if found is None:
        return False
    _note(found, state, at, reason)
    return True


def _sent(
    session: Session, kind: type[Sendable], channel: Channel | str, name: str
) -> Sendable | None:
    carried = SMS if channel == Channel.PHONE else str(channel)
    statement = select(kind).where(kind.provider_id == blind_name(name), kind.channel == carried)
    return session.scalars(statement.limit(1)).first()


def _note(found: Sendable, state: DeliveryState, at: datetime, reason: str | None) -> None:
    if state in (DeliveryState.DELIVERED, DeliveryState.READ):
        found.delivered_at = found.delivered_at or at
        found.failed_at = None
        if found.state is OutboxState.PARKED:  # the word that it failed came first, and was wrong
            found.state = OutboxState.SENT
        if found.state is OutboxState.SENT:
            found.last_error = None
    if state is DeliveryState.READ:
        found.read_at = found.read_at or at
    on_its_way = found.state is OutboxState.SENT and found.delivered_at is None
    if state is DeliveryState.SENT and on_its_way:
        found.last_error = reason
    if state is DeliveryState.FAILED and found.delivered_at is None:
        found.failed_at = found.failed_at or at
        found.last_error = reason or "provider-failed"
        found.state = OutboxState.PARKED


def entry_of_mail(session: Session, mail_names: Sequence[str]) -> OutboxEntry | None:
    """The mail of ours that one of these Message-IDs names (without angle brackets), the first that is known."""
    if not mail_names:
        return None
    found = session.scalars(select(OutboxEntry).where(OutboxEntry.mail_name.in_(mail_names))).all()
    known = {entry.mail_name: entry for entry in found}
    return next((known[name] for name in mail_names if name in known), None)


def mark_mail(
    session: Session, mail_names: Sequence[str], state: DeliveryState, at: datetime
) -> OutboxEntry | None:
    """Note what a mail server or a mail program tells of a mail of ours; None where no such mail went out.

    A mail that came back is parked for a person; of one that is on its way still it is said that it is late.
    """
    entry = entry_of_mail(session, mail_names)
    if entry is not None:
        _note(entry, state, at, MAIL_REASONS.get(state))
    return entry


def note_heard(
    session: Session, channel: Channel | str, digests: Collection[bytes], at: datetime
) -> None:
    """Somebody wrote on this channel: the provider's window is open, and what waited for that goes out now."""
    for digest in digests:
        known = session.get(LastHeard, (str(channel), digest))
        if known is None:
            session.add(LastHeard(channel=str(channel), digest=digest, at=at))
        else:
            known.at = max(known.at, at)
    session.flush()
    records = records_of_contact(session, digests)
    waiting = (
        OutboxEntry.record_id.in_(records),
        OutboxEntry.channel == str(channel),
        OutboxEntry.state == OutboxState.WAITING,
        OutboxEntry.last_error == WINDOW_OVER,
    )
    session.execute(
        update(OutboxEntry)
        .where(*waiting)
        .values(next_try_at=at)
        .execution_options(synchronize_session=False)
    )
