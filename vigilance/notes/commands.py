"""Writing on the note-sheet."""

import uuid
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.audit.commands import lock_record
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.texts import keep_text
from vigilance.notes.models import Endorsement, Note, NoteKind
from vigilance.records.models import Record, Tier
from vigilance.sealing.case_keys import CaseKey

LONGEST_NOTE = 20_000


def write_note(  # noqa: PLR0913 -- one note: on what, which words, of which kind, by whom, when, with which step
    session: Session,
    record: Record,
    text: str,
    kind: NoteKind,
    *,
    by: Actor,
    at: datetime,
    action: str | None = None,
    key: CaseKey | None = None,
    endorsement: Endorsement | None = None,
) -> Note:
    """The next note of the sheet; its text is kept by the record's tier. The caller's event takes it in `rows`.

    An endorsement may stand alone, as on paper.
    """
    text = _checked(text, endorsement)
    lock_record(session, record)  # two notes at once would want the same number
    last = session.scalar(
        select(func.coalesce(func.max(Note.number), 0)).where(Note.record_id == record.id)
    )
    note = Note(
        id=uuid.uuid4(),
        record_id=record.id,
        number=(last or 0) + 1,
        kind=kind,
        action=action,
        endorsement=endorsement,
        text=None,
        text_sealed=None,
        written_by=by.officer_id,
        written_at=at,
    )
    sealed = record.tier is Tier.PROTECTED and key is None
    recipient = record_recipient(session, record.id) if sealed else None
    keep_text(note, record, text, key=key, recipient=recipient)
    session.add(note)
    return note


def _checked(text: str, endorsement: Endorsement | None) -> str:
    text = text.replace("\x00", "\u2400")
    if not text.strip() and endorsement is None:
        raise Invalid({"text": ["Write the note."]})
    if len(text) > LONGEST_NOTE:
        raise Invalid({"text": ["The note is too long."]})
    return text
