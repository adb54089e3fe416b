"""Papers of a record: uploaded files, sealed before they reach the disk, and the keys that open them."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class Paper(Witnessed, OfRecord, Base):
    """One file: what it is and where its sealed bytes lie. Its own name is sealed too, since names betray people."""

    __tablename__ = "paper"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[int]
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[str]
    flags: Mapped[list[str]]
    size: Mapped[int] = mapped_column(BigInteger)
    blob_name: Mapped[str] = mapped_column(unique=True)
    sha256_sealed_file: Mapped[bytes] = mapped_column(LargeBinary)
    sha256_plain_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    added_by: Mapped[str]
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    added_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("record_id", "number"),)


class RecordKey(Witnessed, OfRecord, Base):
    """The public half of a record's key."""

    __tablename__ = "record_key"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    epoch: Mapped[int]
    public: Mapped[str]

    __table_args__ = (UniqueConstraint("record_id", "epoch"),)


class KeyWrap(Witnessed, OfRecord, Base):
    """The private half of a record's key, sealed to one recipient; every record has at least two."""

    __tablename__ = "key_wrap"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    epoch: Mapped[int]
    recipient: Mapped[str]
    alg: Mapped[str]
    blob: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (UniqueConstraint("record_id", "epoch", "recipient"),)
