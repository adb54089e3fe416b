"""Walls around a whole matter: the record with the complaints or the case that belong to it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from vigilance.accounts.queries import officer_by_id
from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.models import CaseComplaint
from vigilance.clocks.commands import move_owners
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotFound, NotPermitted
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.records.models import Record, Wall


def declare_wall(
    session: Session,
    record: Record,
    officer_id: uuid.UUID,
    relation: Relation,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Put a wall between this officer and everything that tells of the matter, so that no other door stands open.

    Every officer may wall himself off; only the CVO may wall off another (security.md 6.2). Work the officer held on it
    goes back to the CVO to be given anew.
    """
    himself = by.officer_id == officer_id
    if by.officer_id is None or not allowed(by.roles, Permission.WALL_DECLARE):
        raise NotPermitted("declare-wall")
    if not himself and Role.CVO not in by.roles:
        raise NotPermitted("declare-wall")
    try:
        officer_by_id(session, officer_id)
    except NotFound:
        raise Invalid({"officer": ["Please choose from the list."]}) from None
    if _standing(session, record, officer_id) is not None:
        raise Invalid({"officer": ["This officer already cannot see the file."]})
    linked = _linked(session, record)
    for one in (
        linked
    ):  # all read before the first wall stands, which may hide them from him who puts it up
        lock_record(session, one)
    for one in linked:
        _put_up(session, one, officer_id, relation, by=by, at=at)


def _put_up(
    session: Session,
    record: Record,
    officer_id: uuid.UUID,
    relation: Relation,
    *,
    by: Actor,
    at: datetime,
) -> None:
    statement = select(Wall).where(Wall.record_id == record.id, Wall.officer_id == officer_id)
    wall = session.scalars(statement).one_or_none()  # one that was lifted stands up again
    if wall is not None and wall.lifted_at is None:
        return
    if record.assigned_to == officer_id:
        record.assigned_to = None
    if record.inquiring_officer == officer_id:
        record.inquiring_officer = None
    move_owners(session, record)
    wall = wall or Wall(id=uuid.uuid4(), record_id=record.id, officer_id=officer_id)
    wall.relation, wall.lifted_at = relation.value, None
    wall.declared_by, wall.declared_at = _named(by), at
    session.add(wall)
    body = {"officer": str(officer_id), "relation": relation.value}
    append_event(session, record, "wall-declared", body, by=by, at=at, rows=[wall])


def _named(by: Actor) -> uuid.UUID:
    if by.officer_id is None:
        raise NotPermitted("declare-wall")
    return by.officer_id


def lift_wall(
    session: Session, record: Record, officer_id: uuid.UUID, *, by: Actor, at: datetime
) -> None:
    """Take the walls of this matter away again, which only the CVO may; no work comes back by itself."""
    if Role.CVO not in by.roles or by.officer_id == officer_id:
        raise NotPermitted("lift-wall")
    lifted = 0
    for one in _linked(session, record):
        wall = _standing(session, one, officer_id)
        if wall is None:
            continue
        lock_record(session, one)
        wall.lifted_at = at
        body = {"officer": str(officer_id)}
        append_event(session, one, "wall-lifted", body, by=by, at=at, rows=[wall])
        lifted += 1
    if not lifted:
        raise NotFound("wall")


def _linked(session: Session, record: Record) -> Sequence[Record]:
    """The record with those in sight that tell of the same matter, in one fixed order."""
    cases = select(CaseComplaint.record_id).where(
        or_(CaseComplaint.complaint_id == record.id, CaseComplaint.record_id == record.id),
        CaseComplaint.undone_at.is_(None),
    )
    case_ids = set(session.scalars(cases))
    complaints = select(CaseComplaint.complaint_id).where(
        CaseComplaint.record_id.in_(case_ids), CaseComplaint.undone_at.is_(None)
    )
    ids = {record.id, *case_ids, *session.scalars(complaints)}
    return session.scalars(select(Record).where(Record.id.in_(ids)).order_by(Record.id)).all()


def spread_walls(session: Session, record: Record, *, by: Actor, at: datetime) -> None:
    """After records were joined into one matter: a wall around one of them stands around them all."""
    linked = _linked(session, record)
    ids = [one.id for one in linked]
    statement = select(Wall).where(Wall.record_id.in_(ids), Wall.lifted_at.is_(None))
    standing = {wall.officer_id: wall for wall in session.scalars(statement.order_by(Wall.id))}
    for one in linked:
        for officer_id, wall in standing.items():
            if _standing(session, one, officer_id) is None:
                lock_record(session, one)
                _put_up(session, one, officer_id, Relation(wall.relation), by=by, at=at)


def _standing(session: Session, record: Record, officer_id: uuid.UUID) -> Wall | None:
    statement = select(Wall).where(
        Wall.record_id == record.id, Wall.officer_id == officer_id, Wall.lifted_at.is_(None)
    )
    return session.scalars(statement).one_or_none()
