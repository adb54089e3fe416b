"""Handovers: who gave an officer's matters to whom, and which; for a leave, until which day."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.handover import Part
from vigilance.records.models import OfRecord


class Handover(Base):
    """One handover of one officer's matters in one part; `back_on` is the day he returns, where it is for a leave."""

    __tablename__ = "handover"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    part: Mapped[Part]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    made_at: Mapped[datetime]
    back_on: Mapped[date | None]
    given_back_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_handover_made_at", "made_at", "id"),)


class HandoverItem(Witnessed, OfRecord, Base):
    """One matter of a handover, and who took it."""

    __tablename__ = "handover_item"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    handover_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("handover.id"), index=True)
    taken_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    given_at: Mapped[datetime]
