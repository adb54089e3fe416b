"""Who holds a departmental inquiry: appointed by the order's step, until the report is in or another is appointed.

The appointment gives one officer the steps that the workflow allows an inquiring officer, on that one proceeding. It is
given up by itself where the proceedings leave the inquiry; a remitted inquiry goes back to the same officer (CVC
02/02/24). Nobody inquires into a matter in which he is accused himself, or from which a wall keeps him.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.cases.accused_queries import accused_of
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Step
from vigilance.domain.workflows.departmental_major import MajorAction, MajorState
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.records.models import Appointment
from vigilance.records.walls import standing_wall
from vigilance.reference import folded

APPOINTS = frozenset({MajorAction.APPOINT.value, MajorAction.CHANGE_AUTHORITY.value})
INQUIRER = "inquirer"


def standing_appointments(session: Session, officer_id: uuid.UUID) -> Sequence[Appointment]:
    """The inquiries this officer holds today."""
    statement = select(Appointment).where(
        Appointment.officer_id == officer_id, Appointment.ended_at.is_(None)
    )
    return session.scalars(statement.order_by(Appointment.appointed_at, Appointment.id)).all()


def keep_appointment(
    session: Session,
    proceeding: Proceeding,
    log: Sequence[ProceedingEntry],
    *,
    at: datetime,
) -> list[Appointment]:
    """End and make appointments as the log with its newest act says; the rows are for the caller's event."""
    wanted = _wanted(proceeding, log)
    if wanted is not None and standing_wall(session, proceeding.record_id, wanted) is not None:
        wanted = None  # a wall ended it; the log goes on to name him until an order names another
    statement = select(Appointment).where(
        Appointment.proceeding_id == proceeding.id, Appointment.ended_at.is_(None)
    )
    standing = session.scalars(statement).one_or_none()
    if (standing.officer_id if standing else None) == wanted:
        return []
    rows: list[Appointment] = []
    if standing is not None:
        standing.ended_at = at
        rows.append(standing)
    if wanted is not None:
        made = _appoint(proceeding, wanted, at)
        session.add(made)
        rows.append(made)
    return rows


def end_appointments(
    session: Session, proceedings: Sequence[Proceeding], *, at: datetime
) -> list[Appointment]:
    """End whatever appointment stands on these tracks; the rows are for the caller's event."""
    statement = select(Appointment).where(
        Appointment.proceeding_id.in_([each.id for each in proceedings]),
        Appointment.ended_at.is_(None),
    )
    ended = list(session.scalars(statement))
    for one in ended:
        one.ended_at = at
    return ended


def _wanted(proceeding: Proceeding, log: Sequence[ProceedingEntry]) -> uuid.UUID | None:
    if proceeding.state != MajorState.UNDER_INQUIRY:
        return None
    orders = [entry for entry in log if entry.action in APPOINTS]
    named = orders[-1].facts.get(INQUIRER) if orders else None
    return uuid.UUID(named) if named else None


def _appoint(proceeding: Proceeding, officer_id: uuid.UUID, at: datetime) -> Appointment:
    return Appointment(
        id=uuid.uuid4(),
        record_id=proceeding.record_id,
        officer_id=officer_id,
        proceeding_id=proceeding.id,
        appointed_at=at,
        ended_at=None,
    )


def check_inquirer(session: Session, proceeding: Proceeding, named: object) -> None:
    """Raise Invalid for an officer who may not be given this inquiry: no inquirer, not free, or accused himself."""
    if named is None:
        return
    officer_id = uuid.UUID(str(named))
    officer = session.get(Officer, officer_id)
    if officer is None or not officer.active or Role.INQUIRING_OFFICER not in officer.roles:
        raise Invalid({INQUIRER: ["Choose an active officer who inquires."]})
    if standing_wall(session, proceeding.record_id, officer_id) is not None:
        why = "A wall keeps this officer from the file: he is not free in the matter."
        raise Invalid({INQUIRER: [why]})
    if is_accused(session, proceeding.record_id, officer):
        why = "An officer of this name is accused here: nobody inquires into his own matter."
        raise Invalid({INQUIRER: [why]})


def is_accused(session: Session, record_id: uuid.UUID, officer: Officer) -> bool:
    """Whether somebody of this officer's name is accused on this record: the register and the log-ins know no more."""
    names = {_plain(officer.name_en), _plain(officer.name_hi)}
    return any(
        _plain(one.official.name) in names
        for one in accused_of(session, record_id)
        if one.accused.struck_off_at is None
    )


def _plain(name: str) -> str:
    return folded(" ".join(name.split()))


def check_appointed(session: Session, proceeding: Proceeding, step: Step, *, by: Actor) -> None:
    """Raise NotPermitted where only his part as inquiring officer allows the step, and this inquiry is not his."""
    if set(step.by & by.roles) != {Role.INQUIRING_OFFICER} or by.officer_id is None:
        return
    mine = [
        one
        for one in standing_appointments(session, by.officer_id)
        if one.proceeding_id == proceeding.id
    ]
    officer = session.get_one(Officer, by.officer_id)
    if not mine or is_accused(session, proceeding.record_id, officer):
        raise NotPermitted(step.action)
