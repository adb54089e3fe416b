"""What the office must remember of mail: which it has heard, whom it answered today, how far each mailbox is read."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base


class HeardMail(Base):
    """A mail by its name, sender and content: the same by another way is no second complaint (hostile input 73)."""

    __tablename__ = "heard_mail"

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"))
    at: Mapped[datetime]


class MailAnswered(Base):
    """A sender who had his acknowledgement of this day: one a day ends every loop (hostile input 72)."""

    __tablename__ = "mail_answered"

    sender_digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)


class MailAnswerOwed(Base):
    """A complaint whose number is told with the sender's next acknowledgement."""

    __tablename__ = "mail_answer_owed"

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    sender_digest: Mapped[bytes] = mapped_column(LargeBinary, index=True)
    made_at: Mapped[datetime]


class MailboxProgress(Base):
    """How far a folder is read, and since when it cannot be. What was stored is known by the arrivals themselves."""

    __tablename__ = "mailbox_progress"

    account: Mapped[str] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(primary_key=True)
    uidvalidity: Mapped[int | None] = mapped_column(BigInteger)
    last_uid: Mapped[int | None] = mapped_column(BigInteger)
    checked_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    error: Mapped[str | None]
    reconciled_at: Mapped[datetime | None]
    missed: Mapped[int | None]
    """How many mails the last reconciliation found at the server that had not been stored."""
