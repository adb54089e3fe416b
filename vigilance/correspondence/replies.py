"""Answering somebody of whom no record need exist: the turns of a conversation, written down and sent by the job."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from vigilance.correspondence.models import OutboxState, Reply
from vigilance.domain.message import Option
from vigilance.sealing.keyring import Keyring
from vigilance.sealing.offices import unwrap, wrap

KEPT = timedelta(days=30)
"""A reply that went out is forgotten after this: what was said stands in the record it led to."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a reply says, as the relay opens it."""

    text: str = field(repr=False)
    options: tuple[Option, ...] = ()

    def sealed(self, relay_public: bytes) -> bytes:
        """The same for the relay alone."""
        options = [[option.key, option.label] for option in self.options]
        return wrap(relay_public, json.dumps({"text": self.text, "options": options}).encode())

    @classmethod
    def opened(cls, relay_private: bytes, blob: bytes) -> "Content":
        """What `sealed` closed."""
        found = json.loads(unwrap(relay_private, blob))
        options = tuple(Option(key=key, label=label) for key, label in found["options"])
        return cls(found["text"], options)


def queue_reply(  # noqa: PLR0913 -- where, to whom, what, and when it was heard last
    session: Session,
    *,
    channel: str,
    account: str,
    address: bytes,
    text: str,
    language: str,
    effect_key: str,
    at: datetime,
    keyring: Keyring,
    options: Sequence[Option] = (),
    last_heard_at: datetime | None = None,
) -> Reply:
    """Have this text sent to an address sealed by `seal_address`; the same effect key is the same reply, once.

    `last_heard_at` is when the person last wrote on this channel: without it, the provider's window counts as over.
    """
    known = session.scalars(select(Reply).where(Reply.effect_key == effect_key)).one_or_none()
    if known is not None:
        return known
    reply = Reply(
        id=uuid.uuid4(),
        effect_key=effect_key,
        channel=str(channel),
        account=account or None,
        address_sealed=address,
        content_sealed=Content(text, tuple(options)).sealed(keyring.relay.public),
        language=language,
        last_heard_at=last_heard_at,
        state=OutboxState.WAITING,
        attempts=0,
        next_try_at=at,
        made_at=at,
    )
    session.add(reply)
    session.flush()
    return reply


def forget_replies(session: Session, *, at: datetime) -> int:
    """Take away the replies that went out a month ago; those that wait or are parked stay."""
    gone = session.execute(
        delete(Reply).where(Reply.state == OutboxState.SENT, Reply.made_at < at - KEPT)
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE's result counts its rows
