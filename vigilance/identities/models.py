"""The sealed table: who complained. No other package can import this module (an import contract)."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class SealedIdentity(Witnessed, OfRecord, Base):
    """Name, telephone, address and the submission as it was sent, sealed by the lane the complainant chose."""

    __tablename__ = "sealed_identity"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    scheme: Mapped[str]
    fields: Mapped[bytes] = mapped_column(LargeBinary)
    original: Mapped[bytes] = mapped_column(LargeBinary)
    has_identity: Mapped[bool]


class IdentityShare(Witnessed, OfRecord, Base):
    """The key of a sealed identity, or one half of it, sealed to one office or custodian."""

    __tablename__ = "identity_share"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    half: Mapped[str]
    recipient: Mapped[str]
    blob: Mapped[bytes] = mapped_column(LargeBinary)


class IdentityOpening(Witnessed, OfRecord, Base):
    """One opening of an identity: by whom, for which coded purpose, when; the reason is a note."""

    __tablename__ = "identity_opening"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    purpose: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]


class RelayAddress(Witnessed, OfRecord, Base):
    """Where the relay may send word, sealed to the relay's key alone; nobody reads it."""

    __tablename__ = "relay_address"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[str]
    blob: Mapped[bytes] = mapped_column(LargeBinary)


class ContactMark(Witnessed, OfRecord, Base):
    """A blind index of one contact of a complainant: the same person is recognised, and no address is read.

    The first 64 bits of an HMAC under the office's index key (security.md 3.7). None is kept in the protected lane.
    """

    __tablename__ = "contact_mark"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]

    __table_args__ = (Index("ix_contact_mark_digest", "digest", "made_at"),)
