"""How cases hang together: related, merged, split; each tie is an entry that can be undone and never goes away."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import OfRecord


class LinkKind(StrEnum):
    """What the other case is to this one."""

    RELATED = "related"
    MERGED_INTO = "merged-into"
    MERGED_FROM = "merged-from"
    SPLIT_FROM = "split-from"
    SPLIT_INTO = "split-into"


class Retold(StrEnum):
    """What of one case is told again in another."""

    COMPLAINT = "complaint"
    ACCUSED = "accused"
    ALLEGATION = "allegation"
    POINT = "point"


class CaseLink(Witnessed, OfRecord, Base):
    """One half of a tie between two cases: the row on this case's file; the other half has the same `pair`.

    Each file has a row of its own, so that whoever may read one file and not the other sees what is his and no more.
    A merge has to be carried out by a second person; until then it is only proposed.
    """

    __tablename__ = "case_link"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    pair: Mapped[uuid.UUID] = mapped_column(index=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    kind: Mapped[LinkKind]
    note_number: Mapped[int]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    made_at: Mapped[datetime]
    done_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    done_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    undone_at: Mapped[datetime | None]
    undone_note: Mapped[int | None]


class CaseRetold(Witnessed, OfRecord, Base):
    """What a merge or a split told again: the row it was made from, and the row of this case that says it."""

    __tablename__ = "case_retold"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    pair: Mapped[uuid.UUID] = mapped_column(index=True)
    what: Mapped[Retold]
    source_id: Mapped[uuid.UUID]
    told_id: Mapped[uuid.UUID]
