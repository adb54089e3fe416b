"""What comes after a complaint is closed: new facts, the complainant's rating, a finding that it was false."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class EvidenceKind(StrEnum):
    """What the complainant sent after the closing."""

    MESSAGE = "message"
    PAPERS = "papers"


class NewEvidence(Witnessed, OfRecord, Base):
    """Something sent after the closing, for an officer to look at; it opens nothing by itself."""

    __tablename__ = "new_evidence"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    what: Mapped[EvidenceKind]
    raised_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    looked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    note_number: Mapped[int | None]

    __table_args__ = (
        Index(
            "ix_new_evidence_unseen",
            "raised_at",
            "id",
            postgresql_where=text("looked_at IS NULL"),
            sqlite_where=text("looked_at IS NULL"),
        ),
    )


class FeedbackRating(Witnessed, OfRecord, Base):
    """How content the complainant is with a closing, from 1 to 5, and why; never beside who he is."""

    __tablename__ = "feedback_rating"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    rating: Mapped[int]
    text: Mapped[str | None]
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    at: Mapped[datetime]


class FalseComplaint(Witnessed, OfRecord, Base):
    """The finding that a complaint was false, by two persons, with what followed from it.

    A prosecution needs the written complaint of the authority misled (BNS section 217 with BNSS section 215; both
    unverified). Nothing here follows by itself from a closing: most complaints that fail are not false.
    """

    __tablename__ = "false_complaint"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    malice: Mapped[bool]
    authority: Mapped[str]
    decided_on: Mapped[date]
    court_complaint_on: Mapped[date | None]
    note_number: Mapped[int]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    proposed_at: Mapped[datetime]
    found_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    found_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    undone_at: Mapped[datetime | None]
    undone_note: Mapped[int | None]
