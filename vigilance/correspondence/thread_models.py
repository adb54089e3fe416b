"""By which name the complainant's last mail about a record is known to his own mail program."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base


class MailThread(Base):
    """The last mail of a record's complainant; only the relay can read its name."""

    __tablename__ = "mail_thread"

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]
