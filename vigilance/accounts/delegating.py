"""Naming who acts for an officer during his leave, and ending it before its day.

What it opens to the substitute is decided in records/scope.py alone, from the delegations that run on the day of each
request. The sessions of these commands are the system's, since the chain that tells of them is no officer's to see.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from vigilance.accounts.delegations import names_for_others, standing_of, stands
from vigilance.accounts.models import Delegation, Officer
from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.delegation import check_span
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.handover import ROLE_OF, Part
from vigilance.domain.numbering import delegation_number
from vigilance.domain.permissions import Permission, allowed
from vigilance.records.commands import next_in_series, system_record
from vigilance.records.models import Record

CHAIN = "delegations"


@dataclass(frozen=True, slots=True)
class Leave:
    """Who is away in which part, who acts for him, from which day to which, and why."""

    officer_id: uuid.UUID
    part: Part
    substitute_id: uuid.UUID
    since: date
    until: date
    reasons: str


def delegate(
    session: Session, leave: Leave, office_code: str, *, by: Actor, at: datetime
) -> Delegation:
    """Let the substitute act for the officer on these days, where domain/delegation.py has nothing against it."""
    made_by = _may_name(leave.officer_id, by)
    officer, substitute = _both(session, leave)
    _check_fit(leave.part, officer, substitute)
    today = ist_day(at)
    standing = standing_of(session, [officer.id, substitute.id], leave.part, today)
    check_span(
        officer.id,
        substitute.id,
        leave.since,
        leave.until,
        today=today,
        standing=[one.span for one in standing],
    )
    if not leave.reasons.strip():
        raise Invalid({"reasons": ["Please write something here."]})
    record = system_record(session, CHAIN, at=at)
    serial = next_in_series(session, f"delegation:{today.year}")
    made = Delegation(
        id=uuid.uuid4(),
        record_id=record.id,
        number=delegation_number(office_code, today.year, serial),
        officer_id=officer.id,
        part=leave.part,
        substitute_id=substitute.id,
        since=leave.since,
        until=leave.until,
        reasons=leave.reasons.strip(),
        made_by=made_by,
        made_at=at,
        ended_by=None,
        ended_at=None,
    )
    session.add(made)
    _tell(session, record, "delegation-made", made, by=by, at=at)
    return made


def _may_name(officer_id: uuid.UUID, by: Actor) -> uuid.UUID:
    himself = by.officer_id == officer_id and allowed(by.roles, Permission.DELEGATE)
    if by.officer_id is None or not (himself or names_for_others(by)):
        raise NotPermitted("delegate")
    return by.officer_id


def _both(session: Session, leave: Leave) -> tuple[Officer, Officer]:
    """Both officers, held until the commit: of two delegations made at once the second sees the first."""
    if leave.officer_id == leave.substitute_id:
        raise Invalid({"substitute": ["Nobody acts for himself."]})
    statement = select(Officer).where(Officer.id.in_([leave.officer_id, leave.substitute_id]))
    rows = session.scalars(statement.order_by(Officer.id).with_for_update()).unique()
    found = {officer.id: officer for officer in rows}
    if leave.officer_id not in found:
        raise Invalid({"officer": ["Please choose from the list."]})
    if leave.substitute_id not in found:
        raise Invalid({"substitute": ["Please choose from the list."]})
    return found[leave.officer_id], found[leave.substitute_id]


def _check_fit(part: Part, officer: Officer, substitute: Officer) -> None:
    """The substitute acts within his own role and office, and takes on no more than the officer has."""
    role = ROLE_OF[part]
    if not officer.active or role not in officer.roles:
        raise Invalid({"officer": ["This officer does not play this part."]})
    if not substitute.active or role not in substitute.roles:
        raise Invalid({"substitute": ["The substitute does not play this part himself."]})
    if substitute.district_code != officer.district_code:
        raise Invalid({"substitute": ["The substitute belongs to another office."]})


def end_delegation(session: Session, delegation: Delegation, *, by: Actor, at: datetime) -> None:
    """End a delegation before its last day, or before it begins: the officer himself, or the CVO."""
    _may_name(delegation.officer_id, by)
    session.refresh(delegation, with_for_update=True)
    if delegation.ended_at is not None or delegation.until < ist_day(at):
        raise Invalid({"delegation": ["It is over already."]})
    _end(session, delegation, by=by, at=at)


def end_where_role_is_gone(
    session: Session, officer: Officer, roles: Collection[str], *, by: Actor, at: datetime
) -> None:
    """After an officer lost a role or his entry: nobody acts for him in that part, nor he for others."""
    concerned = or_(Delegation.officer_id == officer.id, Delegation.substitute_id == officer.id)
    statement = select(Delegation).where(concerned, stands(ist_day(at)))
    for one in session.scalars(statement.order_by(Delegation.id)):
        if ROLE_OF[one.part] not in roles:
            _end(session, one, by=by, at=at)


def _end(session: Session, delegation: Delegation, *, by: Actor, at: datetime) -> None:
    delegation.ended_by, delegation.ended_at = by.officer_id, at
    record = session.get_one(Record, delegation.record_id)
    _tell(session, record, "delegation-ended", delegation, by=by, at=at)


def _tell(
    session: Session, record: Record, kind: str, row: Delegation, *, by: Actor, at: datetime
) -> None:
    body = {
        "number": row.number,
        "officer": str(row.officer_id),
        "part": row.part.value,
        "substitute": str(row.substitute_id),
        "since": row.since.isoformat(),
        "until": row.until.isoformat(),
    }
    append_event(session, record, kind, body, by=by, at=at, rows=[row])
