"""The case: opened when a complaint is taken up, carried by an inquiry, closed by two persons."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, exists, or_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.domain.workflows.inquiry import State
from vigilance.records.models import SCOPE, OfRecord, Record

OPEN = text("state NOT IN ('action-ordered', 'closed')")
OVER = text("state IN ('action-ordered', 'closed')")


class Case(Witnessed, OfRecord, Base):
    """A vigilance case. Its id is its record's id."""

    __tablename__ = "vigilance_case"
    unwitnessed = frozenset({"version", "counted_band", "on_track"})

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    district_code: Mapped[str | None]
    scheme_code: Mapped[str | None]
    live_demand: Mapped[bool] = mapped_column(default=False)
    state: Mapped[State]
    state_since: Mapped[datetime]
    received_on: Mapped[date]
    opened_at: Mapped[datetime]
    finding: Mapped[str | None]
    closure_proposed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    disposal: Mapped[str | None]
    counted_band: Mapped[str]
    # whether a track of it runs that is reviewed to its end (domain/outside.py); kept by the one write path of tracks
    on_track: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    record: Mapped[Record] = relationship(lazy="joined", innerjoin=True, foreign_keys=[record_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form
    __table_args__ = (
        Index("ix_vigilance_case_newest", "opened_at", "record_id"),
        Index("ix_vigilance_case_state", "state", "received_on", "record_id"),
        Index(
            "ix_vigilance_case_open_oldest",
            "received_on",
            "record_id",
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
        Index(
            "ix_vigilance_case_over_on_track",
            "received_on",
            "record_id",
            postgresql_where=text("on_track IS true AND state IN ('action-ordered', 'closed')"),
            sqlite_where=text("on_track IS 1 AND state IN ('action-ordered', 'closed')"),
        ),
        Index(
            "ix_vigilance_case_live_demand",
            "received_on",
            "record_id",
            postgresql_where=text("live_demand IS true"),
            sqlite_where=text("live_demand IS 1"),
        ),
    )


class CaseComplaint(Witnessed, OfRecord, Base):
    """A complaint that belongs to a case; the row hangs on the case's record."""

    __tablename__ = "case_complaint"
    added_later = frozenset({"undone_at", "undone_by", "undone_note"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    linked_at: Mapped[datetime]
    # taken out of the case again: by whom, when, and the number of the note with the reasons on the case's note-sheet
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None]
    undone_note: Mapped[int | None]


class ExtensionRequest(Witnessed, OfRecord, Base):
    """More time asked by the inquiring officer before the limit ends, and what the CVO decided."""

    __tablename__ = "extension_request"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    limit_name: Mapped[str]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    asked_at: Mapped[datetime]
    reasons_note: Mapped[int]
    granted: Mapped[bool | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None]


class ReportSummary(Witnessed, OfRecord, Base):
    """What the CVO releases of a case to the minister: written for that reader, with no identity in it."""

    __tablename__ = "report_summary"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    text_en: Mapped[str]
    text_hi: Mapped[str]
    released_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    released_at: Mapped[datetime]

    __table_args__ = (Index("ix_report_summary_released_at", "released_at"),)


_LINKED, _REVIEWED = CaseComplaint.__table__.alias(), Record.__table__.alias()


def _under_review(row: Any, _actor: Actor) -> ColumnElement[bool]:  # noqa: ANN401 -- an alias of the table
    """A complaint on which an appeal waits, and each case it went into: what the reviewing officer sees."""
    case_of_it = exists().where(
        _LINKED.c.record_id == row.id,
        _LINKED.c.undone_at.is_(None),
        _LINKED.c.complaint_id == _REVIEWED.c.id,
        _REVIEWED.c.review_asked_at.is_not(None),
    )
    return or_(row.review_asked_at.is_not(None), case_of_it)


# Which complaints a case gathers is not known where records are scoped (records/scope.py).
SCOPE.lines[Role.REVIEWING_OFFICER] = _under_review
