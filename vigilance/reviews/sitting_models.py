"""Sittings: who sat, what lay before them, and what was decided on each matter."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.agencies import Agency
from vigilance.records.models import OfRecord


class Stage(StrEnum):
    """How far a sitting has come."""

    CONVENED = "convened"
    OPEN = "open"
    ENDED = "ended"
    SIGNED = "signed"


class Part(StrEnum):
    """What somebody is at a sitting."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "sitting-secretary"
    """Keeps the minutes and does not count towards the quorum."""
    LIAISON = "agency-liaison"
    """Speaks for an agency, hears its own cases alone, and decides nothing."""


class Sitting(Witnessed, Base):
    """One sitting on one queue. Its acts stand on a chain of its own; once signed nothing of it changes."""

    __tablename__ = "sitting"
    unwitnessed = frozenset({"version"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), unique=True)
    number: Mapped[str] = mapped_column(unique=True)
    rule: Mapped[str]
    called_for: Mapped[datetime]
    place: Mapped[str]
    quorum: Mapped[int]
    stage: Mapped[Stage]
    convened_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    convened_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    signed_at: Mapped[datetime | None]
    # the day on which the chair signed the printed minutes, where he did not sign here
    signed_on_paper: Mapped[date | None]
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form
    __table_args__ = (Index("ix_sitting_called_for", "called_for", "id"),)


class SittingMember(Witnessed, Base):
    """Somebody called to a sitting: an officer who signs in here, or a post of another office."""

    __tablename__ = "sitting_member"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sitting.id"))
    # the sitting's chain vouches for this row
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    # a designation and its office, never a person
    post: Mapped[str | None]
    agency: Mapped[Agency | None]
    part: Mapped[Part]
    present: Mapped[bool | None]

    __table_args__ = (
        UniqueConstraint("sitting_id", "officer_id"),
        Index("ix_sitting_member_officer", "officer_id", "sitting_id"),
    )


class AgendaItem(Witnessed, OfRecord, Base):
    """One matter before a sitting; the row hangs on the matter, so nobody sees it who may not see that."""

    __tablename__ = "agenda_item"
    unwitnessed = frozenset({"position", "presenter_id", "version"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sitting.id"))
    position: Mapped[int]
    presenter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    # not reached in the sitting before
    carried: Mapped[bool]
    # where the matter stood when it was decided on
    matter_stage: Mapped[str | None]
    outcome: Mapped[str | None]
    note_number: Mapped[int | None]
    next_on: Mapped[date | None]
    review_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("review.id"))
    direction_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("direction.id"))
    # members who were present and may not see the matter
    recused: Mapped[list[str] | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form
    __table_args__ = (UniqueConstraint("sitting_id", "record_id"),)


class Addendum(Witnessed, Base):
    """A correction of signed minutes: added to them, changing nothing in them.

    It speaks of the sitting as a whole; what concerns one matter is a note on its file.
    """

    __tablename__ = "sitting_addendum"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sitting.id"))
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    added_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    added_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("sitting_id", "number"),)
