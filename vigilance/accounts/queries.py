"""Reading officers and their sessions."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, and_, bindparam, select
from sqlalchemy.orm import Session, aliased, joinedload

from vigilance.accounts.delegations import runs_on
from vigilance.accounts.models import AuthSession, Delegation, Officer, OfficerRole, SignInThrottle
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.delegation import Absence, StandIn
from vigilance.domain.errors import NotFound
from vigilance.domain.handover import ROLE_OF, Part
from vigilance.domain.roles import Role
from vigilance.records.scope import kept


def token_hash(token: str) -> bytes:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True, slots=True)
class Behind:
    """Who is behind a signed-in session, with whom he acts for today, and when the session was last in use."""

    seen_at: datetime
    officer_id: uuid.UUID
    email: str
    name_en: str
    name_hi: str
    language: str
    active: bool
    actor: Actor


def behind_hash(session: Session, hashed: bytes, now: datetime) -> Behind | None:
    """The officer behind the token with this hash; None where its session has ended.

    One statement that makes no objects of the session, as every page begins so.
    """
    rows = session.execute(BEHIND, {"hashed": hashed, "today": ist_day(now)}).all()
    if not rows or rows[0].ended_at is not None or rows[0].ends_at <= now:
        return None
    one = rows[0]
    stands_in = {
        each.number: StandIn(each.number, each.absent, each.part, each.until)
        for each in rows
        if each.number is not None
    }
    actor = Actor(
        roles=frozenset(each.role for each in rows if each.role is not None),
        officer_id=one.id,
        district=one.district_code,
        stands_in=tuple(stands_in[number] for number in sorted(stands_in)),
    )
    return Behind(
        seen_at=one.seen_at,
        officer_id=one.id,
        email=one.email,
        name_en=one.name_en,
        name_hi=one.name_hi,
        language=one.language,
        active=one.active,
        actor=actor,
    )


BEHIND = kept(
    select(
        AuthSession.seen_at,
        AuthSession.ends_at,
        AuthSession.ended_at,
        Officer.id,
        Officer.email,
        Officer.name_en,
        Officer.name_hi,
        Officer.language,
        Officer.district_code,
        Officer.active,
        OfficerRole.role,
        Delegation.number,
        Delegation.officer_id.label("absent"),
        Delegation.part,
        Delegation.until,
    )
    .join(Officer, Officer.id == AuthSession.officer_id)
    .outerjoin(OfficerRole, OfficerRole.officer_id == Officer.id)
    .outerjoin(
        Delegation,
        and_(Delegation.substitute_id == Officer.id, runs_on(bindparam("today", type_=Date))),
    )
    .where(AuthSession.token_hash == bindparam("hashed"))
)


def actor_of_officer(session: Session, officer_id: uuid.UUID, now: datetime) -> Actor:
    """Who this officer is today, where he is not behind a signed-in session; NotFound where there is none."""
    acting_today = joinedload(Officer.substitutions.and_(runs_on(ist_day(now))))
    statement = select(Officer).where(Officer.id == officer_id).options(acting_today)
    found = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound("officer")
    stands_in = sorted((one.stand_in for one in found.substitutions), key=lambda one: one.number)
    return Actor(
        roles=found.roles,
        officer_id=found.id,
        district=found.district_code,
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
