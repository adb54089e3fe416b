"""Officers who sign in, their roles and their sessions."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vigilance.database.base import Base
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


class SignInThrottle(Base):
    """How long the next attempt on one account must wait; never a lock-out (security.md 6.5)."""

    __tablename__ = "sign_in_throttle"

    account_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    next_at: Mapped[datetime]
