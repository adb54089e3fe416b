"""Officers complained against: service particulars as data, and the posts they held.

Nobody is listed here: a row is reached from a case in which the officer is accused, and by no other way.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.personnel import Group


class Official(Witnessed, Base):
    """A person in service, or retired; the dates of birth and of superannuation are data and never computed."""

    __tablename__ = "official"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    # the case in which the officer was first named: its chain vouches for this row
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    name: Mapped[str]
    hrms_id: Mapped[str | None] = mapped_column(unique=True)
    service: Mapped[str | None]
    cadre: Mapped[str | None]
    group: Mapped[Group]
    designation: Mapped[str]
    district_code: Mapped[str | None]
    appointing_authority: Mapped[str]
    disciplinary_authority: Mapped[str]
    born_on: Mapped[date | None]
    superannuates_on: Mapped[date | None]
    entered_at: Mapped[datetime]


class Posting(Witnessed, Base):
    """A post somebody held from one day to another, and to which post it reports."""

    __tablename__ = "posting"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    # the case in which it was entered: its chain vouches for this row
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"), index=True)
    official_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("official.id"))
    designation: Mapped[str]
    office: Mapped[str]
    district_code: Mapped[str | None]
    reports_to: Mapped[str | None]
    since: Mapped[date]
    until: Mapped[date | None]

    __table_args__ = (Index("ix_posting_official", "official_id", "since"),)
