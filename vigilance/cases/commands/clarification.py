"""Asking for a clarification in a case, and recording the one that came."""

from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.cases.commands.steps import take_step
from vigilance.cases.models import Case
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.workflows.inquiry import Action
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind


def ask_clarification(
    session: Session, case: Case, question: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Put the question on the note-sheet; an answer is awaited within its limit."""
    _note(session, case, Action.ASK_CLARIFICATION, question, by=by, at=at, office=office)


def receive_clarification(
    session: Session, case: Case, answer: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Record that the answer has come, and what it says."""
    _note(session, case, Action.RECEIVE_CLARIFICATION, answer, by=by, at=at, office=office)


def _note(
    session: Session,
    case: Case,
    action: Action,
    text: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    note = write_note(session, case.record, text, NoteKind.NOTE, by=by, at=at, action=action)
    take_step(session, case, action, by=by, at=at, rules=office.rules(session), rows=[note])
