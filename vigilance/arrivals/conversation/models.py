"""Conversations by chat, one row a person and account; what was said is sealed to the vigilance cell."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.arrivals.conversation.state import Step
from vigilance.database.base import Base
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Where

DUE = text("due_at IS NOT NULL")


class Conversation(Base):
    """Where one person's conversation stands. The row is locked while a message is heard or a burst answered.

    `draft_sealed` holds the state (`conversation/state.py`); the address is sealed to the relay. What somebody says in
    public and what he tells us alone are two conversations.
    """

    __tablename__ = "conversation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    channel: Mapped[Channel]
    account: Mapped[str]
    sender_digest: Mapped[bytes] = mapped_column(LargeBinary)
    place: Mapped[Where]
    address_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str | None]
    step: Mapped[Step]
    draft_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    turn: Mapped[int] = mapped_column(default=0)
    """Raised with every change: who prepared an answer sees whether something came meanwhile."""
    heard_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"))
    asked: Mapped[int] = mapped_column(default=0)
    """How many answers he got on the day `asked_on`."""
    asked_on: Mapped[date | None]
    silenced_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("channel", "account", "sender_digest", "place"),
        Index("ix_conversation_due", "due_at", "id", postgresql_where=DUE, sqlite_where=DUE),
    )
