"""Owning a complaint, or disowning it: no step is taken on the matter before (CVC 01/01/15)."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.clocks.rules import ClockRules
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_of
from vigilance.domain.actors import Actor
from vigilance.domain.workflows.complaint import Action


def confirm(
    session: Session, record_id: uuid.UUID, *, by: Actor, at: datetime, rules: ClockRules
) -> Complaint:
    """The complaint is his who holds its code; the officer asked for it, and scrutiny goes on."""
    complaint = complaint_of(session, record_id)
    complaint.confirmed_at = at
    take_step(session, complaint, Action.CONFIRM, by=by, at=at, rules=rules)
    return complaint


def disown(
    session: Session, record_id: uuid.UUID, *, by: Actor, at: datetime, rules: ClockRules
) -> Complaint:
    """It is not his: the CVO decides what becomes of it."""
    complaint = complaint_of(session, record_id)
    complaint.disowned_at = at
    take_step(session, complaint, Action.DISOWN, by=by, at=at, rules=rules)
    return complaint
