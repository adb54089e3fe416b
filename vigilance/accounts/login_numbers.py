"""The HRMS numbers of those who sign in: read, entered by the administrator, confirmed by a second person.

The number says who somebody is, and nothing of what he is accused of: whoever manages log-ins sees no record. What
follows from a number for the records is done above (cases/commands/own_matters.py).
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from vigilance.accounts.models import LoginNumber, Officer
from vigilance.accounts.queries import officer_by_id
from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Incomplete, Invalid, NotFound, NotPermitted
from vigilance.domain.papers import InHand
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.personnel import hrms_number
from vigilance.records.commands import system_record
from vigilance.records.models import Record

CHAIN = "log-ins"


def number_of(session: Session, officer_id: uuid.UUID) -> LoginNumber | None:
    """The confirmed number of this officer, if he has one."""
    statement = select(LoginNumber).where(LoginNumber.officer_id == officer_id, _stands())
    return session.scalars(statement).one_or_none()


def waiting_for(session: Session, officer_id: uuid.UUID) -> LoginNumber | None:
    """The number that waits for a second person, if one does."""
    statement = select(LoginNumber).where(
        LoginNumber.officer_id == officer_id, LoginNumber.decided_at.is_(None)
    )
    return session.scalars(statement).one_or_none()


def waiting_numbers(session: Session) -> Sequence[tuple[LoginNumber, Officer]]:
    """Every number that waits for a second person, the oldest first, with whose it is."""
    statement = (
        select(LoginNumber, Officer)
        .join(Officer, Officer.id == LoginNumber.officer_id)
        .where(LoginNumber.decided_at.is_(None))
        .order_by(LoginNumber.proposed_at, LoginNumber.id)
    )
    return [(number, officer) for number, officer in session.execute(statement)]


def login_number_by_id(session: Session, number_id: uuid.UUID) -> LoginNumber:
    """One of them; NotFound otherwise."""
    found = session.get(LoginNumber, number_id)
    if found is None:
        raise NotFound("hrms-number")
    return found


def officers_numbered(session: Session, plain: str) -> Sequence[Officer]:
    """The log-ins, active or not, whose confirmed number this is; one person may have two."""
    statement = (
        select(Officer)
        .join(LoginNumber, LoginNumber.officer_id == Officer.id)
        .where(LoginNumber.hrms_id == plain, _stands())
        .order_by(Officer.email)
    )
    return session.scalars(statement).unique().all()


def _stands() -> ColumnElement[bool]:
    return and_(LoginNumber.approved.is_(True), LoginNumber.ended_at.is_(None))


def propose_number(
    session: Session, officer_id: uuid.UUID, typed: str, *, by: Actor, at: datetime
) -> LoginNumber:
    """Enter a number for somebody else's log-in; it counts once a second person agrees."""
    if by.officer_id is None or not allowed(by.roles, Permission.OFFICERS_MANAGE):
        raise NotPermitted("enter-hrms-number")
    _not_his_own(officer_id, by)
    number = hrms_number(typed)
    officer_by_id(session, officer_id)
    standing = number_of(session, officer_id)
    if standing is not None and standing.hrms_id == number:
        raise Invalid({"hrms_id": ["This log-in has this number already."]})
    if waiting_for(session, officer_id) is not None:
        raise Invalid({"hrms_id": ["A number waits for the second person already."]})
    found = LoginNumber(
        id=uuid.uuid4(),
        record_id=system_record(session, CHAIN, at=at).id,
        officer_id=officer_id,
        hrms_id=number,
        proposed_by=by.officer_id,
        proposed_at=at,
        approved=None,
        decided_by=None,
        decided_at=None,
        ended_at=None,
    )
    session.add(found)
    _tell(session, "hrms-number-entered", found, [found], by=by, at=at)
    return found


def settle_number(
    session: Session, found: LoginNumber, *, approved: bool, by: Actor, at: datetime
) -> None:
    """Confirm or refuse a number, as the second person; a confirmed one takes the place of the one before."""
    if by.officer_id is None or not allowed(by.roles, Permission.HRMS_NUMBER_DECIDE):
        raise NotPermitted("decide-hrms-number")
    _not_his_own(found.officer_id, by)
    session.refresh(found, with_for_update=True)
    if found.decided_at is not None:
        raise Invalid({"hrms_id": ["This has been decided already."]})
    if found.proposed_by in by.hands:
        raise Incomplete([InHand.SECOND_PERSON])
    rows = [found]
    before = number_of(session, found.officer_id) if approved else None
    if before is not None:
        before.ended_at = at
        session.flush()  # one standing number at a time
        rows.append(before)
    found.approved, found.decided_by, found.decided_at = approved, by.officer_id, at
    kind = "hrms-number-confirmed" if approved else "hrms-number-refused"
    _tell(session, kind, found, rows, by=by, at=at)


def _not_his_own(officer_id: uuid.UUID, by: Actor) -> None:
    """Nobody says who he himself is: a wrong number would open his own case to him."""
    if officer_id in by.hands:
        raise NotPermitted("own-hrms-number")


def _tell(
    session: Session,
    kind: str,
    found: LoginNumber,
    rows: Sequence[LoginNumber],
    *,
    by: Actor,
    at: datetime,
) -> None:
    record = session.get_one(Record, found.record_id)
    append_event(session, record, kind, {"officer": str(found.officer_id)}, by=by, at=at, rows=rows)
