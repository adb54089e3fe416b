"""After the closing: new facts for an officer to look at, and the complainant's rating. Neither opens anything."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.complaints.after_models import EvidenceKind, FeedbackRating, NewEvidence
from vigilance.complaints.after_queries import closed_at, is_closed, ratings_of, unseen_of
from vigilance.complaints.commands.reasons import reasons_note
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_of
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid, NotPermitted
from vigilance.domain.papers import InHand
from vigilance.domain.permissions import Permission, allowed
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.texts import keep_text
from vigilance.records.models import Tier

LOWEST, HIGHEST = 1, 5
LONGEST_WHY = 2000


def new_evidence(
    complaint: Complaint, what: EvidenceKind, *, by: Actor, at: datetime
) -> list[NewEvidence]:
    """The item for an officer's desk where the complainant writes after the closing; else nothing.

    The caller adds it to the session and vouches for it in the event of what was sent.
    """
    if by.officer_id is not None or not is_closed(complaint):
        return []
    return [
        NewEvidence(
            id=uuid.uuid4(),
            record_id=complaint.record_id,
            what=what,
            raised_at=at,
            looked_at=None,
            looked_by=None,
            note_number=None,
        )
    ]


def take_off_desk(
    session: Session, complaint: Complaint, *, by: Actor, at: datetime
) -> list[NewEvidence]:
    """What the opening again answers; the caller's event vouches for the rows."""
    items = list(unseen_of(session, complaint.record_id))
    for item in items:
        item.looked_at, item.looked_by = at, by.officer_id
    return items


def look_at_evidence(
    session: Session, complaint: Complaint, reasons: str, *, by: Actor, at: datetime
) -> None:
    """An officer looked at what came and leaves the matter closed, with his reasons on the note-sheet."""
    if not allowed(by.roles, Permission.PROCEEDING_STEP):
        raise NotPermitted("look-at-evidence")
    lock_record(session, complaint.record)
    items = unseen_of(session, complaint.record_id)
    if not items:
        raise ActionNotAllowed("look-at-evidence", complaint.state)
    notes = reasons_note(session, complaint.record, reasons, "look-at-evidence", by=by, at=at)
    if not notes:
        raise Incomplete([InHand.REASONS])
    for item in items:
        item.looked_at, item.looked_by, item.note_number = at, by.officer_id, notes[0].number
    append_event(
        session,
        complaint.record,
        "evidence-looked-at",
        {"items": len(items)},
        by=by,
        at=at,
        rows=[*items, *notes],
    )


def rate(
    session: Session, record_id: uuid.UUID, rating: int, why: str, *, by: Actor, at: datetime
) -> FeedbackRating:
    """The complainant says how content he is with the closing; once for each closing."""
    complaint = complaint_of(session, record_id)
    closed = closed_at(session, complaint)
    if closed is None:
        raise ActionNotAllowed("rate", complaint.state)
    if any(each.at >= closed for each in ratings_of(session, record_id)):
        raise ActionNotAllowed("rate", complaint.state)
    wrong: dict[str, list[str]] = {}
    if not LOWEST <= rating <= HIGHEST:
        wrong["rating"] = ["Please choose from the list."]
    if len(why) > LONGEST_WHY:
        wrong["why"] = ["Write at most 2,000 characters."]
    if wrong:
        raise Invalid(wrong)
    row = FeedbackRating(
        id=uuid.uuid4(), record_id=record_id, rating=rating, text=None, text_sealed=None, at=at
    )
    record = complaint.record
    recipient = record_recipient(session, record_id) if record.tier is Tier.PROTECTED else None
    keep_text(row, record, why.replace("\x00", "\u2400").strip(), key=None, recipient=recipient)
    session.add(row)
    append_event(session, record, "rated", {"rating": rating}, by=by, at=at, rows=[row])
    return row
