"""What arrived, byte for byte, and what became of each message in it."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.domain.lanes import Channel
from vigilance.domain.message import MessageKind

WAITING = text("state = 'waiting'")
HELD = text("state = 'held'")


class ArrivalState(StrEnum):
    """Where an arrival stands; nothing leaves this list, whatever becomes of it."""

    WAITING = "waiting"
    UNDERSTOOD = "understood"
    HELD = "held"


class Arrival(Base):
    """One envelope as the provider handed it over: a mail, a webhook's body, a form's body.

    Its bytes are in `ArrivalRaw`, sealed to the vigilance cell. Rows are never removed (a trigger forbids it).
    """

    __tablename__ = "arrival"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    channel: Mapped[Channel]
    account: Mapped[str]
    provider_key: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(LargeBinary, index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    state: Mapped[ArrivalState] = mapped_column(default=ArrivalState.WAITING)
    reason: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    deaths: Mapped[int] = mapped_column(default=0)
    """How many workers fell silent over it."""
    next_try_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    understood_at: Mapped[datetime | None]
    repeats: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("channel", "account", "provider_key"),
        Index(
            "ix_arrival_waiting",
            "channel",  # first: one channel's flood is no reason to read past it for another's
            "next_try_at",
            "id",
            postgresql_where=WAITING,
            sqlite_where=WAITING,
        ),
        Index("ix_arrival_held", "received_at", "id", postgresql_where=HELD, sqlite_where=HELD),
        Index("ix_arrival_channel_received", "channel", "received_at"),
    )


class ArrivalRaw(Base):
    """The bytes of an arrival, sealed; a table of its own, so that lists do not carry them."""

    __tablename__ = "arrival_raw"

    arrival_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("arrival.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Outcome(StrEnum):
    """What became of one message."""

    REGISTERED = "registered"
    ATTACHED = "attached"
    CONVERSATION = "conversation"
    NOTED = "noted"
    HELD = "held"
    NOT_A_COMPLAINT = "not-a-complaint"


class ArrivedMessage(Base):
    """One message of an arrival and what became of it; the provider's id makes a second delivery the same message."""

    __tablename__ = "arrived_message"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    arrival_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("arrival.id"), index=True)
    position: Mapped[int]
    channel: Mapped[Channel]
    account: Mapped[str]
    external_id: Mapped[str]
    kind: Mapped[MessageKind]
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    sender_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    outcome: Mapped[Outcome]
    reason: Mapped[str | None]
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"), index=True)
    suggested_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"))
    repeats: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    proposed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    proposed_reason: Mapped[str | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("channel", "account", "external_id"),
        Index(
            "ix_arrived_message_held",
            "at",
            "id",
            postgresql_where=text("outcome = 'held'"),
            sqlite_where=text("outcome = 'held'"),
        ),
        Index("ix_arrived_message_sender", "sender_digest", "at"),
    )
