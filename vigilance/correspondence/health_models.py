"""How each channel's account fares: written by whoever talks to the provider, read by the page and the command."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base


class ChannelHealth(Base):
    """One account of one channel: when it last worked, and what went wrong last."""

    __tablename__ = "channel_health"

    channel: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    last_ok_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    last_error_at: Mapped[datetime | None]
    red_since: Mapped[datetime | None]
    """Since when nothing can work until a person mends it: a token that died, a sign-in refused."""
