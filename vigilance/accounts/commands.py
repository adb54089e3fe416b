"""Making officers, changing their passwords, signing in and out."""

import hashlib
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from vigilance.accounts.models import AuthSession, Officer, OfficerRole, SignInThrottle
from vigilance.accounts.queries import officer_by_email, token_hash
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.roles import OFFICER_ROLES, Role, forbidden_together

FREE_TRIES = 3
LONGEST_WAIT = 30


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """What is asked of a new officer; the password is already hashed."""

    email: str
    name_en: str
    name_hi: str
    roles: frozenset[Role]
    password_hash: str
    district_code: str | None = None
    language: str = "hi"


def add_officer(session: Session, new: NewOfficer, *, at: datetime) -> Officer:
    """Enter an officer; Invalid where the address is taken or the roles may not be held together."""
    email = new.email.strip().casefold()
    if officer_by_email(session, email) is not None:
        raise Invalid({"email": ["an officer with this address exists"]})
    officer = Officer(
        id=uuid.uuid4(),
        email=email,
        name_en=new.name_en,
        name_hi=new.name_hi,
        password_hash=new.password_hash,
        password_changed_at=at,
        language=new.language,
        district_code=new.district_code,
        active=True,
        created_at=at,
        held=[OfficerRole(role=role) for role in sorted(checked_roles(new.roles))],
    )
    session.add(officer)
    return officer


def checked_roles(roles: Collection[Role]) -> frozenset[Role]:
    """The roles, if one person may hold them together."""
    held = frozenset(roles)
    if not held or not held <= OFFICER_ROLES:
        raise Invalid({"roles": ["at least one role of an officer"]})
    if forbidden_together(held):
        raise Invalid({"roles": ["one person may not hold these together"]})
    return held


def set_password(session: Session, officer: Officer, password_hash: str, *, at: datetime) -> None:
    """Give a new password; every session of this officer ends."""
    officer.password_hash = password_hash
    officer.password_changed_at = at
    end_sessions(session, officer, at=at)


def disable_officer(session: Session, officer: Officer, *, at: datetime) -> None:
    """Take away an officer's entry; what he did stays his."""
    officer.active = False
    end_sessions(session, officer, at=at)


def end_sessions(session: Session, officer: Officer, *, at: datetime) -> None:
    """End every open session of this officer."""
    session.execute(
        update(AuthSession)
        .where(AuthSession.officer_id == officer.id, AuthSession.ended_at.is_(None))
        .values(ended_at=at)
    )


def begin_session(session: Session, officer: Officer, *, at: datetime, hours: int) -> str:
    """A new session; its token is told once and only its hash is kept."""
    if not officer.active:
        raise NotFound("officer")
    token = secrets.token_urlsafe(32)
    session.add(
        AuthSession(
            token_hash=token_hash(token),
            officer_id=officer.id,
            started_at=at,
            seen_at=at,
            ends_at=at + timedelta(hours=hours),
        )
    )
    return token


def end_session(session: Session, session_hash: bytes, *, at: datetime) -> None:
    """Sign out."""
    found = session.get(AuthSession, session_hash)
    if found is not None:
        found.ended_at = at


def account_hash(email: str) -> bytes:
    """The throttle's name for an account, real or not, so that the table tells nothing."""
    return hashlib.sha256(b"sign-in" + email.strip().casefold().encode()).digest()


def count_failure(session: Session, email: str, *, at: datetime) -> None:
    """Make the next try on this account wait longer; it is never locked (security.md 6.5)."""
    key = account_hash(email)
    row = session.get(SignInThrottle, key)
    if row is None:
        row = SignInThrottle(account_hash=key, failures=0, next_at=at)
        session.add(row)
    row.failures += 1
    over = row.failures - FREE_TRIES
    row.next_at = at + timedelta(seconds=min(2**over, LONGEST_WAIT) if over > 0 else 0)


def forget_failures(session: Session, email: str) -> None:
    """After a right password the account is as it was."""
    row = session.get(SignInThrottle, account_hash(email))
    if row is not None:
        session.delete(row)
