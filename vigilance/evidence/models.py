"""Papers of a record: uploaded files, sealed before they reach the disk, and the keys that open them."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class Paper(Witnessed, OfRecord, Base):
    """One file: what it is and where its sealed bytes lie. Its own name is sealed too, since names betray people."""

    __tablename__ = "paper"
    record_indexed = False

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[int]
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[str]
    flags: Mapped[list[str]]
    size: Mapped[int] = mapped_column(BigInteger)
    blob_name: Mapped[str] = mapped_column(unique=True)
    sha256_sealed_file: Mapped[bytes] = mapped_column(LargeBinary)
    sha256_plain_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    added_by: Mapped[str]
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    added_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("record_id", "number"),
        Index("ix_paper_added_at", "added_at", "id"),
    )


class RecordKey(Witnessed, OfRecord, Base):
    """The public half of a record's key."""

    __tablename__ = "record_key"
    record_indexed = False

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    epoch: Mapped[int]
    public: Mapped[str]

    __table_args__ = (UniqueConstraint("record_id", "epoch"),)


class KeyWrap(Witnessed, OfRecord, Base):
    """The private half of a record's key, sealed to one recipient; every record has at least two."""

    __tablename__ = "key_wrap"
    record_indexed = False

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    epoch: Mapped[int]
    recipient: Mapped[str]
    alg: Mapped[str]
    blob: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (UniqueConstraint("record_id", "epoch", "recipient"),)


class InspectionState(StrEnum):
    """How far the machine is with a paper."""

    WAITING = "waiting"
    DONE = "done"
    NOT_SCANNED = "not-scanned"
    FAILED = "failed"


class PaperInspection(OfRecord, Base):
    """What a machine found in a paper. It is an opinion, never evidence, so no event vouches for it."""

    __tablename__ = "paper_inspection"

    paper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    state: Mapped[InspectionState]
    signs: Mapped[list[str]]
    facts: Mapped[dict[str, Any]]
    listing_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    attempts: Mapped[int]
    leased_until: Mapped[datetime]
    inspected_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_paper_inspection_due", "state", "leased_until"),)


class PreviewState(StrEnum):
    """How far the preview of a paper is."""

    WAITING = "waiting"
    READY = "ready"
    NONE = "none"


class PaperPreview(OfRecord, Base):
    """What may be looked at of a paper without opening it; made by a machine, so no event vouches for it.

    Its sheets lie one behind the other in one file, sealed under the record's key of `epoch` as the paper is;
    `sheets` says of each its kind, its bytes and, of a film, its second. `reason` says why there is none.
    """

    __tablename__ = "paper_preview"

    paper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    state: Mapped[PreviewState]
    reason: Mapped[str | None]
    epoch: Mapped[int]
    sheets: Mapped[list[Any]] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))
    cut: Mapped[bool]
    seconds: Mapped[int | None]
    blob_name: Mapped[str | None] = mapped_column(unique=True)
    sha256_sealed_file: Mapped[bytes | None] = mapped_column(LargeBinary)
    attempts: Mapped[int]
    leased_until: Mapped[datetime]
    made_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_paper_preview_due", "state", "leased_until"),)

    def begin_again(self, at: datetime) -> None:
        """Show nothing until it is made anew; the sealed file, no longer named, is swept away."""
        self.state, self.reason, self.sheets, self.cut, self.seconds = (
            PreviewState.WAITING, None, [], False, None,
        )  # fmt: skip
        self.blob_name = self.sha256_sealed_file = self.made_at = None
        self.attempts, self.leased_until = 0, at


class PaperMark(OfRecord, Base):
    """The blind index of a paper's content, by which the same file in another record is found (security.md 7, 59).

    Like the marks of contacts it is not kept of the protected lane.
    """

    __tablename__ = "paper_mark"

    paper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_paper_mark_digest", "digest", "record_id"),)
