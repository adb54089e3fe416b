"""Who is accused in a case, of what, and what was found on each point against each of them."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class PointFinding(StrEnum):
    """What was found on one allegation against one person."""

    SUBSTANTIATED = "substantiated"
    NOT_SUBSTANTIATED = "not-substantiated"
    COULD_NOT_BE_PROVED = "could-not-be-proved"
    DROPPED = "dropped"


class EntityKind(StrEnum):
    """What besides persons a case is about."""

    VENDOR = "vendor"
    BANK_ACCOUNT = "bank-account"
    VEHICLE = "vehicle"
    TENDER = "tender"


class Accused(Witnessed, OfRecord, Base):
    """An officer accused in a case, numbered in it; who was named in error is struck off with the reason."""

    __tablename__ = "accused"
    record_indexed = False

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[int]
    official_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("official.id"), index=True)
    post_then: Mapped[str]
    named_at: Mapped[datetime]
    struck_off_at: Mapped[datetime | None]
    struck_off_note: Mapped[int | None]

    __table_args__ = (UniqueConstraint("record_id", "number"),)


class Allegation(Witnessed, OfRecord, Base):
    """One point of a case: what is said to have been done, in which period, for how much, against which rule."""

    __tablename__ = "allegation"
    record_indexed = False
    added_later = frozenset({"struck_off_at", "struck_off_note"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[int]
    text: Mapped[str | None]
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    done_from: Mapped[date | None]
    done_until: Mapped[date | None]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    provision: Mapped[str | None]
    added_at: Mapped[datetime]
    struck_off_at: Mapped[datetime | None]
    struck_off_note: Mapped[int | None]

    __table_args__ = (UniqueConstraint("record_id", "number"),)


class Point(Witnessed, OfRecord, Base):
    """One allegation against one accused, with its own finding."""

    __tablename__ = "allegation_point"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    allegation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("allegation.id"))
    accused_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accused.id"), index=True)
    finding: Mapped[PointFinding | None]
    finding_note: Mapped[int | None]
    found_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    found_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("allegation_id", "accused_id"),)


class CaseEntity(Witnessed, OfRecord, Base):
    """A vendor, bank account, vehicle or tender of a case; `mark` finds the same one in other cases, unread."""

    __tablename__ = "case_entity"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[EntityKind]
    text: Mapped[str | None]
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    mark: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]

    __table_args__ = (Index("ix_case_entity_mark", "mark"),)
