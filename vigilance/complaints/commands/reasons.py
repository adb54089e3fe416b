"""The words that go with a step: the officer's reasons on the note-sheet, and what the complainant is told."""

from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.complaints.commands.telling import tell
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Message
from vigilance.correspondence.notices import Notice
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.public_status import PublicStatus
from vigilance.notes.commands import write_note
from vigilance.notes.models import Note, NoteKind
from vigilance.records.models import Record
from vigilance.web.labels import label_of


def reasons_note(
    session: Session, record: Record, reasons: str, action: str, *, by: Actor, at: datetime
) -> list[Note]:
    """The note with the reasons, or none where nothing was written: the procedure then says what is missing."""
    if not reasons.strip():
        return []
    return [write_note(session, record, reasons, NoteKind.REASONS, by=by, at=at, action=action)]


def tell_status(
    session: Session, complaint: Complaint, status: PublicStatus, *, by: Actor, at: datetime
) -> Message:
    """The coarse word for where the complaint stands now: never an officer, never a finding."""
    words = label_of(status).said_in(complaint.language)
    return tell(session, complaint, Notice.STATUS_CHANGE, by=by, at=at, values={"status": words})


def tell_closure(
    session: Session, complaint: Complaint, disposal: Disposal, *, by: Actor, at: datetime
) -> Message:
    """That the complaint is closed, with the class of its outcome."""
    words = label_of(disposal).said_in(complaint.language)
    return tell(session, complaint, Notice.CLOSURE, by=by, at=at, values={"outcome": words})
