"""Owning a complaint, or disowning it: no step is taken on the matter before (CVC 01/01/15)."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.clocks.rules import ClockRules
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_of
from vigilance.domain.actors import Actor
from vigilance.domain.owning import HowOwned
from vigilance.domain.workflows.complaint import Action


def confirm(
    session: Session,
    record_id: uuid.UUID,
    *,
    by: Actor,
    at: datetime,
    rules: ClockRules,
    how: HowOwned = HowOwned.PAGE,
) -> Complaint:
    """The complaint is his who answers; the officer asked for it, and scrutiny goes on."""
    complaint = complaint_of(session, record_id)
    complaint.confirmed_at = at
    body = {"how": how.value}
    take_step(session, complaint, Action.CONFIRM, by=by, at=at, rules=rules, body=body)
    return complaint


def disown(
    session: Session,
    record_id: uuid.UUID,
    *,
    by: Actor,
    at: datetime,
    rules: ClockRules,
    how: HowOwned = HowOwned.PAGE,
) -> Complaint:
    """It is not his: the CVO decides what becomes of it."""
    complaint = complaint_of(session, record_id)
    complaint.disowned_at = at
    body = {"how": how.value}
    take_step(session, complaint, Action.DISOWN, by=by, at=at, rules=rules, body=body)
    return complaint
