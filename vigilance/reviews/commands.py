"""Recording reviews, giving directions and saying how they were carried out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import ActionNotAllowed, EditConflict, Invalid, NotFound
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind
from vigilance.records.models import Record, Tier
from vigilance.reviews import queries
from vigilance.reviews.models import Direction, Review
from vigilance.reviews.rules import NEED_REASONS, Outcome, Rule

LONGEST_WAIT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is recorded of several matters at once: one outcome, one set of reasons, one next date."""

    rule: Rule
    numbers: Sequence[str]
    outcome: Outcome
    reasons: str | None
    next_on: date | None


@dataclass(frozen=True, slots=True)
class NewDirection:
    """What the minister directs, and by when it is to be carried out."""

    text: str
    due_on: date


def record_reviews(session: Session, sitting: Sitting, *, by: Actor, at: datetime) -> list[Review]:
    """Record the review of each of these matters; none of them moves by it.

    EditConflict where one is no longer due under the rule: somebody else has reviewed it or taken a step meanwhile.
    """
    next_on = _checked(sitting, ist_day(at))
    records = queries.locked_records(session, sitting.numbers)
    due = queries.due_among(session, sitting.rule, ist_day(at), sitting.numbers)
    if due.keys() != set(sitting.numbers):
        raise EditConflict
    return [_review(session, record, sitting, next_on, (by, at)) for record in records]


def _checked(sitting: Sitting, today: date) -> date:
    """The next date; a matter for which there was no time stays due."""
    wrong: dict[str, list[str]] = {}
    if not sitting.numbers:
        wrong["numbers"] = ["Tick at least one matter in the list."]
    if sitting.outcome in NEED_REASONS and not (sitting.reasons or "").strip():
        wrong["reasons"] = ["Write the reasons."]
    if sitting.outcome is Outcome.NO_TIME:
        next_on = today
    else:
        next_on = sitting.next_on or today + timedelta(days=sitting.rule.period_days)
        if not today < next_on <= today + LONGEST_WAIT:
            wrong["next_on"] = ["Choose a day after today, within a year."]
    if wrong:
        raise Invalid(wrong)
    return next_on


def _review(
    session: Session, record: Record, sitting: Sitting, next_on: date, who: tuple[Actor, datetime]
) -> Review:
    by, at = who
    note = None
    if sitting.reasons and sitting.reasons.strip():
        kind = NoteKind.DIRECTION if sitting.outcome is Outcome.DIRECT else NoteKind.REASONS
        note = write_note(session, record, sitting.reasons, kind, by=by, at=at, action="review")
    review = Review(
        id=uuid.uuid4(),
        record_id=record.id,
        rule=sitting.rule.name,
        outcome=sitting.outcome.value,
        note_number=note.number if note else None,
        reviewed_by=by.officer_id,
        reviewed_at=at,
        next_on=next_on,
    )
    session.add(review)
    body = {
        "rule": review.rule,
        "outcome": review.outcome,
        "next_on": next_on.isoformat(),
        "note": review.note_number,
    }
    rows = [review] if note is None else [review, note]
    append_event(session, record, "review", body, by=by, at=at, rows=rows)
    return review


def give_direction(
    session: Session, record: Record, new: NewDirection, *, by: Actor, at: datetime
) -> Direction:
    """Put a minister's direction on a released case. It stands for good and moves nothing by itself."""
    if not record.released_to_minister or record.tier is not Tier.ORDINARY:
        raise NotFound("case")
    today = ist_day(at)
    if not today < new.due_on <= today + LONGEST_WAIT:
        raise Invalid({"due_on": ["Choose a day after today, within a year."]})
    note = write_note(
        session, record, new.text, NoteKind.DIRECTION, by=by, at=at, action="give-direction"
    )
    direction = Direction(
        id=uuid.uuid4(),
        record_id=record.id,
        text=new.text,
        given_by=by.officer_id,
        given_at=at,
        due_on=new.due_on,
    )
    session.add(direction)
    body = {"direction": str(direction.id), "due_on": new.due_on.isoformat(), "note": note.number}
    append_event(session, record, "give-direction", body, by=by, at=at, rows=[direction, note])
    return direction


def record_compliance(
    session: Session, direction: Direction, report: str, *, by: Actor, at: datetime
) -> None:
    """Say how a direction was carried out, once; ActionNotAllowed where that was said before."""
    session.flush()  # what stands unwritten in this session would be lost by reading the row again
    session.refresh(direction, with_for_update=True)
    if direction.complied_at is not None:
        raise ActionNotAllowed("record-compliance", "carried-out")
    record = queries.records_by_id(session, [direction.record_id])[direction.record_id]
    note = write_note(
        session, record, report, NoteKind.NOTE, by=by, at=at, action="record-compliance"
    )
    direction.compliance = report
    direction.complied_by, direction.complied_at = by.officer_id, at
    body = {"direction": str(direction.id), "note": note.number}
    append_event(session, record, "record-compliance", body, by=by, at=at, rows=[direction, note])
