"""The addresses from which officers' own calendars fetch the days of their hearings."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base


class DiaryFeed(Base):
    """One officer's address; only the hash of its token is kept, and once taken back it answers nothing."""

    __tablename__ = "diary_feed"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_diary_feed_officer_id", "officer_id"),)
