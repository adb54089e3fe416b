"""Reading officers and their sessions."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from vigilance.accounts.delegations import runs_on
from vigilance.accounts.models import AuthSession, Delegation, Officer, OfficerRole, SignInThrottle
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.delegation import Absence
from vigilance.domain.errors import NotFound
from vigilance.domain.handover import Part
from vigilance.domain.roles import Role
from vigilance.records.scope import kept


def token_hash(token: str) -> bytes:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode()).digest()


def behind_hash(
    session: Session, hashed: bytes, now: datetime
) -> tuple[AuthSession, Officer] | None:
    """The signed-in session of the token with this hash, its officer and whom he acts for.

    One statement, as every page begins so.
    """
    asked = {"hashed": hashed, "today": ist_day(now)}
    found = session.execute(BEHIND, asked).unique().one_or_none()
    if found is None or found[0].ended_at is not None or found[0].ends_at <= now:
        return None
    return found[0], found[1]


def _substitutions(day: date | ColumnElement[date]) -> ExecutableOption:
    """The delegations under which he acts for others on this day."""
    return joinedload(Officer.substitutions.and_(runs_on(day)))


BEHIND = kept(
    select(AuthSession, Officer)
    .join(Officer, Officer.id == AuthSession.officer_id)
    .where(AuthSession.token_hash == bindparam("hashed"))
    .options(joinedload(Officer.held), _substitutions(bindparam("today", type_=Date)))
)


def actor_of_officer(session: Session, officer_id: uuid.UUID, now: datetime) -> Actor:
    """Who this officer is today, where he is not behind a signed-in session; NotFound where there is none."""
    statement = (
        select(Officer).where(Officer.id == officer_id).options(_substitutions(ist_day(now)))
    )
    found = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound("officer")
    return actor_as(found)


def actor_as(officer: Officer) -> Actor:
    """The actor of an officer who was read with the delegations of the day."""
    stands_in = sorted((one.stand_in for one in officer.substitutions), key=lambda one: one.number)
    return Actor(
        roles=officer.roles,
        officer_id=officer.id,
        district=officer.district_code,
        stands_in=tuple(stands_in),
    )


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


def officers_with_role(session: Session, role: Role, day: date) -> Sequence[Officer]:
    """The active officers who play this part, by address, with who acts for them on this day."""
    statement = (
        select(Officer)
        .join(OfficerRole, OfficerRole.officer_id == Officer.id)
        .where(OfficerRole.role == role, Officer.active)
        .order_by(Officer.email)
        .options(
            selectinload(Officer.held),
            joinedload(Officer.absences.and_(runs_on(day))).joinedload(Delegation.substitute),
        )
        # The leave is of one day: what was read for another is read again.
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).unique().all()


def absence_of(officer: Officer, part: Part) -> Absence | None:
    """The leave in this part of an officer who was read with his absences."""
    for one in officer.absences:
        if one.part is part:
            return Absence(one.until, one.substitute.name_en, one.substitute.name_hi)
    return None


def throttle(session: Session, account_hash: bytes) -> SignInThrottle | None:
    """How long the next try on this account must wait, if there were failures."""
    return session.get(SignInThrottle, account_hash)
