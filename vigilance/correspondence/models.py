"""Messages with the complainant, the outbox of the relay, and idempotent answers."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class Direction(StrEnum):
    """Who wrote: the complainant to the office, or the office to him."""

    TO_OFFICE = "to-office"
    TO_COMPLAINANT = "to-complainant"


class Message(Witnessed, OfRecord, Base):
    """One message of the conversation; `notice` names the standing text it was made from, if any.

    In a protected record the words are sealed twice: to the record's key for the office, to the mailbox for its owner.
    """

    __tablename__ = "message"
    record_indexed = False

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    direction: Mapped[Direction]
    notice: Mapped[str | None]
    language: Mapped[str]
    text: Mapped[str | None]
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    mailbox_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]

    __table_args__ = (Index("ix_message_record_at", "record_id", "at", "id"),)


class OutboxState(StrEnum):
    """Where a message to be sent stands; parked ones wait for a person."""

    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"


WAITING = text("state = 'waiting'")
PARKED = text("state = 'parked'")


class Sendable:
    """The columns of whatever the sending job sends: how far it is, and what became of it."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    effect_key: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    state: Mapped[OutboxState] = mapped_column(default=OutboxState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    channel: Mapped[str | None]
    account: Mapped[str | None]
    provider_id: Mapped[str | None] = mapped_column(index=True)
    mail_name: Mapped[str | None] = mapped_column(index=True)
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


def _indexes(table: str) -> tuple[Index, Index]:
    waiting, parked = f"ix_{table}_waiting", f"ix_{table}_parked"
    return (
        Index(waiting, "next_try_at", "id", postgresql_where=WAITING, sqlite_where=WAITING),
        Index(parked, "made_at", "id", postgresql_where=PARKED, sqlite_where=PARKED),
    )


class OutboxEntry(Sendable, OfRecord, Base):
    """One message to be sent about a record, written in the transaction that made it due; a job sends it.

    `notice` is `message-waiting` where only word goes out that there is news; else the text of the message goes with
    it. `values_sealed` holds what the relay alone may put into the text: a link, or reference and secret code.
    """

    __tablename__ = "outbox"

    notice: Mapped[str]
    message_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    values_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    thread: Mapped[str | None]
    """The complaint's reference, of which the address is made under which an answer finds it."""

    __table_args__ = _indexes("outbox")


class Reply(Sendable, Base):
    """One message to somebody of whom no record need exist: the next turn of a conversation.

    Address and content (text, options) are sealed to the relay's key; rows are kept a month after they are sent.
    """

    __tablename__ = "chat_reply"

    address_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    last_heard_at: Mapped[datetime | None]

    __table_args__ = _indexes("chat_reply")


class LastHeard(Base):
    """When somebody, known by a blind index, last wrote to us on a channel: that opens the provider's window."""

    __tablename__ = "last_heard"

    channel: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class IdempotentAnswer(Base):
    """The answer once given under an idempotency key, sealed under it; of the key only the hash is kept (5.4)."""

    __tablename__ = "idempotent_answer"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(index=True)
