"""The frozen sheets: what the minister's page said on a day, kept for good."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed


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
