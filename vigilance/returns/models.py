"""Frozen returns, saved reports and what was delivered, and the notes on unusual reading."""

import uuid
from datetime import date, datetime
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
