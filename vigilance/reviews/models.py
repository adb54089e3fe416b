"""Reviews of pending matters; directions, and how each was carried out."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.roles import Role
from vigilance.records.models import OfRecord

OPEN = text("complied_at IS NULL")


class Review(Witnessed, OfRecord, Base):
    """One review of one pending matter: what was decided, and when it is looked at again."""

    __tablename__ = "review"
    record_indexed = False
    added_later = frozenset({"reviewer", "sitting_id"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    rule: Mapped[str]
    outcome: Mapped[str]
    note_number: Mapped[int | None]
    reviewed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    reviewed_at: Mapped[datetime]
    next_on: Mapped[date]
    # whose queue it stood in; empty in the oldest rows, when all queues were the CVO's
    reviewer: Mapped[Role | None]
    sitting_id: Mapped[uuid.UUID | None]

    __table_args__ = (Index("ix_review_record_reviewed_at", "record_id", "reviewed_at"),)


class Origin(StrEnum):
    """How a direction was given."""

    MINISTER = "minister"
    """Written by the minister on his own page."""
    SITTING = "sitting"
    VERBAL = "verbal"
    """Said, and written down by the office."""


class Standing(StrEnum):
    """Where a direction stands."""

    GIVEN = "given"
    REPORTED = "reported"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Direction(Witnessed, OfRecord, Base):
    """A direction on a matter: append-only, owed by an officer until a day, changing nothing by itself.

    `text` is empty in a protected record: there the note alone holds it, sealed. `complied_at` is when the report of
    its being carried out was accepted.
    """

    __tablename__ = "direction"
    added_later = frozenset(
        {
            "origin",
            "standing",
            "sitting_id",
            "owner_id",
            "recorded_by",
            "recorded_at",
            "note_number",
        }
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    text: Mapped[str]
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    given_at: Mapped[datetime]
    due_on: Mapped[date]
    compliance: Mapped[str | None]
    complied_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    complied_at: Mapped[datetime | None]
    # The columns from here on are empty in the oldest rows, which were the minister's and answered once.
    origin: Mapped[Origin | None]
    standing: Mapped[Standing | None]
    sitting_id: Mapped[uuid.UUID | None]
    owner_id: Mapped[uuid.UUID | None]
    recorded_by: Mapped[uuid.UUID | None]
    recorded_at: Mapped[datetime | None]
    note_number: Mapped[int | None]

    __table_args__ = (
        Index("ix_direction_given_at", "given_at"),
        Index(
            "ix_direction_open",
            "due_on",
            "id",
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
    )

    @property
    def stands(self) -> Standing:
        """Where it stands, of the oldest rows too."""
        if self.standing is not None:
            return self.standing
        return Standing.GIVEN if self.complied_at is None else Standing.ACCEPTED


class ComplianceReport(Witnessed, OfRecord, Base):
    """One report of how a direction was carried out, with the papers that show it, and whether it was accepted.

    What was returned stays; the next report is another row. In a protected record the note alone holds the words.
    """

    __tablename__ = "compliance_report"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    direction_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("direction.id"))
    number: Mapped[int]
    text: Mapped[str]
    note_number: Mapped[int]
    papers: Mapped[list[int]]
    reported_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    reported_at: Mapped[datetime]
    accepted: Mapped[bool | None]
    reasons: Mapped[str | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("direction_id", "number"),)


class DirectionCharge(Witnessed, OfRecord, Base):
    """A direction passed from one officer to another by the CVO, with reasons; who owed it before stays on the file.

    Nobody named is the CVO himself.
    """

    __tablename__ = "direction_charge"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    direction_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("direction.id"), index=True)
    before_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    note_number: Mapped[int]
    changed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    changed_at: Mapped[datetime]


class DirectionAlert(OfRecord, Base):
    """An escalation of a direction past its day: told once to each part, however often the job runs."""

    __tablename__ = "direction_alert"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    direction_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("direction.id"))
    days_after: Mapped[int]
    role: Mapped[Role]
    raised_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("direction_id", "days_after", "role"),)


class EscalationMail(Base):
    """A mail owed to an officer who was told of something on a day: it says only that his desk has news."""

    __tablename__ = "escalation_mail"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    on: Mapped[date]
    told_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("officer_id", "on"),)
