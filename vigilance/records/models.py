"""The register of records: every complaint and case has one row here, whatever its own table says.

It holds the head of the record's ledger chain and what decides who may see it, so that one scoping rule serves every
table that hangs on a record (security.md 6.4).
"""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, Index, LargeBinary, UniqueConstraint, and_, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.agencies import Agency
from vigilance.records.scope import Scope


class RecordKind(StrEnum):
    """What a ledger chain belongs to."""

    COMPLAINT = "complaint"
    CASE = "case"
    SITTING = "sitting"
    SYSTEM = "system"


class Tier(StrEnum):
    """How the working text of a record is kept (security.md, decision 1)."""

    ORDINARY = "ordinary"
    PROTECTED = "protected"


class Record(Witnessed, Base):
    """One complaint, case or pseudo-case: its chain's head and its readers."""

    __tablename__ = "record"
    unwitnessed = frozenset({"seq", "head"})
    added_later = frozenset({"review_asked_at"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[RecordKind]
    number: Mapped[str] = mapped_column(unique=True)
    tier: Mapped[Tier]
    opened_at: Mapped[datetime]
    seq: Mapped[int] = mapped_column(default=0)
    head: Mapped[bytes] = mapped_column(LargeBinary)
    # who may see it: scope.py reads these and nothing else
    at_intake: Mapped[bool] = mapped_column(default=False)
    assigned_to: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    inquiring_officer: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    released_to_minister: Mapped[bool] = mapped_column(default=False)
    # a complainant's appeal waits on it: the reviewing officer sees it, and the cases it went into
    review_asked_at: Mapped[datetime | None]

    @hybrid_property
    def may_be_named(self) -> bool:
        """Whether the minister's page may name it: the CVO released it to him, and it is not protected."""
        return self.released_to_minister and self.tier is Tier.ORDINARY

    @may_be_named.inplace.expression
    @classmethod
    def _released_and_ordinary(cls) -> ColumnElement[bool]:
        return and_(cls.released_to_minister.is_(True), cls.tier == Tier.ORDINARY)

    __table_args__ = (
        # In the order of an inbox, beside what decides who sees a record (complaints/inbox.py).
        Index("ix_record_assigned_to", "assigned_to", "opened_at", "id"),
        Index(
            "ix_record_inquiring_officer",
            "inquiring_officer",
            "opened_at",
            "id",
            postgresql_where=text("inquiring_officer IS NOT NULL"),
            sqlite_where=text("inquiring_officer IS NOT NULL"),
        ),
        Index(
            "ix_record_at_intake",
            "opened_at",
            "id",
            postgresql_where=text("at_intake IS true"),
            sqlite_where=text("at_intake IS 1"),
        ),
        Index(
            "ix_record_review_asked_at",
            "review_asked_at",
            postgresql_where=text("review_asked_at IS NOT NULL"),
            sqlite_where=text("review_asked_at IS NOT NULL"),
        ),
        Index(
            "ix_record_released_to_minister",
            "id",
            postgresql_where=text("released_to_minister IS true"),
            sqlite_where=text("released_to_minister IS 1"),
        ),
    )


class Wall(Witnessed, Base):
    """An officer who must not see a record: for him it does not exist (security.md 6.3)."""

    __tablename__ = "wall"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"))
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    relation: Mapped[str]
    declared_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    declared_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("record_id", "officer_id"),
        Index("ix_wall_officer_id", "officer_id"),
    )


class Grant(Witnessed, Base):
    """One record opened to the liaison officer of an agency, until a day: he sees it and no other."""

    __tablename__ = "sight_grant"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"))
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    agency: Mapped[Agency]
    granted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    granted_at: Mapped[datetime]
    until: Mapped[date]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))

    __table_args__ = (
        Index("ix_sight_grant_record_id", "record_id"),
        Index("ix_sight_grant_officer", "officer_id", "record_id"),
    )


class Appointment(Witnessed, Base):
    """An officer appointed to hold one departmental inquiry on a record; it gives him his own pages of it, no other.

    Like a wall it stands beside the scope: it is read before anything of the record is.
    """

    __tablename__ = "appointment"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    proceeding_id: Mapped[uuid.UUID]
    appointed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_appointment_standing",
            "officer_id",
            "proceeding_id",
            postgresql_where=text("ended_at IS NULL"),
            sqlite_where=text("ended_at IS NULL"),
        ),
    )


class OfRecord:
    """Mixin of every table whose rows hang on a record: scope.py adds its rule to each query on it.

    A table with another index that begins with the record, or one in which nobody looks by it, says so: one more index
    is one more place to write for each row.
    """

    record_indexed: ClassVar[bool] = True

    @declared_attr
    def record_id(self) -> Mapped[uuid.UUID]:
        """The record this row belongs to."""
        return mapped_column(ForeignKey("record.id"), index=self.record_indexed)


class NumberSeries(Base):
    """The last number given in one series of one year; taken last in a transaction, so no number is skipped."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


SCOPE = Scope(Record, Wall, Grant, OfRecord)
SCOPE.install()
