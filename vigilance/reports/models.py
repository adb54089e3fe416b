"""The frozen sheets; how grave each released case is; how many time limits end on which day."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.parties import Party
from vigilance.records.models import OfRecord


class FrozenSheet(Witnessed, Base):
    """One frozen sheet: numbered, dated, its figures as canonical JSON; never changed (a trigger says so).

    It hangs on a record of the system, so that its reader's walls do not hide it; the cases it lists do hang on theirs.
    """

    __tablename__ = "frozen_sheet"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"))
    number: Mapped[str] = mapped_column(unique=True)
    on: Mapped[date]
    frozen_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    frozen_at: Mapped[datetime]
    figures: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_frozen_sheet_frozen_at", "frozen_at", "number"),)


class CaseGravity(OfRecord, Base):
    """What one pending case weighs that was released to the minister: a kept reading of the rule, made by a job.

    It can be thrown away and made again. A case that is over, protected or not released has no row.
    """

    __tablename__ = "case_gravity"

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    weight: Mapped[int] = mapped_column()
    grounds: Mapped[list[str]]
    received_on: Mapped[date]
    weighed_on: Mapped[date]

    __table_args__ = (
        # the heaviest first, the older first among equals: the head of the list is the head of the index
        Index("ix_case_gravity_gravest", weight.desc(), "received_on", "record_id"),
    )


class DueCount(Base):
    """How many running time limits end on one day and who owes the step: counted by a job for the days just ahead."""

    __tablename__ = "due_count"

    due_on: Mapped[date] = mapped_column(primary_key=True)
    owed_by: Mapped[Party] = mapped_column(primary_key=True)
    limits: Mapped[int]
