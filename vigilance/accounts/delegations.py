"""Reading delegations: who acts for whom on a day, and what was ever made and ended."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from vigilance.accounts.models import Delegation
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound
from vigilance.domain.handover import Part
from vigilance.domain.permissions import Permission, allowed

MOST = 50


def runs_on(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Which delegations run on this day."""
    return and_(Delegation.since <= day, Delegation.until >= day, Delegation.ended_at.is_(None))


def stands(day: date) -> ColumnElement[bool]:
    """Which run on this day or will run later."""
    return and_(Delegation.until >= day, Delegation.ended_at.is_(None))


def standing_of(
    session: Session, officers: Collection[uuid.UUID], part: Part, day: date
) -> Sequence[Delegation]:
    """Those of this part that one of these officers gave or has taken on, and that are not over on this day."""
    concerned = or_(Delegation.officer_id.in_(officers), Delegation.substitute_id.in_(officers))
    statement = select(Delegation).where(concerned, Delegation.part == part, stands(day))
    return session.scalars(statement.order_by(Delegation.since, Delegation.id)).all()


def given_by(
    session: Session, officer_id: uuid.UUID, part: Part, day: date
) -> Sequence[Delegation]:
    """Those by which others act for this officer in this part, now or later, the first to come first."""
    statement = select(Delegation).where(
        Delegation.officer_id == officer_id, Delegation.part == part, stands(day)
    )
    return session.scalars(statement.order_by(Delegation.since, Delegation.id)).all()


def delegation_by_id(session: Session, delegation_id: uuid.UUID, reader: Actor) -> Delegation:
    """One delegation that this officer may know of; NotFound otherwise."""
    statement = select(Delegation).where(Delegation.id == delegation_id, known_to(reader))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("delegation")
    return found


def latest_delegations(session: Session, reader: Actor) -> Sequence[Delegation]:
    """The latest that this officer may know of, the newest first."""
    statement = select(Delegation).where(known_to(reader))
    ordered = statement.order_by(Delegation.made_at.desc(), Delegation.id.desc())
    return session.scalars(ordered.limit(MOST)).all()


def known_to(reader: Actor) -> ColumnElement[bool]:
    """Whoever may make them for others knows of all; everybody else of those he gave or took on."""
    if names_for_others(reader):
        return Delegation.id.is_not(None)
    return or_(
        Delegation.officer_id == reader.officer_id, Delegation.substitute_id == reader.officer_id
    )


def names_for_others(actor: Actor) -> bool:
    """Whether he may name who acts for another officer: the CVO, as with a handover."""
    return allowed(actor.roles, Permission.HANDOVER)
