"""Officers who sign in, their roles and their sessions."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.domain.delegation import Span, StandIn
from vigilance.domain.handover import Part
from vigilance.domain.roles import Role


class Officer(Base):
    """A person with a login. Role and language are his; the password is only kept as an Argon2id hash."""

    __tablename__ = "officer"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    email: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    name_hi: Mapped[str]
    password_hash: Mapped[str]
    password_changed_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(default="hi")
    district_code: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    held: Mapped[list["OfficerRole"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    # Read with the officer for one day, and not at all where nobody asks.
    substitutions: Mapped[list["Delegation"]] = relationship(
        foreign_keys="Delegation.substitute_id", lazy="raise", viewonly=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own form

    @property
    def roles(self) -> frozenset[Role]:
        """The parts this officer plays."""
        return frozenset(row.role for row in self.held)

    def name_in(self, language: str) -> str:
        """His name as a reader of this language writes it."""
        return self.name_hi if language == "hi" else self.name_en


class OfficerRole(Base):
    """One role of one officer."""

    __tablename__ = "officer_role"

    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class AuthSession(Base):
    """A signed-in session; only the hash of its token is kept, so a thief of the table cannot use it."""

    __tablename__ = "auth_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_auth_session_officer_id", "officer_id"),)


class Delegation(Witnessed, Base):
    """Who acts for an officer in one part, on which days (both inclusive, Indian), and why; it ends by itself.

    No record is touched by it: `record_id` is the pseudo-case on whose chain the row is vouched for.
    """

    __tablename__ = "delegation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"))
    number: Mapped[str] = mapped_column(unique=True)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    part: Mapped[Part]
    substitute_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    since: Mapped[date]
    until: Mapped[date]
    reasons: Mapped[str]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    made_at: Mapped[datetime]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    ended_at: Mapped[datetime | None]

    substitute: Mapped[Officer] = relationship(
        foreign_keys=[substitute_id], lazy="raise", viewonly=True
    )

    __table_args__ = (
        CheckConstraint("since <= until", name="days_in_order"),
        CheckConstraint("officer_id <> substitute_id", name="two_officers"),
        Index("ix_delegation_officer", "officer_id", "until"),
        Index("ix_delegation_substitute", "substitute_id", "until"),
        Index("ix_delegation_made_at", "made_at", "id"),
    )

    @property
    def stand_in(self) -> StandIn:
        """What of it the scope asks for."""
        return StandIn(self.number, self.officer_id, self.part, self.until)

    @property
    def span(self) -> Span:
        """What of it another delegation may not meet."""
        return Span(self.number, self.officer_id, self.substitute_id, self.since, self.until)


class LoginNumber(Witnessed, Base):
    """The HRMS number of whoever signs in here: entered by the administrator, confirmed by a second person.

    By it the office knows its own log-ins among the officers complained against (personnel/models.py), without anybody
    who manages log-ins seeing who is. `record_id` is the pseudo-case on whose chain the row is vouched for.
    """

    __tablename__ = "login_number"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record.id"))
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    hrms_id: Mapped[str]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("officer.id"))
    proposed_at: Mapped[datetime]
    approved: Mapped[bool | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None]
    # another number took its place
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_login_number_officer_id", "officer_id"),
        Index("ix_login_number_hrms_id", "hrms_id"),
        Index(
            "ix_login_number_undecided",
            "officer_id",
            unique=True,
            postgresql_where=text("decided_at IS NULL"),
            sqlite_where=text("decided_at IS NULL"),
        ),
        Index(
            "ix_login_number_standing",
            "officer_id",
            unique=True,
            postgresql_where=text("approved IS true AND ended_at IS NULL"),
            sqlite_where=text("approved IS 1 AND ended_at IS NULL"),
        ),
    )


class SignInThrottle(Base):
    """How long the next attempt on one account must wait; never a lock-out (security.md 6.5)."""

    __tablename__ = "sign_in_throttle"

    account_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    next_at: Mapped[datetime]
