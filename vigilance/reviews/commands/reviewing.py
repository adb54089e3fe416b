"""Recording reviews: one outcome on each matter, reasons on its file, and the day on which it is looked at again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import EditConflict, Invalid, NotPermitted
from vigilance.domain.review_rules import Rule
from vigilance.notes.commands import write_note
from vigilance.notes.models import Note, NoteKind
from vigilance.records.models import Record
from vigilance.reviews import queries
from vigilance.reviews.models import Review
from vigilance.reviews.rules import NEED_REASONS, Outcome

LONGEST_WAIT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on a matter of a queue: the outcome, the reasons, and when it is looked at again."""

    rule: Rule
    outcome: Outcome
    reasons: str | None
    next_on: date | None


def record_reviews(
    session: Session, decision: Decision, numbers: Sequence[str], *, by: Actor, at: datetime
) -> list[Review]:
    """Record at the reviewer's own desk that each of these matters was reviewed; none of them moves by it.

    EditConflict where one is no longer due under the rule: somebody else has reviewed it or taken a step meanwhile.
    """
    if decision.rule.reviewer not in by.roles:
        raise NotPermitted("review-record")
    next_on = checked(decision, ist_day(at), numbers=numbers)
    records = queries.locked_records(session, numbers)
    due = queries.due_among(session, decision.rule, ist_day(at), numbers)
    if due.keys() != set(numbers):
        raise EditConflict
    made = []
    for record in records:
        review, notes = new_review(session, record, decision, next_on, by=by, at=at)
        append_event(
            session, record, "review", said_of(review), by=by, at=at, rows=[review, *notes]
        )
        made.append(review)
    return made


def checked(decision: Decision, today: date, *, numbers: Sequence[str] | None = None) -> date:
    """The next date; a matter for which there was no time stays due. Invalid says all that is wrong at once."""
    wrong: dict[str, list[str]] = {}
    if numbers is not None and not numbers:
        wrong["numbers"] = ["Tick at least one matter in the list."]
    if decision.outcome in NEED_REASONS and not (decision.reasons or "").strip():
        wrong["reasons"] = ["Write the reasons."]
    if decision.outcome is Outcome.NO_TIME:
        next_on = today
    else:
        next_on = decision.next_on or today + timedelta(days=decision.rule.period_days)
        if not today < next_on <= today + LONGEST_WAIT:
            wrong["next_on"] = ["Choose a day after today, within a year."]
    if wrong:
        raise Invalid(wrong)
    return next_on


def new_review(
    session: Session,
    record: Record,
    decision: Decision,
    next_on: date,
    *,
    by: Actor,
    at: datetime,
    sitting_id: uuid.UUID | None = None,
) -> tuple[Review, list[Note]]:
    """The row of one review and the note with its reasons; the caller's event takes both in its rows."""
    notes = []
    if decision.reasons and decision.reasons.strip():
        kind = NoteKind.DIRECTION if decision.outcome is Outcome.DIRECT else NoteKind.REASONS
        notes = [write_note(session, record, decision.reasons, kind, by=by, at=at, action="review")]
    review = Review(
        id=uuid.uuid4(),
        record_id=record.id,
        rule=decision.rule.name,
        outcome=decision.outcome.value,
        note_number=notes[0].number if notes else None,
        reviewed_by=by.officer_id,
        reviewed_at=at,
        next_on=next_on,
        reviewer=decision.rule.reviewer,
        sitting_id=sitting_id,
    )
    session.add(review)
    return review, notes


def said_of(review: Review) -> dict[str, Any]:
    """What the ledger says of a review: codes, a number and a day."""
    return {
        "rule": review.rule,
        "outcome": review.outcome,
        "next_on": review.next_on.isoformat(),
        "note": review.note_number,
    }
