"""What an agency outside says of a matter that lies with it, posted by its liaison officer."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.agencies import Agency
from vigilance.records.models import OfRecord


class OutsideAnswer(Witnessed, OfRecord, Base):
    """One answer of an agency: its letter's number and day; the words stand on the matter's note-sheet."""

    __tablename__ = "outside_answer"
    record_indexed = False

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    agency: Mapped[Agency]
    letter_number: Mapped[str | None]
    letter_on: Mapped[date | None]
    note_number: Mapped[int]
    posted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    posted_at: Mapped[datetime]

    __table_args__ = (Index("ix_outside_answer_newest", "record_id", "posted_at"),)
