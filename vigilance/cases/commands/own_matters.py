"""Nobody sees, holds or bends the matter in which he is accused himself: walls that follow of themselves.

An officer who signs in is known among the accused by the HRMS number of his log-in (accounts/login_numbers.py). His
walls are put up in the transaction in which both are known, whichever comes second: the naming, or the confirmed
number. They stand around everything that tells of the matter, however much of it the acting officer sees, and come
down where two persons decided that he was named, or the number entered, by mistake.
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.login_numbers import officers_numbered, settle_number
from vigilance.accounts.models import LoginNumber
from vigilance.audit.beyond_sight import beyond_sight
from vigilance.audit.commands import append_event, lock_records
from vigilance.cases.accused_queries import cases_against
from vigilance.cases.commands.walls import linked_records, put_up, take_down
from vigilance.database.among import among
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.personnel import hrms_number, plain_hrms
from vigilance.domain.walls import Relation
from vigilance.personnel.models import Official
from vigilance.personnel.queries import official_numbered
from vigilance.records.models import Record, Wall


def wall_off_accused(
    session: Session, officials: Collection[Official], *, by: Actor, at: datetime
) -> None:
    """Put the walls of their log-ins right, after these officials were named, told again, struck off or numbered."""
    numbers = {plain_hrms(one.hrms_id) for one in officials if one.hrms_id}
    for number in sorted(numbers):
        for officer in officers_numbered(session, number):
            keep_walls(session, officer.id, by=by, at=at)


def decide_number(
    session: Session, found: LoginNumber, *, approved: bool, by: Actor, at: datetime
) -> None:
    """Confirm or refuse the number of a log-in; the matters in which its holder is accused are walled off at once."""
    settle_number(session, found, approved=approved, by=by, at=at)
    if approved:
        keep_walls(session, found.officer_id, by=by, at=at)


def keep_walls(session: Session, officer_id: uuid.UUID, *, by: Actor, at: datetime) -> None:
    """Put up what must stand around this officer as one who is accused, and take down what no longer must."""
    with beyond_sight(session):
        wanted = own_matters(session, officer_id)
        statement = select(Wall).where(Wall.officer_id == officer_id, Wall.lifted_at.is_(None))
        standing = {wall.record_id: wall for wall in session.scalars(statement)}
        gone = [
            wall
            for record_id, wall in standing.items()
            if wall.relation == Relation.ACCUSED and record_id not in wanted
        ]
        for record in lock_records(session, sorted(wanted - set(standing))):
            put_up(session, record, officer_id, Relation.ACCUSED, by=by, at=at)
        for wall in gone:
            take_down(session, wall, by=by, at=at)


def own_matters(session: Session, officer_id: uuid.UUID) -> set[uuid.UUID]:
    """Every record that tells of a matter in which this officer stands accused; the session sees all."""
    ids = sorted(cases_against(session, officer_id))
    cases = session.scalars(select(Record).where(among(session, Record.id, ids))).all()
    return {one.id for case in cases for one in linked_records(session, case)}


def enter_hrms_number(
    session: Session, official: Official, typed: str, *, by: Actor, at: datetime
) -> None:
    """Give an accused who was entered without it his HRMS number; a log-in with this number is walled off at once.

    The event stands on the chain of the case in which he was first named, as that vouches for his particulars.
    """
    if by.officer_id is None:
        raise NotPermitted("enter-hrms-number")
    if official.hrms_id is not None:
        raise Invalid({"hrms_id": ["He has an HRMS number already."]})
    number = hrms_number(typed)
    if official_numbered(session, number) is not None:
        why = "Another entry has this number. Strike this one off and name him by his number."
        raise Invalid({"hrms_id": [why]})
    with beyond_sight(session):
        official.hrms_id = number
        record = session.get_one(Record, official.record_id)
        append_event(session, record, "official-numbered", {}, by=by, at=at, rows=[official])
    wall_off_accused(session, [official], by=by, at=at)
