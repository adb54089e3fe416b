"""Escalations: a direction past its day is told upwards; who was told of anything is owed a mail that says only so."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.queries import officers_with_role
from vigilance.audit.commands import append_event
from vigilance.domain.actors import SYSTEM
from vigilance.domain.review_rules import DirectionRule
from vigilance.domain.roles import Role
from vigilance.records.models import Record
from vigilance.records.walls import walled_officers
from vigilance.reviews.coverage import may_see
from vigilance.reviews.models import Direction, DirectionAlert, EscalationMail

OVERDUE = "direction-overdue"


def escalate_directions(
    session: Session, rule: DirectionRule, today: date, at: datetime
) -> tuple[int, set[uuid.UUID]]:
    """Tell each part of the rule of each direction past its day, once; how many were told of, and the officers told.

    A part that may not see the matter is not told of it, nor an officer who is walled off from it.
    """
    late = (
        select(Direction, Record)
        .join(Record, Record.id == Direction.record_id)
        .where(Direction.complied_at.is_(None), Direction.due_on < today)
        .order_by(Direction.due_on, Direction.id)
    )
    found = [(direction, record) for direction, record in session.execute(late)]
    known = _known(session, [direction.id for direction, _record in found])
    raised, officers = 0, set[uuid.UUID]()
    for direction, record in found:
        for days, role in rule.escalations:
            told = (direction.id, days, role) in known
            if told or direction.due_on + timedelta(days=days) > today or not may_see(role, record):
                continue
            _raise(session, direction, record, (days, role), at)
            officers |= _hearers(session, role, record)
            raised += 1
    return raised, officers


def _known(
    session: Session, direction_ids: Collection[uuid.UUID]
) -> set[tuple[uuid.UUID, int, Role]]:
    statement = select(DirectionAlert.direction_id, DirectionAlert.days_after, DirectionAlert.role)
    rows = session.execute(statement.where(DirectionAlert.direction_id.in_(direction_ids)))
    return {(direction_id, days, role) for direction_id, days, role in rows}


def _raise(
    session: Session, direction: Direction, record: Record, to: tuple[int, Role], at: datetime
) -> None:
    days, role = to
    alert = DirectionAlert(
        id=uuid.uuid4(),
        record_id=record.id,
        direction_id=direction.id,
        days_after=days,
        role=role,
        raised_at=at,
    )
    session.add(alert)
    body = {
        "direction": str(direction.id),
        "due": direction.due_on.isoformat(),
        "after": days,
        "to": role,
    }
    append_event(session, record, OVERDUE, body, by=SYSTEM, at=at)


def _hearers(session: Session, role: Role, record: Record) -> set[uuid.UUID]:
    return officers_of([role], session) - walled_officers(session, record.id)


def officers_of(roles: Iterable[Role], session: Session) -> set[uuid.UUID]:
    """Everybody who plays one of these parts."""
    return {one.id for role in roles for one in officers_with_role(session, role)}


def owe_mails(session: Session, officer_ids: Collection[uuid.UUID], today: date) -> None:
    """One mail a day to each of these officers, however much he was told of."""
    owed = select(EscalationMail.officer_id).where(
        EscalationMail.on == today, EscalationMail.officer_id.in_(officer_ids)
    )
    for officer_id in set(officer_ids) - set(session.scalars(owed)):
        session.add(EscalationMail(id=uuid.uuid4(), officer_id=officer_id, on=today, told_at=None))
