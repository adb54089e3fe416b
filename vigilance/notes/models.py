"""The note-sheet: numbered, dated notes on a record, as on paper; written once, never changed."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class NoteKind(StrEnum):
    """What a note is for: an officer's own note, or the reasons that went with a step."""

    NOTE = "note"
    REASONS = "reasons"
    SCRUTINY = "scrutiny"
    REPORT = "report"
    DIRECTION = "direction"
    PROGRESS = "progress"


class Endorsement(StrEnum):
    """What an officer writes in the margin besides, or instead of, a note."""

    PUT_UP = "put-up"
    APPROVED = "approved"
    DISCUSS = "discuss"
    SEEN = "seen"


class Note(Witnessed, OfRecord, Base):
    """One numbered note; its text stands in clear in an ordinary record and sealed in a protected one."""

    __tablename__ = "note"
    record_indexed = False
    added_later = frozenset({"endorsement"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[int]
    kind: Mapped[NoteKind]
    action: Mapped[str | None]
    endorsement: Mapped[Endorsement | None]
    text: Mapped[str | None]
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    written_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    written_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("record_id", "number"),)
