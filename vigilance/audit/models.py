"""The ledger: events chained per record, erasable payloads, sealed leaves, signed checkpoints (security.md 4.2)."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vigilance.database.base import Base
from vigilance.database.ids import id_in_order
from vigilance.records.models import OfRecord


class Event(OfRecord, Base):
    """One act on a record: the header that stays for ever."""

    __tablename__ = "event"
    record_indexed = False

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=id_in_order)
    record_seq: Mapped[int]
    type: Mapped[str]
    actor: Mapped[str]
    actor_role: Mapped[str]
    at: Mapped[datetime]
    payload_commit: Mapped[bytes] = mapped_column(LargeBinary)
    prev_hash: Mapped[bytes] = mapped_column(LargeBinary)
    event_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)

    payload: Mapped["EventPayload | None"] = relationship(lazy="raise", uselist=False)

    __table_args__ = (
        UniqueConstraint("record_id", "record_seq"),
        Index("ix_event_type_at", "type", "at"),
        Index("ix_event_at", "at", "id"),  # the auditor's browser reads the newest first
    )


class EventPayload(OfRecord, Base):
    """What an event says: codes, numbers, dates, never a narrative or a person; erasable without breaking the chain."""

    __tablename__ = "event_payload"
    record_indexed = False

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[dict[str, Any]]


class Unsealed(Base):
    """An event that waits for its leaf: written with the event, taken away by the sealer.

    A reader of "id greater than the last seen" would miss rows that commit late (7 % were missed in a trial), and
    an anti-join over the whole ledger grows with it; this list does neither.
    """

    __tablename__ = "unsealed"

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"), primary_key=True)

    event: Mapped[Event] = relationship(lazy="raise")


class LedgerLeaf(Base):
    """An event sealed into the tree; written by the sealer alone."""

    __tablename__ = "ledger_leaf"

    leaf_index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event.id"), unique=True)
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary)


class Checkpoint(Base):
    """A signed statement of the tree's size and root."""

    __tablename__ = "checkpoint"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    signed_note: Mapped[str]
    compact_range: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]


FILE = "file"
"""What was read, where it was a whole file and not one paper or clock of it."""


class ReadMark(OfRecord, Base):
    """When an officer's reading of a record was last put on the ledger: it is put there once in 15 minutes."""

    __tablename__ = "read_mark"

    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), primary_key=True)
    at: Mapped[datetime]


class JobLease(Base):
    """Who runs a background job now, so that two runners never run one job at once."""

    __tablename__ = "job_lease"

    job: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
    last_started_at: Mapped[datetime | None]
    last_finished_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
