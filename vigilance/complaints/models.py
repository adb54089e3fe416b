"""Complaints as registered, the receipts that open their mailboxes, and their scrutiny."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.workflows.complaint import State
from vigilance.records.models import OfRecord, Record

NEW = text("state = 'registered'")
OPEN = text("state NOT IN ('taken-up', 'forwarded', 'filed')")
OVER = text("state IN ('taken-up', 'forwarded', 'filed')")
REPRESENTED = text("lane = 'public-representative'")
"""Sent by a public representative; said, as OPEN and OVER are, with the very words of a partial index."""
ON_TRACK = {"postgresql": text("on_track IS true"), "sqlite": text("on_track IS 1")}
IN_HAND = {"postgresql": text("live_demand IS true"), "sqlite": text("live_demand IS 1")}


class Complaint(Witnessed, OfRecord, Base):
    """A registered complaint. Its id is its record's id; who complained is kept elsewhere, sealed."""

    __tablename__ = "complaint"
    unwitnessed = frozenset({"version", "counted_band", "on_track"})

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[Channel]
    lane: Mapped[Lane]
    language: Mapped[str]
    text: Mapped[str | None]
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    district_code: Mapped[str | None]
    place: Mapped[str | None]
    scheme_code: Mapped[str | None]
    post_complained_against: Mapped[str | None]
    incident_date: Mapped[date | None]
    amount_demanded: Mapped[int | None] = mapped_column(BigInteger)
    live_demand: Mapped[bool] = mapped_column(default=False)
    state: Mapped[State]
    state_since: Mapped[datetime]
    received_on: Mapped[date]
    registered_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    disowned_at: Mapped[datetime | None]
    affidavit_at: Mapped[datetime | None]
    disposal: Mapped[str | None]
    # kept by the case it led to, whose record the complainant does not see: for the public word alone
    inquiry_state: Mapped[str | None]
    duplicate_of: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"))
    imported_id: Mapped[str | None] = mapped_column(unique=True)
    counted_band: Mapped[str]
    # whether a track of it runs that is reviewed to its end (domain/outside.py); kept by the one write path of tracks
    on_track: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    record: Mapped[Record] = relationship(lazy="joined", innerjoin=True, foreign_keys=[record_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form
    __table_args__ = (
        Index("ix_complaint_newest", "registered_at", "record_id"),
        Index("ix_complaint_state_newest", "state", "registered_at", "record_id"),
        Index(
            "ix_complaint_new",
            "record_id",
            postgresql_where=NEW,
            sqlite_where=NEW,
        ),
        Index(
            "ix_complaint_open_oldest",
            "received_on",
            "record_id",
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
        # What the review queues take of many complaints: few of each, found in the order of a queue.
        Index(
            "ix_complaint_on_track",
            "received_on",
            "record_id",
            postgresql_where=ON_TRACK["postgresql"],
            sqlite_where=ON_TRACK["sqlite"],
        ),
        Index(
            "ix_complaint_live_demand",
            "received_on",
            "record_id",
            postgresql_where=IN_HAND["postgresql"],
            sqlite_where=IN_HAND["sqlite"],
        ),
        Index(
            "ix_complaint_represented",
            "received_on",
            "record_id",
            postgresql_where=REPRESENTED,
            sqlite_where=REPRESENTED,
        ),
    )


class Receipt(Witnessed, OfRecord, Base):
    """What checks a complainant's secret code, and his mailbox key, which only that code opens (security.md 3.6)."""

    __tablename__ = "receipt"

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    check_hash: Mapped[bytes] = mapped_column(LargeBinary)
    mailbox_public: Mapped[bytes] = mapped_column(LargeBinary)
    mailbox_private_wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class ReceiptThrottle(Base):
    """Wrong tries on one reference, whether it exists or not, so that the answer does not tell (security.md 3.6)."""

    __tablename__ = "receipt_throttle"

    reference_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    next_at: Mapped[datetime] = mapped_column(index=True)


class Scrutiny(Witnessed, OfRecord, Base):
    """The vigilance-angle test as an officer recorded it: the points ticked, the finding, the note with the reasons."""

    __tablename__ = "scrutiny"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    points: Mapped[list[str]]
    vigilance_angle: Mapped[bool]
    recommendation: Mapped[str]
    note_number: Mapped[int]
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]


class FactualReportRequest(Witnessed, OfRecord, Base):
    """A report of facts called from a district office, which sees the question and never the complaint."""

    __tablename__ = "factual_report_request"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    district_code: Mapped[str]
    question: Mapped[str]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    answered_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_factual_report_request_district", "district_code", "asked_at"),)


class ConfirmCode(OfRecord, Base):
    """A code of six digits sent to the complainant, to be told by telephone or written back; only its HMAC is kept."""

    __tablename__ = "confirm_code"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    how: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class TextMark(OfRecord, Base):
    """By what the same text is recognised: two digests of 64 bits, kept in the ordinary tier only.

    `exact` is that of the words as they stand; `gist` does not see order, numbers, short words and repetition.
    """

    __tablename__ = "text_mark"

    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    exact: Mapped[bytes] = mapped_column(LargeBinary)
    gist: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_text_mark_exact", "exact", "made_at"),
        Index("ix_text_mark_gist", "gist", "made_at"),
    )
