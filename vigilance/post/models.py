"""Paper post and what clerks enter: envelopes, public representatives' letters, keys of what was taken once."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.workflows.references import RepresentativeState


class HowItCame(StrEnum):
    """How an envelope reached the office."""

    POST = "post"
    HAND = "hand"
    OTHER_OFFICE = "other-office"


class Platform(StrEnum):
    """Where something was said in public that an officer pastes in."""

    X = "x"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    YOUTUBE = "youtube"
    NEWS = "news"
    OTHER = "other"


class MemberOffice(StrEnum):
    """The office of who wrote a public representative's letter."""

    MP = "mp"
    MLA = "mla"
    MLC = "mlc"
    LOCAL_BODY = "local-body"
    CONSTITUTIONAL_BODY = "constitutional-body"


class PostEnvelope(Base):
    """One envelope in the diary. Sender and the complaint being written are sealed to the vigilance cell.

    `sender_digest` is the blind index of the sender's number or mail address. All of it is nulled when it is closed.
    """

    __tablename__ = "post_envelope"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[str] = mapped_column(unique=True)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    how: Mapped[HowItCame]
    language: Mapped[str]
    received_on: Mapped[date]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    saved_at: Mapped[datetime | None]
    sender_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sender_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    typed_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    key_public: Mapped[str | None]
    key_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_post_envelope_officer", "officer_id", "closed_at", "opened_at"),)


class PostScan(Base):
    """A scan for the complaint being written, sealed under the key that becomes the complaint's own."""

    __tablename__ = "post_scan"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    envelope_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("post_envelope.id"), index=True)
    blob_name: Mapped[str] = mapped_column(unique=True)
    stored_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]


class PostItem(Base):
    """One complaint out of an envelope; a protected or nameless one is counted, and no trace leads to it."""

    __tablename__ = "post_item"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    envelope_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("post_envelope.id"), index=True)
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"))
    at: Mapped[datetime]


class RepresentativeLetter(Witnessed, Base):
    """A line of the register of public representatives' letters (जनप्रतिनिधि पत्राचार रजिस्टर)."""

    __tablename__ = "representative_letter"
    unwitnessed = frozenset({"version"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    # the pseudo-case of the register, whose chain vouches for the line; who may see it hangs on the complaint
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    number: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    serial: Mapped[int]
    member: Mapped[str]
    office: Mapped[MemberOffice]
    constituency: Mapped[str | None]
    letter_number: Mapped[str | None]
    letter_date: Mapped[date | None]
    received_on: Mapped[date]
    subject: Mapped[str]
    forwards_other: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[RepresentativeState]
    clock_from: Mapped[date]
    due_on: Mapped[date]
    confirmed_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    reply_number: Mapped[str | None]
    reopened_for: Mapped[str | None]
    complaint_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"), index=True)
    entered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    entered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form
    __table_args__ = (
        Index("ix_representative_letter_year", "year", "serial"),
        Index("ix_representative_letter_due", "stage", "due_on", "id"),
    )


class TakenOnce(Base):
    """By what a pasted post, or a row of a file, is known when it comes again: a keyed digest and nothing of it."""

    __tablename__ = "taken_once"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"), index=True)
    at: Mapped[datetime]
