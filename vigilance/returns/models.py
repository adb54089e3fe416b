"""Frozen returns, saved reports and what was delivered, ordered files, and the notes on unusual reading."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class FrozenReturn(Witnessed, OfRecord, Base):
    """A return as it was sent: its figures as canonical JSON, whose hash is on the ledger. It is never changed."""

    __tablename__ = "frozen_return"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[str] = mapped_column(unique=True)
    cadence: Mapped[str]
    since: Mapped[date]
    figures: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    frozen_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    frozen_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("cadence", "since"),)


class SavedReport(Base):
    """A report with its filters under a name of its owner's; where it is scheduled, for whom and how often."""

    __tablename__ = "saved_report"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    name: Mapped[str]
    report: Mapped[str]
    chosen: Mapped[dict[str, Any]]
    cadence: Mapped[str | None]
    roles: Mapped[list[str]]
    delivered_for: Mapped[date | None]
    saved_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("owner_id", "name"),)


class ReportDelivery(Base):
    """A scheduled report that lies ready on an officer's desk: which, over which time. He reads it in his own sight."""

    __tablename__ = "report_delivery"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    saved_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("saved_report.id", ondelete="CASCADE"))
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    since: Mapped[date]
    until: Mapped[date]
    delivered_at: Mapped[datetime]
    told_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("saved_id", "officer_id", "since"),
        Index("ix_report_delivery_officer", "officer_id", "delivered_at", "id"),
    )


class OrderState(StrEnum):
    """How far an ordered file is."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"
    DESTROYED = "destroyed"


class WhyRefused(StrEnum):
    """Why an ordered file was not made, or was taken back."""

    RIGHT_LOST = "right-lost"
    SIGHT_CHANGED = "sight-changed"
    TOO_MANY = "too-many"


class ExportOrder(Base):
    """A file too long to wait for: what was asked, how far it is, and where it lies sealed until it is destroyed.

    `key_sealed` is the key of the file, sealed to the vigilance cell. Without it the file is noise.
    """

    __tablename__ = "export_order"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[str] = mapped_column(unique=True)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    report: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    chosen: Mapped[dict[str, Any]]
    form: Mapped[str]
    language: Mapped[str]
    state: Mapped[OrderState]
    why: Mapped[WhyRefused | None]
    rows_expected: Mapped[int]
    rows_done: Mapped[int]
    attempts: Mapped[int]
    leased_until: Mapped[datetime]
    ordered_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    kept_until: Mapped[datetime | None]
    blob_name: Mapped[str | None] = mapped_column(unique=True)
    sha256_sealed_file: Mapped[bytes | None] = mapped_column(LargeBinary)
    key_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_export_order_officer", "officer_id", "ordered_at", "id"),
        Index("ix_export_order_due", "state", "leased_until"),
    )

    def is_kept(self, at: datetime) -> bool:
        """Whether the file lies ready at this instant."""
        return (
            self.state is OrderState.READY and self.kept_until is not None and at < self.kept_until
        )

    def end(self, state: OrderState, why: WhyRefused | None = None) -> None:
        """Take it to an end without a file; the key goes at once, the noise it leaves is swept up."""
        self.state, self.why, self.key_sealed = state, why, None


class ReadingNote(Base):
    """One line of the weekly note to the CVO: an officer whose reading of files one of the rules found unusual."""

    __tablename__ = "reading_note"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    week: Mapped[date]
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    rule: Mapped[str]
    count: Mapped[int]
    usual: Mapped[int]
    noted_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("week", "officer_id", "rule"),)
