"""Reading officers and their sessions."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from vigilance.accounts.models import AuthSession, Officer, OfficerRole, SignInThrottle
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role


def token_hash(token: str) -> bytes:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode()).digest()


def behind_token(session: Session, token: str, now: datetime) -> tuple[AuthSession, Officer] | None:
    """The signed-in session of this token with its officer: one statement, since every page of the office begins so."""
    statement = (
        select(AuthSession, Officer)
        .join(Officer, Officer.id == AuthSession.officer_id)
        .where(AuthSession.token_hash == token_hash(token))
        .options(joinedload(Officer.held))
    )
    found = session.execute(statement).unique().one_or_none()
    if found is None or found[0].ended_at is not None or found[0].ends_at <= now:
        return None
    return found[0], found[1]


def officer_by_email(session: Session, email: str) -> Officer | None:
    """The officer with this address, active or not."""
    return session.scalars(
        select(Officer).where(Officer.email == email.strip().casefold())
    ).one_or_none()


def officer_by_id(session: Session, officer_id: uuid.UUID) -> Officer:
    """The officer with this id; NotFound otherwise."""
    found = session.get(Officer, officer_id)
    if found is None:
        raise NotFound("officer")
    return found


def officers(session: Session) -> Sequence[Officer]:
    """Every officer, by address."""
    return session.scalars(select(Officer).order_by(Officer.email)).all()


def officers_with_role(session: Session, role: Role) -> Sequence[Officer]:
    """The active officers who play this part, by address."""
    statement = (
        select(Officer)
        .join(OfficerRole, OfficerRole.officer_id == Officer.id)
        .where(OfficerRole.role == role, Officer.active)
        .order_by(Officer.email)
        .options(selectinload(Officer.held))
    )
    return session.scalars(statement).all()


def throttle(session: Session, account_hash: bytes) -> SignInThrottle | None:
    """How long the next try on this account must wait, if there were failures."""
    return session.get(SignInThrottle, account_hash)
