"""Telling the complainant how the matter stands: the feedback that the office owes within its limit."""

from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.commands.telling import way_of
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.queries import receipt_of
from vigilance.correspondence.commands import write_message
from vigilance.domain.actors import Actor
from vigilance.domain.workflows.complaint import Action


def give_feedback(
    session: Session,
    complaint: Complaint,
    text: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Say in the officer's own words what has been done; the feedback limit is met by it."""
    message = write_message(
        session,
        complaint.record,
        text,
        complaint.language,
        by=by,
        at=at,
        mailbox_public=receipt_of(session, complaint.record_id).mailbox_public,
        way=way_of(complaint),
    )
    rules = office.rules(session)
    take_step(session, complaint, Action.GIVE_FEEDBACK, by=by, at=at, rules=rules, rows=[message])
