"""Handing an officer's matters over, and giving them back after a leave.

A handover of many matters is done in batches, each a transaction of its own: nobody's work waits for it, and what a
broken connection leaves undone is still with the first officer, and is done by asking again.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vigilance.accounts.queries import officer_by_id
from vigilance.audit.commands import append_event, lock_records
from vigilance.cases.queries import open_matters
from vigilance.clocks.giving import give
from vigilance.clocks.models import Alert
from vigilance.complaints.workload import HOLDER
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.handover import ROLE_OF, Part
from vigilance.domain.permissions import Permission, allowed
from vigilance.proceedings.handover import barred
from vigilance.proceedings.handover_models import Handover, HandoverItem
from vigilance.records.models import Record

EVENT = "handed-over"


def begin_handover(
    session: Session,
    officer_id: uuid.UUID,
    part: Part,
    takers: Sequence[uuid.UUID],
    back_on: date | None,
    *,
    by: Actor,
    at: datetime,
) -> Handover:
    """Open a handover, once everybody who is to take something may play this part."""
    if by.officer_id is None or not allowed(by.roles, Permission.HANDOVER):
        raise NotPermitted("handover")
    if not takers:
        raise Invalid({"to": ["Choose who takes over."]})
    if officer_id in takers:
        raise Invalid({"to": ["Nobody hands over to himself."]})
    for taker in takers:
        officer = officer_by_id(session, taker)
        if not officer.active or ROLE_OF[part] not in officer.roles:
            raise Invalid({"to": ["This officer cannot be given this matter."]})
    officer_by_id(session, officer_id)
    handover = Handover(
        id=uuid.uuid4(),
        officer_id=officer_id,
        part=part,
        made_by=by.officer_id,
        made_at=at,
        back_on=back_on,
        given_back_at=None,
    )
    session.add(handover)
    session.flush()
    return handover


def give_batch(
    session: Session,
    handover: Handover,
    given: Sequence[tuple[uuid.UUID, uuid.UUID]],
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Give each of these records to its new officer; what is no longer with the first is left where it is."""
    takers = dict(given)
    kept_out = barred(session, set(takers.values()))
    column = HOLDER[handover.part].key
    moves = [
        (record, handover.officer_id, takers[record.id])
        for record in lock_records(session, list(takers))
        if getattr(record, column) == handover.officer_id
        and (takers[record.id], record.id) not in kept_out
    ]
    _move(session, handover.part, moves)
    for record, before, taker in moves:
        item = HandoverItem(
            id=uuid.uuid4(),
            handover_id=handover.id,
            record_id=record.id,
            taken_by=taker,
            given_at=at,
        )
        session.add(item)
        body = {"part": handover.part.value, "officer": str(taker), "before": str(before)}
        append_event(session, record, EVENT, body, by=by, at=at, rows=[item])
    return len(moves)


def give_back(session: Session, handover: Handover, *, by: Actor, at: datetime) -> int:
    """Give the officer who is back what is still with those who took it; what they passed on stays where it went."""
    if not allowed(by.roles, Permission.HANDOVER):
        raise NotPermitted("handover")
    if handover.back_on is None or handover.given_back_at is not None:
        raise Invalid({"handover": ["There is nothing to give back."]})
    officer = officer_by_id(session, handover.officer_id)
    if not officer.active or ROLE_OF[handover.part] not in officer.roles:
        raise Invalid({"handover": ["This officer cannot be given this matter."]})
    items = session.scalars(
        select(HandoverItem).where(HandoverItem.handover_id == handover.id)
    ).all()
    takers = {item.record_id: item.taken_by for item in items}
    kept_out = barred(session, [handover.officer_id])
    column = HOLDER[handover.part].key
    # What was passed on, or walled off from him meanwhile, stays where it is.
    moves = [
        (record, takers[record.id], handover.officer_id)
        for record in lock_records(session, list(takers))
        if getattr(record, column) == takers[record.id]
        and (handover.officer_id, record.id) not in kept_out
    ]
    _move(session, handover.part, moves)
    for record, taker, officer_id in moves:
        body = {"part": handover.part.value, "officer": str(officer_id), "before": str(taker)}
        append_event(session, record, EVENT, body, by=by, at=at)
    handover.given_back_at = at
    return len(moves)


def _move(
    session: Session, part: Part, moves: Sequence[tuple[Record, uuid.UUID, uuid.UUID]]
) -> None:
    """Each record from one officer to another, with what is due on it and the reminders not yet looked at."""
    give(session, [(record, {part: after}) for record, _before, after in moves], open_matters)
    for record, before, after in moves:
        session.execute(
            update(Alert)
            .where(
                Alert.record_id == record.id, Alert.officer_id == before, Alert.seen_at.is_(None)
            )
            .values(officer_id=after)
            .execution_options(synchronize_session=False)
        )
