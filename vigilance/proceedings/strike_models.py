"""What was entered by mistake: proposed by one officer to be struck off, decided by another."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord

UNDECIDED = text("decided_at IS NULL")


class Struck(StrEnum):
    """What can be entered by mistake."""

    ACCUSED = "accused"
    ALLEGATION = "allegation"
    TRACK = "track"


class StrikeOff(Witnessed, OfRecord, Base):
    """One proposal to strike something off a file, and what the second person decided on it.

    `target_id` is the accused, the allegation or the proceeding; its row stays, and says when it was struck off.
    """

    __tablename__ = "strike_off"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    what: Mapped[Struck]
    target_id: Mapped[uuid.UUID]
    note_number: Mapped[int]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    proposed_at: Mapped[datetime]
    approved: Mapped[bool | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[int | None]

    __table_args__ = (
        Index(
            "ix_strike_off_undecided",
            "proposed_at",
            "id",
            postgresql_where=UNDECIDED,
            sqlite_where=UNDECIDED,
        ),
    )
