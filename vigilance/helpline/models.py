"""Telephone calls at the helpline: what is being written down, who waits to be called, and what was recorded."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.domain.lanes import Channel

OPEN = text("stage IN ('draft', 'call-back', 'to-write-up')")


class CallStage(StrEnum):
    """Where a call stands; no call leaves the table."""

    DRAFT = "draft"
    CALL_BACK = "call-back"
    TO_WRITE_UP = "to-write-up"
    REGISTERED = "registered"
    DROPPED = "dropped"
    NOT_A_COMPLAINT = "not-a-complaint"


OPEN_STAGES = (CallStage.DRAFT, CallStage.CALL_BACK, CallStage.TO_WRITE_UP)


class CallSource(StrEnum):
    """How the office knows of a call."""

    DESK = "desk"
    REQUEST = "request"
    RECORDS = "records"
    IVR = "ivr"


class BestTime(StrEnum):
    """When somebody wishes to be called."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class TryResult(StrEnum):
    """What came of calling back."""

    NO_ANSWER = "no-answer"
    LATER = "later"
    WRONG_NUMBER = "wrong-number"
    WRITTEN_UP = "written-up"
    WRITTEN_BEFORE = "written-before"
    NOT_A_COMPLAINT = "not-a-complaint"


class PhoneCall(Base):
    """One call, or the wish to be called. The number and what was typed are sealed to the vigilance cell.

    `caller_digest` is the blind index of the number. Number and digest are nulled as soon as nobody needs them.
    """

    __tablename__ = "phone_call"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    stage: Mapped[CallStage]
    source: Mapped[CallSource]
    channel: Mapped[Channel]
    external_id: Mapped[str | None] = mapped_column(unique=True)
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    language: Mapped[str]
    caller_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    caller_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    typed_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    key_public: Mapped[str]
    key_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    best_time: Mapped[BestTime] = mapped_column(default=BestTime.ANY)
    started_at: Mapped[datetime]
    seconds: Mapped[int | None]
    saved_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    tried: Mapped[TryResult | None]
    closed_at: Mapped[datetime | None]
    record_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("record.id"), index=True)

    __table_args__ = (
        Index(
            "ix_phone_call_open",
            "stage",
            "started_at",
            "id",
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
        Index("ix_phone_call_caller", "caller_digest", "started_at"),
    )


class CallRecording(Base):
    """A file of a call: a recording, or a paper the caller's statement was taken on.

    It lies sealed under the call's own key, which becomes the key of the complaint: the file never has to be opened.
    """

    __tablename__ = "call_recording"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("phone_call.id"), index=True)
    blob_name: Mapped[str] = mapped_column(unique=True)
    stored_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]
