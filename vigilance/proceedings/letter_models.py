"""The letters of a file: drafted, approved by a second person, issued with a number, served."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.letters import LetterKind
from vigilance.domain.proceeding_facts import Service
from vigilance.domain.words import Language
from vigilance.domain.workflows.letter import LetterState
from vigilance.records.models import OfRecord


class Letter(Witnessed, OfRecord, Base):
    """One letter. Once issued its words stand as a paper of the file and are never changed.

    `sha256` is that of the issued PDF in an ordinary record; in a protected one the paper alone holds it, sealed.
    """

    __tablename__ = "letter"
    unwitnessed = frozenset({"version"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[LetterKind]
    language: Mapped[Language]
    accused_id: Mapped[uuid.UUID | None]
    proceeding_id: Mapped[uuid.UUID | None]
    state: Mapped[LetterState]
    addressee: Mapped[str]
    text: Mapped[str | None]
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    # who wrote the text as it stands; another approves it
    drafted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    drafted_at: Mapped[datetime]
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    approved_at: Mapped[datetime | None]
    number: Mapped[str | None] = mapped_column(unique=True)
    issued_on: Mapped[date | None]
    paper_number: Mapped[int | None]
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    served_on: Mapped[date | None]
    served_how: Mapped[Service | None]
    withdrawn_note: Mapped[int | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form
