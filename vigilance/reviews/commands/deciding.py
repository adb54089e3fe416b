"""What a sitting decides on one matter, recorded as it is said: outcome, remarks, next date, perhaps a direction."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import ActionNotAllowed, EditConflict, Invalid
from vigilance.domain.review_rules import Rule
from vigilance.notes.models import Note
from vigilance.records.models import Record, Wall
from vigilance.reviews.commands.directions import Charge, check_charge, new_direction
from vigilance.reviews.commands.directions import said_of as of_direction
from vigilance.reviews.commands.reviewing import Decision, checked, new_review, said_of
from vigilance.reviews.conditions import pending_parts
from vigilance.reviews.models import Origin
from vigilance.reviews.queries import TABLES
from vigilance.reviews.rules import Outcome
from vigilance.reviews.sitting_models import AgendaItem, Part, Sitting, SittingMember, Stage
from vigilance.reviews.sitting_queries import members_of

ENDED = "ended-meanwhile"
"""What stands in the minutes where a matter was over before the sitting came to it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said on one matter: the decision, whom it charges until when, and the version that was read."""

    decision: Decision
    charge: Charge | None
    version: int


def decide(
    session: Session, sitting: Sitting, item: AgendaItem, said: Said, *, by: Actor, at: datetime
) -> None:
    """Record what the sitting decided on this matter, until it is over and as often as it is put right.

    Refused where the matter has ended meanwhile, and where too few of those present may decide on it: a member who is
    walled off is recused, and the minutes say so.
    """
    if sitting.stage is not Stage.OPEN:
        raise ActionNotAllowed("decide", sitting.stage.value)
    record = session.get_one(Record, item.record_id)
    lock_record(session, record)
    session.refresh(item)
    if item.version != said.version:
        raise EditConflict
    next_on = checked(said.decision, ist_day(at))
    if said.charge is not None:
        check_charge(session, record, said.charge, ist_day(at))
    recused = _checked(session, sitting, item, said)
    review, notes = new_review(
        session, record, said.decision, next_on, by=by, at=at, sitting_id=sitting.id
    )
    if said.charge is not None:
        item.direction_id = _direct(
            session,
            sitting,
            record,
            said.charge,
            notes[0],
            by=by,
            at=at,
        )
    item.matter_stage = stage_of(session, item.record_id)
    item.outcome, item.next_on = review.outcome, review.next_on
    item.note_number, item.review_id = review.note_number, review.id
    item.recused, item.decided_at = sorted(str(each) for each in recused), at
    told = said_of(review) | {"sitting": sitting.number}
    append_event(session, record, "review", told, by=by, at=at, rows=[item, review, *notes])


def _direct(
    session: Session,
    sitting: Sitting,
    record: Record,
    charge: Charge,
    note: Note,
    *,
    by: Actor,
    at: datetime,
) -> uuid.UUID:
    """The direction that the sitting gives, in the name of its chair."""
    direction = new_direction(
        session,
        record,
        charge,
        note,
        Origin.SITTING,
        given_by=_chair(members_of(session, sitting.id)),
        by=by,
        at=at,
        text=note.text or "",
    )
    direction.sitting_id = sitting.id
    body = of_direction(direction)
    append_event(session, record, "give-direction", body, by=by, at=at, rows=[direction])
    return direction.id


def _checked(
    session: Session, sitting: Sitting, item: AgendaItem, said: Said
) -> Collection[uuid.UUID]:
    wrong: dict[str, list[str]] = {}
    if not is_pending(session, item.record_id):
        wrong["outcome"] = ["This matter has ended meanwhile; the minutes will say so."]
    if item.direction_id is not None:
        wrong["outcome"] = ["A direction was given on this matter in this sitting; it stands."]
    if (said.charge is not None) is not (said.decision.outcome is Outcome.DIRECT):
        wrong["outcome"] = ["To direct, say who is to do it and by when."]
    present = [member for member in members_of(session, sitting.id) if member.present]
    recused = recused_from(session, item.record_id, present)
    deciding = [each for each in present if each.part in {Part.CHAIR, Part.MEMBER}]
    if sum(each.officer_id not in recused for each in deciding) < sitting.quorum:
        wrong["outcome"] = ["Too few of those present may decide on this matter."]
    if wrong:
        raise Invalid(wrong)
    return recused


def recused_from(
    session: Session, record_id: uuid.UUID, members: Collection[SittingMember]
) -> set[uuid.UUID]:
    """Which of these members may not see this matter."""
    asked = {member.officer_id for member in members if member.officer_id is not None}
    statement = select(Wall.officer_id).where(
        Wall.record_id == record_id, Wall.officer_id.in_(asked), Wall.lifted_at.is_(None)
    )
    return set(session.scalars(statement))


def leave_undecided(
    session: Session, sitting: Sitting, item: AgendaItem, rule: Rule, *, by: Actor, at: datetime
) -> None:
    """The sitting ended before it came to this matter: it is carried forward, unless the matter is over by itself."""
    record = session.get_one(Record, item.record_id)
    item.matter_stage, item.decided_at = stage_of(session, item.record_id), at
    body = {"sitting": sitting.number}
    if not is_pending(session, item.record_id):
        item.outcome = ENDED
        append_event(session, record, "agenda-ended", body, by=by, at=at, rows=[item])
        return
    decision = Decision(rule, Outcome.NO_TIME, None, None)
    review, _notes = new_review(
        session, record, decision, ist_day(at), by=by, at=at, sitting_id=sitting.id
    )
    item.outcome, item.next_on, item.review_id = review.outcome, review.next_on, review.id
    append_event(
        session, record, "review", said_of(review) | body, by=by, at=at, rows=[item, review]
    )


def is_pending(session: Session, record_id: uuid.UUID) -> bool:
    """Whether the matter is still to be reviewed at all."""
    return any(
        session.scalar(select(table.number).where(table.record_id == record_id, part))
        for table in TABLES
        for part in pending_parts(table)
    )


def stage_of(session: Session, record_id: uuid.UUID) -> str | None:
    """Where the matter stands, as a code."""
    for table in TABLES:
        state = session.scalar(select(table.state).where(table.record_id == record_id))
        if state is not None:
            return str(state.value)
    return None


def _chair(members: Collection[SittingMember]) -> uuid.UUID | None:
    return next(member.officer_id for member in members if member.part is Part.CHAIR)
