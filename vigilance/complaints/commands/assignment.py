"""Giving a complaint to a vigilance officer."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.accounts.queries import officer_by_id
from vigilance.audit.commands import lock_record
from vigilance.clocks.giving import give
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.queries import open_complaints
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid
from vigilance.domain.handover import Part
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import Action
from vigilance.records.models import Record
from vigilance.records.walls import standing_wall


def assign(
    session: Session,
    complaint: Complaint,
    officer_id: uuid.UUID,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Give the complaint to this vigilance officer; what is due on it is his from now on."""
    lock_record(session, complaint.record)
    officer = officer_fit(session, officer_id, Role.VO, complaint.record)
    before = complaint.record.assigned_to
    give(session, [(complaint.record, {Part.VO: officer.id})], open_complaints)
    take_step(
        session,
        complaint,
        Action.ASSIGN,
        by=by,
        at=at,
        rules=office.rules(session),
        body={"officer": str(officer.id), "before": str(before) if before else None},
    )


def officer_fit(session: Session, officer_id: uuid.UUID, role: Role, record: Record) -> Officer:
    """The officer, if he is active, plays this part and no wall keeps this record from him."""
    officer = officer_by_id(session, officer_id)
    walled = standing_wall(session, record.id, officer_id) is not None
    if not officer.active or role not in officer.roles or walled:
        raise Invalid({"officer": ["This officer cannot be given this matter."]})
    return officer
