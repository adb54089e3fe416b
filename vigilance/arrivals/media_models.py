"""Files that a provider keeps for a while, on their way here."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.domain.lanes import Channel

OPEN = text("state IN ('waiting', 'kept')")


class MediaState(StrEnum):
    """Where a file stands: `kept` lies here sealed, and waits for its complaint."""

    WAITING = "waiting"
    KEPT = "kept"
    ADDED = "added"
    NOT_FETCHED = "not-fetched"
    DROPPED = "dropped"


class MediaFetch(Base):
    """One file of one message. Its name and the provider's address of it are sealed to the vigilance cell."""

    __tablename__ = "media_fetch"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    arrived_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("arrived_message.id"), index=True)
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"), index=True)
    channel: Mapped[Channel]
    wanted_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[MediaState]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    give_up_at: Mapped[datetime]
    last_error: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_media_fetch_open", "next_try_at", "id", postgresql_where=OPEN, sqlite_where=OPEN),
    )
