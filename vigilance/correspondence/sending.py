"""The rows of the outbox on their way out: taken under a lease, and marked by what became of them."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from vigilance.correspondence.delivery import WINDOW_OVER, blind_name
from vigilance.correspondence.models import (
    LastHeard,
    Message,
    OutboxEntry,
    OutboxState,
    Reply,
    Sendable,
)
from vigilance.correspondence.notices import Notice
from vigilance.correspondence.threads import last_mail
from vigilance.domain.errors import NotDelivered
from vigilance.domain.message import SendReceipt
from vigilance.identities.queries import contact_digests, relay_address
from vigilance.records.models import Record

LEASE = timedelta(minutes=10)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
JITTER = 0.1
"""Waits differ by up to this share, so that what failed together is not tried together."""
MOST_ATTEMPTS = 8
BATCH = 20
"""At most this many of one channel in one turn: no channel waits behind another one's flood."""

NOT_OURS = {
    "token-refused": timedelta(minutes=5),
    "token-missing": timedelta(minutes=15),
    "channel-closed": timedelta(minutes=15),
    "too-many": timedelta(minutes=1),
    WINDOW_OVER: timedelta(days=1),
}
"""No fault of the message: it waits this long and the try is not counted."""
WHOLE_CHANNEL = frozenset({"token-refused", "token-missing", "channel-closed", "too-many"})
NO_ANSWER = ("no-answer", "provider-down", "server-away")
"""With these the rest of the channel's turn is put back at once: each would wait for the same nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One message to be sent, everything personal still sealed."""

    kind: type[Sendable]
    id: uuid.UUID
    effect_key: str
    channel: str | None
    account: str | None
    language: str
    address: bytes | None = field(repr=False)
    notice: str | None = None
    text: str | None = field(default=None, repr=False)
    values: bytes | None = field(default=None, repr=False)
    content: bytes | None = field(default=None, repr=False)
    thread: str | None = None
    earlier: str | None = None
    """The Message-ID of the mail that went out last about the same record."""
    answers: bytes | None = field(default=None, repr=False)
    """The Message-ID of the complainant's own last mail, sealed."""
    last_heard_at: datetime | None = None
    told_waiting: bool = False
    """Whether the approved text went out already, so that only the person's own word opens the window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What is known of a message that left: its names, and whether only word went out that it waits."""

    channel: str
    receipt: SendReceipt | None = None
    mail_name: str | None = None
    only_told: bool = False


def take_due(session: Session, now: datetime) -> list[Due]:
    """The messages whose time has come, leased: another runner leaves them alone until the lease is over."""
    due: list[Due] = []
    kinds: tuple[type[Sendable], ...] = (OutboxEntry, Reply)
    for kind in kinds:
        for channel in _channels(session, kind, now):
            due += [_due(session, row) for row in _leased(session, kind, channel, now)]
    return due


def _due(session: Session, row: Sendable) -> Due:
    if isinstance(row, OutboxEntry):
        return _due_entry(session, row)
    if isinstance(row, Reply):
        return _due_reply(row)
    raise TypeError(type(row).__name__)


def _channels(session: Session, kind: type[Sendable], now: datetime) -> Sequence[str | None]:
    return session.scalars(select(kind.channel).where(*_ready(kind, now)).distinct()).all()


def _ready(kind: type[Sendable], now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(kind.leased_until.is_(None), kind.leased_until <= now)
    return (kind.state == OutboxState.WAITING, kind.next_try_at <= now, free)


def _leased(
    session: Session, kind: type[Sendable], channel: str | None, now: datetime
) -> list[Sendable]:
    statement = (
        select(kind)
        .where(*_ready(kind, now), kind.channel.is_not_distinct_from(channel))
        .order_by(kind.next_try_at, kind.made_at, kind.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    found: list[Sendable] = []
    for row in session.scalars(statement).all():
        if row.attempts >= MOST_ATTEMPTS:  # whoever sent it died of it each time
            row.state, row.last_error = OutboxState.PARKED, "sender-lost"
            continue
        row.leased_until = now + LEASE
        row.attempts += 1
        found.append(row)
    return found


def _due_entry(session: Session, entry: OutboxEntry) -> Due:
    address = relay_address(session, entry.record_id)
    said = session.get(Message, entry.message_id) if entry.message_id else None
    return Due(
        kind=OutboxEntry,
        id=entry.id,
        effect_key=entry.effect_key,
        channel=entry.channel,
        account=entry.account,
        language=entry.language,
        address=address.blob if address else None,
        notice=entry.notice,
        text=said.text if said and entry.notice == Notice.MESSAGE_TEXT else None,
        values=entry.values_sealed,
        thread=entry.thread,
        earlier=_earlier_mail(session, entry),
        answers=last_mail(session, entry.record_id),
        last_heard_at=_last_heard(session, entry),
        told_waiting=entry.sent_at is not None,
    )


def _due_reply(reply: Reply) -> Due:
    return Due(
        kind=Reply,
        id=reply.id,
        effect_key=reply.effect_key,
        channel=reply.channel,
        account=reply.account,
        language=reply.language,
        address=reply.address_sealed,
        content=reply.content_sealed,
        last_heard_at=reply.last_heard_at,
        told_waiting=True,  # a turn of a conversation that is over is not announced
    )


def _earlier_mail(session: Session, entry: OutboxEntry) -> str | None:
    statement = select(OutboxEntry.mail_name).where(
        OutboxEntry.record_id == entry.record_id,
        OutboxEntry.mail_name.is_not(None),
        OutboxEntry.id != entry.id,
    )
    return session.scalar(statement.order_by(OutboxEntry.made_at.desc()).limit(1))


def _last_heard(session: Session, entry: OutboxEntry) -> datetime | None:
    digests = contact_digests(session, entry.record_id)
    heard = session.scalar(
        select(func.max(LastHeard.at)).where(
            LastHeard.channel == entry.channel, LastHeard.digest.in_(digests)
        )
    )
    opened = session.scalar(select(Record.opened_at).where(Record.id == entry.record_id))
    return max((at for at in (heard, opened) if at is not None), default=None)


def mark_sent(session: Session, due: Due, now: datetime, done: Carried) -> None:
    """It is out."""
    row = session.get_one(due.kind, due.id)
    row.state, row.sent_at, row.leased_until, row.last_error = OutboxState.SENT, now, None, None
    row.provider_id = _kept_name(done.receipt)
    row.mail_name, row.channel = done.mail_name, done.channel
    row.delivered_at = row.read_at = row.failed_at = (
        None  # what was known was of the word before it
    )


def _kept_name(receipt: SendReceipt | None) -> str | None:
    return blind_name(receipt.provider_id) if receipt and receipt.provider_id else None


def mark_told(session: Session, due: Due, now: datetime, receipt: SendReceipt) -> None:
    """Word that something waits is out; the text itself follows when the person writes again."""
    row = session.get_one(due.kind, due.id)
    row.sent_at, row.provider_id = now, _kept_name(receipt)
    mark_failed(session, due, NotDelivered(WINDOW_OVER, retry=True), now)


def mark_failed(session: Session, due: Due, error: NotDelivered, now: datetime) -> None:
    """Try again later and later; after eight times, or where trying cannot help, it waits for a person."""
    row = session.get_one(due.kind, due.id)
    row.leased_until = None
    row.last_error = error.detail
    wait = NOT_OURS.get(error.detail or "")
    if wait is not None:
        row.attempts -= 1
        row.next_try_at = now + wait
    elif not error.retry or row.attempts >= MOST_ATTEMPTS:
        row.state = OutboxState.PARKED
    else:
        wait = min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT)
        row.next_try_at = now + wait * (1 + _jitter(row))


def _jitter(row: Sendable) -> float:
    """A share that is the same for the same try of the same message, and differs between messages."""
    drawn = hashlib.sha256(f"{row.effect_key}:{row.attempts}".encode()).digest()[0]
    return JITTER * drawn / 255


def put_back(session: Session, rest: Iterable[Due], error: NotDelivered, now: datetime) -> None:
    """The rest of a channel's turn, which was not tried at all."""
    for due in rest:
        row = session.get_one(due.kind, due.id)
        row.attempts -= 1
        row.leased_until = None
        row.next_try_at = now + NOT_OURS.get(error.detail or "", FIRST_WAIT)
        row.last_error = error.detail


def stops_channel(error: NotDelivered) -> bool:
    """Whether nothing else of this channel needs to be tried now."""
    detail = error.detail or ""
    return detail in WHOLE_CHANNEL or detail.startswith(NO_ANSWER)
