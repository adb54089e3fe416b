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


class OutboxEntry(OfRecord, Base):
    """Word to be sent through the relay, written in the transaction that made it due; a job sends it."""

    __tablename__ = "outbox"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    effect_key: Mapped[str] = mapped_column(unique=True)
    notice: Mapped[str]
    language: Mapped[str]
    state: Mapped[OutboxState] = mapped_column(default=OutboxState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "next_try_at",
            "id",
            postgresql_where=text("state = 'waiting'"),
            sqlite_where=text("state = 'waiting'"),
        ),
    )


class IdempotentAnswer(Base):
    """The answer once given under an idempotency key, sealed under it; of the key only the hash is kept (5.4)."""

    __tablename__ = "idempotent_answer"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(index=True)
