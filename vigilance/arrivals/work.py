"""One arrival being understood, and the settling of each message in it.

A handler is `Handler`: it opens its own `work.database.writing()` transaction, makes keys and papers before it, and
calls `settle` inside the transaction that has the effect, so that a killed worker leaves all of a message or nothing.
"""

import hashlib
import hmac
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.channels.accounts import ChannelAccounts
from vigilance.complaints.office import Office
from vigilance.database.engine import Database
from vigilance.domain.errors import AlreadyReceived, EditConflict
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundMessage
from vigilance.identities.contacts import mark_of
from vigilance.sealing.fields import LP

log = logging.getLogger(__name__)
CHATS = frozenset(
    {Channel.WHATSAPP, Channel.TELEGRAM, Channel.FACEBOOK, Channel.INSTAGRAM, Channel.X}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a handler needs: the office, and the arrival its message came in."""

    database: Database
    office: Office
    accounts: ChannelAccounts
    arrival_id: uuid.UUID
    arrival_sha256: str
    channel: Channel
    account: str
    at: datetime
    received_at: datetime
    """When the arrival was stored here, which is the day the office received it."""
    raw: bytes = field(default=b"", repr=False)
    alone: bool = True
    """Whether the arrival holds one message only, so that its bytes may be kept as that message's original."""
    again: uuid.UUID | None = None
    """The held message that is settled anew, by a person or by trying again."""
    decided_by: uuid.UUID | None = None
    digest: bytes | None = None
    """The content's digest of the message as it came in; a handler may pass a changed copy of it on."""


Handler = Callable[[Work, InboundMessage, int], None]


def settle(  # noqa: PLR0913 -- the message, and all that is to be known of what became of it
    session: Session,
    work: Work,
    message: InboundMessage,
    outcome: Outcome,
    *,
    position: int,
    record_id: uuid.UUID | None = None,
    suggested_id: uuid.UUID | None = None,
    reason: str | None = None,
) -> ArrivedMessage:
    """Put down what became of this message, in the transaction that has the effect.

    AlreadyReceived where it was settled before: everything this transaction did is then undone.
    """
    became: dict[str, object] = {
        "outcome": outcome,
        "reason": reason,
        "record_id": record_id,
        "suggested_id": suggested_id,
    }
    session.flush()  # the record this message became must stand before the row that names it
    if work.again is not None:
        return _settle_again(session, work, became)
    row = _row_of(work, message, position)
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    statement = (
        insert(ArrivedMessage)
        .values(**row, **became)
        .on_conflict_do_nothing(index_elements=["channel", "account", "external_id"])
        .returning(ArrivedMessage.id)
    )
    made = session.scalar(statement)
    if made is None:
        raise AlreadyReceived("this message")
    return session.get_one(ArrivedMessage, made)


def _row_of(work: Work, message: InboundMessage, position: int) -> dict[str, object]:
    return {
        "id": uuid.uuid4(),
        "arrival_id": work.arrival_id,
        "position": position,
        "channel": work.channel,
        "account": work.account,
        "external_id": kept_id(work.channel, message.external_id, work.office.index_key),
        "kind": message.kind,
        "content_digest": work.digest or content_digest(message, work.office.index_key),
        "sender_digest": sender_digest(message, work.office.index_key),
        "repeats": 0,
        "at": work.at,
    }


def kept_id(channel: Channel, external_id: str, index_key: bytes) -> str:
    """The provider's id as it is kept: blind on a chat, where it holds the number or the account of a person."""
    if channel not in CHATS:
        return external_id
    name, mark, of_it = external_id.partition("#")
    said = LP(channel.value.encode(), name.encode())
    return hmac.new(index_key, said, hashlib.sha256).hexdigest() + mark + of_it


def _settle_again(session: Session, work: Work, became: dict[str, object]) -> ArrivedMessage:
    """A held message gets another end; EditConflict where somebody else gave it one meanwhile."""
    decided = {"decided_by": work.decided_by, "decided_at": work.at} if work.decided_by else {}
    found = session.scalar(
        update(ArrivedMessage)
        .where(ArrivedMessage.id == work.again, ArrivedMessage.outcome == Outcome.HELD)
        .values(**became, **decided)
        .returning(ArrivedMessage.id)
        .execution_options(synchronize_session=False)
    )
    if found is None:
        raise EditConflict("this message was decided by somebody else")
    return session.get_one(ArrivedMessage, found, populate_existing=True)


def settled(session: Session, work: Work, external_id: str) -> ArrivedMessage | None:
    """What became of the message with this id of the provider's, if it was settled before."""
    key = work.office.index_key
    statement = select(ArrivedMessage).where(
        ArrivedMessage.channel == work.channel,
        ArrivedMessage.account == work.account,
        ArrivedMessage.external_id == kept_id(work.channel, external_id, key),
    )
    return session.scalars(statement).one_or_none()


def sender_digest(message: InboundMessage, index_key: bytes) -> bytes | None:
    """The blind index of the sender."""
    return mark_of(message.sender, index_key).digest if message.sender else None


def content_digest(message: InboundMessage, index_key: bytes) -> bytes:
    """What makes two deliveries the same message: who said what.

    Not when: providers send a message again with another time (hostile input 78). Keyed, for a short text could be
    guessed from its bare hash.
    """
    said = [
        message.kind.value,
        message.sender.address if message.sender else "",
        message.subject or "",
        message.text,
        message.command or "",
        message.refers_to or "",
        message.delivery.value if message.delivery else "",
        ",".join(map(str, message.location or ())),
    ]
    files = [
        hashlib.sha256(each.content).hexdigest()
        if each.content is not None
        else (each.media or "").partition("?")[0]
        for each in message.attachments
    ]
    fields = [f"{name}={message.fields[name]}" for name in sorted(message.fields)]
    parts = [part.encode("utf-8", "surrogatepass") for part in (*said, *files, *fields)]
    return hmac.new(index_key, LP(b"arrived", *parts), hashlib.sha256).digest()
