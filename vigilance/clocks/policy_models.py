"""The versions of the office's policy files that could be read, so that a broken file stops nothing."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base


class PolicyVersion(Base):
    """One text of the schedule or of the holiday lists that was in order, and when it was last loaded."""

    __tablename__ = "policy_version"

    kind: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    first_good_at: Mapped[datetime]
    loaded_at: Mapped[datetime]

    __table_args__ = (Index("ix_policy_version_loaded_at", "kind", "loaded_at"),)
