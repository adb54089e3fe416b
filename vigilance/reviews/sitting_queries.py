"""Reading sittings: those an officer is called to, their members, and what of their agenda he may see."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.database.paging import Page, keyset_page
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.reviews.sitting_models import Addendum, AgendaItem, Sitting, SittingMember


def sittings_page(
    session: Session, actor: Actor, after: tuple[datetime, uuid.UUID] | None = None
) -> Page[Sitting]:
    """The sittings this officer is called to, the CVO all of them, the newest first."""
    statement = select(Sitting)
    if Role.CVO not in actor.roles:
        called = select(SittingMember.sitting_id).where(
            SittingMember.officer_id == actor.officer_id
        )
        statement = statement.where(Sitting.id.in_(called))
    return keyset_page(session, statement, (Sitting.called_for, Sitting.id), after)


def sitting_by_number(session: Session, actor: Actor, number: str) -> Sitting:
    """The sitting of this number; NotFound where there is none, or this officer was not called to it."""
    found = session.scalars(select(Sitting).where(Sitting.number == number)).one_or_none()
    if found is None or not (Role.CVO in actor.roles or _called(session, found, actor)):
        raise NotFound("sitting")
    return found


def _called(session: Session, sitting: Sitting, actor: Actor) -> bool:
    statement = select(SittingMember.id).where(
        SittingMember.sitting_id == sitting.id, SittingMember.officer_id == actor.officer_id
    )
    return session.scalar(statement) is not None


def members_of(session: Session, sitting_id: uuid.UUID) -> Sequence[SittingMember]:
    """Who was called, the chair first."""
    statement = select(SittingMember).where(SittingMember.sitting_id == sitting_id)
    found = session.scalars(statement.order_by(SittingMember.id)).all()
    order = ["chair", "member", "sitting-secretary", "agency-liaison"]
    return sorted(found, key=lambda member: (order.index(member.part), str(member.id)))


def items_of(session: Session, sitting_id: uuid.UUID) -> Sequence[AgendaItem]:
    """What of the agenda this reader may see, in its order."""
    statement = select(AgendaItem).where(AgendaItem.sitting_id == sitting_id)
    return session.scalars(statement.order_by(AgendaItem.position, AgendaItem.id)).all()


def item_by_id(session: Session, sitting: Sitting, item_id: uuid.UUID) -> AgendaItem:
    """One matter of this sitting's agenda; NotFound where it has none of this id, or none in sight."""
    statement = select(AgendaItem).where(
        AgendaItem.sitting_id == sitting.id, AgendaItem.id == item_id
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("agenda item")
    return found


def addenda_of(session: Session, sitting_id: uuid.UUID) -> Sequence[Addendum]:
    """The corrections of the minutes, in their order."""
    statement = select(Addendum).where(Addendum.sitting_id == sitting_id)
    return session.scalars(statement.order_by(Addendum.number)).all()
