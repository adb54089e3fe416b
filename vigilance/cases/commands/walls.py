"""Walls around a whole matter: the record with the complaints or the case that belong to it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from vigilance.accounts.queries import officer_by_id
from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.accused_queries import cases_against
from vigilance.cases.models import CaseComplaint
from vigilance.cases.queries import open_matters
from vigilance.clocks.giving import Holders, give
from vigilance.clocks.models import Alert
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotFound, NotPermitted
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.records.models import Appointment, Record, Wall
from vigilance.records.scope import HELD_IN
from vigilance.records.walls import standing_wall


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
    if standing_wall(session, record.id, officer_id) is not None:
        raise Invalid({"officer": ["This officer already cannot see the file."]})
    if relation is Relation.ACCUSED:  # follows from an HRMS number, and is never chosen
        raise Invalid({"relation": ["Please choose from the list."]})
    # All are read before the first wall stands, which may hide them from him who puts it up.
    linked = linked_records(session, record)
    for one in linked:
        lock_record(session, one)
    for one in linked:
        put_up(session, one, officer_id, relation, by=by, at=at)


def put_up(
    session: Session,
    record: Record,
    officer_id: uuid.UUID,
    relation: Relation,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """One wall around one record, with the work taken from the officer; nothing where it stands already."""
    statement = select(Wall).where(Wall.record_id == record.id, Wall.officer_id == officer_id)
    wall = session.scalars(statement).one_or_none()  # one that was lifted stands up again
    if wall is not None and wall.lifted_at is None:
        return
    taken: Holders = {
        part: None for part, held in HELD_IN.items() if getattr(record, held) == officer_id
    }
    give(session, [(record, taken)], open_matters)
    session.execute(
        update(Alert)
        .where(
            Alert.record_id == record.id, Alert.officer_id == officer_id, Alert.seen_at.is_(None)
        )
        .values(officer_id=None)
        .execution_options(synchronize_session=False)
    )
    wall = wall or Wall(id=uuid.uuid4(), record_id=record.id, officer_id=officer_id)
    wall.relation, wall.lifted_at = relation.value, None
    wall.declared_by, wall.declared_at = _named(by), at
    session.add(wall)
    body = {"officer": str(officer_id), "relation": relation.value}
    rows = [wall, *_end_appointments(session, record, officer_id, at)]
    append_event(session, record, "wall-declared", body, by=by, at=at, rows=rows)


def _end_appointments(
    session: Session, record: Record, officer_id: uuid.UUID, at: datetime
) -> list[Appointment]:
    """He holds no departmental inquiry on it any longer; an order appoints another."""
    statement = select(Appointment).where(
        Appointment.record_id == record.id,
        Appointment.officer_id == officer_id,
        Appointment.ended_at.is_(None),
    )
    ended = list(session.scalars(statement))
    for one in ended:
        one.ended_at = at
    return ended


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
    linked = linked_records(session, record)
    standing = [wall for one in linked if (wall := standing_wall(session, one.id, officer_id))]
    if not standing:
        raise NotFound("wall")
    if not cases_against(session, officer_id).isdisjoint(one.id for one in linked):
        raise Invalid({"officer": ["He stands accused here himself: this wall is not lifted."]})
    for wall in standing:
        take_down(session, wall, by=by, at=at)


def take_down(session: Session, wall: Wall, *, by: Actor, at: datetime) -> None:
    """One wall no longer stands."""
    record = session.get_one(Record, wall.record_id)
    lock_record(session, record)
    wall.lifted_at = at
    body = {"officer": str(wall.officer_id)}
    append_event(session, record, "wall-lifted", body, by=by, at=at, rows=[wall])


def linked_records(session: Session, record: Record) -> Sequence[Record]:
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
    linked = linked_records(session, record)
    ids = [one.id for one in linked]
    statement = select(Wall).where(Wall.record_id.in_(ids), Wall.lifted_at.is_(None))
    standing = {wall.officer_id: wall for wall in session.scalars(statement.order_by(Wall.id))}
    for one in linked:
        for officer_id, wall in standing.items():
            if standing_wall(session, one.id, officer_id) is None:
                lock_record(session, one)
                put_up(session, one, officer_id, Relation(wall.relation), by=by, at=at)
