"""Putting a matter into a queue by hand, leaving it out of one for a time, and taking that back."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotPermitted
from vigilance.domain.review_rules import Rule
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind
from vigilance.records.models import Record
from vigilance.reviews.commands.reviewing import LONGEST_WAIT
from vigilance.reviews.marks import standing_mark
from vigilance.reviews.queue_models import MarkKind, QueueMark


@dataclass(frozen=True, slots=True)
class NewMark:
    """Which way the matter is moved, why, and up to and with which day."""

    kind: MarkKind
    reasons: str
    until: date


def mark(
    session: Session, record: Record, rule: Rule, new: NewMark, *, by: Actor, at: datetime
) -> QueueMark:
    """Pin this matter into the queue or excuse it from there, with reasons on its note-sheet.

    Nobody is excused from a queue that takes everything: for a matter that has time, its review sets a later date.
    """
    _may(rule, by)
    today = ist_day(at)
    wrong: dict[str, list[str]] = {}
    if not today <= new.until <= today + LONGEST_WAIT:
        wrong["until"] = ["Choose today or a later day, within a year."]
    if new.kind is MarkKind.EXCUSED and rule.takes.everything:
        wrong["kind"] = [
            "This queue takes everything, and nothing is excused from it. Review the matter and set a later date."
        ]
    if wrong:
        raise Invalid(wrong)
    lock_record(session, record)
    if standing_mark(session, rule.name, record.id) is not None:
        raise Invalid(
            {"number": ["This matter is pinned or excused here already. Lift that first."]}
        )
    action = f"review-{new.kind.value}"
    note = write_note(session, record, new.reasons, NoteKind.REASONS, by=by, at=at, action=action)
    made = QueueMark(
        id=uuid.uuid4(),
        record_id=record.id,
        rule=rule.name,
        kind=new.kind,
        note_number=note.number,
        until=new.until,
        marked_by=by.officer_id,
        marked_at=at,
    )
    session.add(made)
    body = {"rule": rule.name, "until": new.until.isoformat(), "note": note.number}
    append_event(session, record, action, body, by=by, at=at, rows=[made, note])
    return made


def lift(
    session: Session, record: Record, made: QueueMark, rule: Rule, *, by: Actor, at: datetime
) -> None:
    """Let the rule alone decide again."""
    _may(rule, by)
    lock_record(session, record)
    session.flush()  # what stands unwritten would be lost by reading the row again
    session.refresh(made)
    if made.lifted_at is not None:
        raise ActionNotAllowed("lift-review-mark", "lifted")
    made.lifted_at, made.lifted_by = at, by.officer_id
    body = {"rule": made.rule, "kind": made.kind.value}
    append_event(session, record, "review-mark-lifted", body, by=by, at=at, rows=[made])


def _may(rule: Rule, by: Actor) -> None:
    """Whose queue it is decides what stands in it."""
    if rule.reviewer not in by.roles:
        raise NotPermitted("review-mark")
