"""Who is to be heard in a departmental inquiry or before a court, and what came of it; names sealed in every record."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.workflows.witness import WitnessSide, WitnessState
from vigilance.records.models import OfRecord

SUMMONED = text("summoned_for IS NOT NULL")


class Witness(Witnessed, OfRecord, Base):
    """One witness of one inquiry or trial, known by his number in it.

    The name is sealed under the record's key whatever the record's tier; a protected witness is named to the vigilance
    cell alone, and to nobody by a letter.
    """

    __tablename__ = "witness"
    unwitnessed = frozenset({"version"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    proceeding_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("proceeding.id"))
    number: Mapped[int]
    side: Mapped[WitnessSide]
    protected: Mapped[bool]
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    post: Mapped[str | None]
    state: Mapped[WitnessState]
    state_since: Mapped[date]
    summoned_for: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form
    __table_args__ = (
        UniqueConstraint("proceeding_id", "number"),
        Index(
            "ix_witness_summoned_for",
            "summoned_for",
            "proceeding_id",
            postgresql_where=SUMMONED,
            sqlite_where=SUMMONED,
        ),
    )


class WitnessEntry(Witnessed, OfRecord, Base):
    """One act on a witness: what, and on which day; of a summons, for which hearing."""

    __tablename__ = "witness_entry"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    witness_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("witness.id"))
    number: Mapped[int]
    action: Mapped[str]
    on: Mapped[date]
    hearing_on: Mapped[date | None]
    note_number: Mapped[int | None]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    recorded_at: Mapped[datetime]

    __table_args__ = (Index("ix_witness_entry_order", "witness_id", "number"),)
