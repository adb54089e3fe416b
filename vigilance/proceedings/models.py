"""The tracks of each accused, and what happened on them, day by day."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.tracks import Track
from vigilance.records.models import OfRecord

HEARING = text("next_hearing_on IS NOT NULL")
PENDING = text("held_by IS NOT NULL")
APPEAL_FILED = text("state = 'complainant-appeal-filed'")


class Proceeding(Witnessed, OfRecord, Base):
    """One track of one accused, or of the whole matter: where it stands.

    Its log is in `ProceedingEntry`, its clocks on the case's record.
    """

    __tablename__ = "proceeding"
    unwitnessed = frozenset({"version", "held_by", "held_name", "counted_band"})
    added_later = frozenset({"struck_off_at", "struck_off_note"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    # empty for a track of the matter as a whole: a reference, a request for information, an appeal
    accused_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accused.id"), index=True)
    track: Mapped[Track]
    state: Mapped[str]
    state_since: Mapped[date]
    begun_on: Mapped[date]
    with_whom: Mapped[str | None]
    next_hearing_on: Mapped[date | None]
    next_hearing_purpose: Mapped[str | None]
    # where the kept totals count it (domain/holders.py); empty once it is over or its accused was struck off
    held_by: Mapped[str | None]
    # the agency or authority by name, where it is that very one with whom it lies
    held_name: Mapped[str | None]
    counted_band: Mapped[str | None]
    # entered by mistake: it stands to be read, and a new one may be begun
    struck_off_at: Mapped[datetime | None]
    struck_off_note: Mapped[int | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form
    __table_args__ = (
        Index(
            "ix_proceeding_next_hearing",
            "next_hearing_on",
            "id",
            postgresql_where=HEARING,
            sqlite_where=HEARING,
        ),
        Index(
            "ix_proceeding_held",
            "begun_on",
            "id",
            postgresql_where=PENDING,
            sqlite_where=PENDING,
        ),
        Index(
            "ix_proceeding_held_since",
            "state_since",
            "id",
            postgresql_where=PENDING,
            sqlite_where=PENDING,
        ),
        Index(
            "ix_proceeding_appeal_filed",
            "begun_on",
            "id",
            postgresql_where=APPEAL_FILED,
            sqlite_where=APPEAL_FILED,
        ),
    )


class ProceedingEntry(Witnessed, OfRecord, Base):
    """One act on a track: what, on which day it was done, and its facts as codes, numbers and dates.

    `on` is the day of the act, which a correction may change: the ledger keeps both. `recorded_at` is its entry.
    """

    __tablename__ = "proceeding_entry"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    proceeding_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("proceeding.id"))
    number: Mapped[int]
    action: Mapped[str]
    on: Mapped[date]
    facts: Mapped[dict[str, Any]]
    note_number: Mapped[int | None]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    recorded_at: Mapped[datetime]

    __table_args__ = (Index("ix_proceeding_entry_order", "proceeding_id", "number"),)
