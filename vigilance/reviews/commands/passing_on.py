"""Passing a direction from one officer to another."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.roles import Role
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind
from vigilance.reviews import queries
from vigilance.reviews.commands.directions import fit_to_carry_out, lock_direction
from vigilance.reviews.models import Direction, DirectionCharge, Standing

ACTION = "pass-direction-on"


@dataclass(frozen=True, slots=True)
class PassOn:
    """Who is to carry a direction out from now on, nobody named being the CVO; and why."""

    owner_id: uuid.UUID | None
    reasons: str


def pass_on(
    session: Session, direction: Direction, new: PassOn, *, by: Actor, at: datetime
) -> DirectionCharge:
    """The CVO charges another officer; the day stays, and who owed it before stays on the file with the reasons."""
    if Role.CVO not in by.roles:
        raise NotPermitted(ACTION)
    lock_direction(session, direction, ACTION, Standing.GIVEN, Standing.RETURNED)
    record = queries.records_by_id(session, [direction.record_id])[direction.record_id]
    if new.owner_id == direction.owner_id:
        raise Invalid({"owner": ["This officer is charged with it already."]})
    if new.owner_id is not None and not fit_to_carry_out(session, record, new.owner_id):
        raise Invalid({"owner": ["This officer cannot be given this matter."]})
    note = write_note(session, record, new.reasons, NoteKind.REASONS, by=by, at=at, action=ACTION)
    change = DirectionCharge(
        id=uuid.uuid4(),
        record_id=record.id,
        direction_id=direction.id,
        before_id=direction.owner_id,
        owner_id=new.owner_id,
        note_number=note.number,
        changed_by=by.officer_id,
        changed_at=at,
    )
    session.add(change)
    direction.owner_id = new.owner_id
    body = {
        "direction": str(direction.id),
        "before": str(change.before_id) if change.before_id else None,
        "owner": str(new.owner_id) if new.owner_id else None,
        "note": note.number,
    }
    append_event(session, record, ACTION, body, by=by, at=at, rows=[direction, change, note])
    return change
