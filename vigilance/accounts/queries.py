"""Reading officers and their sessions."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, and_, bindparam, select
from sqlalchemy.orm import Session, aliased, joinedload
from sqlalchemy.sql.base import ExecutableOption

from vigilance.accounts.delegations import runs_on
from vigilance.accounts.models import AuthSession, Delegation, Officer, OfficerRole, SignInThrottle
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.delegation import Absence
from vigilance.domain.errors import NotFound
from vigilance.domain.handover import ROLE_OF, Part
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


def officers_with_role(session: Session, role: Role) -> Sequence[Officer]:
    """The active officers who play this part, by address."""
    statement = (
        select(Officer)
        .join(OfficerRole, OfficerRole.officer_id == Officer.id)
        .where(OfficerRole.role == role, Officer.active)
        .order_by(Officer.email)
    )
    return session.scalars(statement).all()


@dataclass(frozen=True, slots=True)
class Player:
    """One who may be given matters in a part, as lists name him."""

    id: uuid.UUID
    name_en: str
    name_hi: str
    away: Absence | None

    def name_in(self, language: str) -> str:
        """His name as a reader of this language writes it."""
        return self.name_hi if language == "hi" else self.name_en


def players(session: Session, part: Part, day: date) -> list[Player]:
    """The active officers who may play this part, with who acts for them on this day: plain rows, for long lists."""
    acting = aliased(Officer)
    on_leave = and_(Delegation.officer_id == Officer.id, Delegation.part == part, runs_on(day))
    statement = (
        select(
            Officer.id,
            Officer.name_en,
            Officer.name_hi,
            Delegation.until,
            acting.name_en,
            acting.name_hi,
        )
        .join(OfficerRole, OfficerRole.officer_id == Officer.id)
        .outerjoin(Delegation, on_leave)
        .outerjoin(acting, acting.id == Delegation.substitute_id)
        .where(OfficerRole.role == ROLE_OF[part], Officer.active)
        .order_by(Officer.email, Delegation.until)
    )
    found: dict[uuid.UUID, Player] = {}
    for officer_id, name_en, name_hi, until, acting_en, acting_hi in session.execute(statement):
        absence = Absence(until, acting_en, acting_hi) if until else None
        found.setdefault(officer_id, Player(officer_id, name_en, name_hi, absence))
    return list(found.values())


def names_of_officers(session: Session, language: str) -> dict[uuid.UUID, str]:
    """Every officer's name by id, as a reader of this language writes it."""
    name = Officer.name_hi if language == "hi" else Officer.name_en
    return {row[0]: row[1] for row in session.execute(select(Officer.id, name))}


def throttle(session: Session, account_hash: bytes) -> SignInThrottle | None:
    """How long the next try on this account must wait, if there were failures."""
    return session.get(SignInThrottle, account_hash)
