"""Asking the complainant for a clarification, and recording the one that came."""

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
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind


def ask_clarification(
    session: Session,
    complaint: Complaint,
    question: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Put a question to the complainant; an answer is awaited within its limit."""
    message = write_message(
        session,
        complaint.record,
        question,
        complaint.language,
        by=by,
        at=at,
        mailbox_public=receipt_of(session, complaint.record_id).mailbox_public,
        way=way_of(complaint),
    )
    take_step(
        session,
        complaint,
        Action.ASK_CLARIFICATION,
        by=by,
        at=at,
        rules=office.rules(session),
        rows=[message],
    )


def receive_clarification(
    session: Session,
    complaint: Complaint,
    note: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Record that the answer has come, and what it says."""
    action = Action.RECEIVE_CLARIFICATION
    written = write_note(
        session, complaint.record, note, NoteKind.NOTE, by=by, at=at, action=action
    )
    take_step(session, complaint, action, by=by, at=at, rules=office.rules(session), rows=[written])
