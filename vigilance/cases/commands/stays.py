"""Clocks that stand still by an officer's order, on a coded ground and with his reasons on the note-sheet."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.clocks.commands import StayOrder, end_stays, stay_clocks
from vigilance.complaints.commands.reasons import reasons_note
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Incomplete, Invalid, NotFound, NotPermitted, Wording
from vigilance.domain.papers import InHand
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.stay_rules import STAY_RULES, last_day, wake_day
from vigilance.domain.stays import StayGround
from vigilance.records.models import Record


def record_stay(
    session: Session,
    record: Record,
    order: StayOrder,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Let running clocks of this record stand still."""
    _check(order, by, ist_day(at))
    if order.until is None and order.wake_on is None:
        order = replace(order, wake_on=wake_day(order.ground, order.since, ist_day(at)))
    lock_record(session, record)
    notes = reasons_note(session, record, reasons, "record-stay", by=by, at=at)
    if not notes:
        raise Incomplete([InHand.REASONS])
    stays = stay_clocks(session, record, order, by=by, rules=office.rules(session))
    if not stays:
        raise NotFound("running clock")
    body = {"ground": order.ground.value, "since": order.since.isoformat()}
    if order.proceeding_id is not None:
        body["proceeding"] = order.proceeding_id.hex
    append_event(session, record, "record-stay", body, by=by, at=at, rows=[*notes, *stays])


def lift_stay(
    session: Session,
    record: Record,
    ground: StayGround,
    *,
    by: Actor,
    at: datetime,
    office: Office,
    proceeding_id: uuid.UUID | None = None,
) -> None:
    """Let the clocks stayed on this ground run again from today; their due dates move by the days they stood still.

    With a proceeding only those of this track of one accused.
    """
    if not allowed(by.roles, Permission.STAY_RECORD):
        raise NotPermitted("lift-stay")
    lock_record(session, record)
    rules = office.rules(session)
    ended = end_stays(
        session, record, ground, until=ist_day(at), rules=rules, proceeding_id=proceeding_id
    )
    if not ended:
        raise NotFound("stay")
    body = {"ground": ground.value, "until": ist_day(at).isoformat()}
    if proceeding_id is not None:
        body["proceeding"] = proceeding_id.hex
    append_event(session, record, "lift-stay", body, by=by, at=at, rows=ended)


def _check(order: StayOrder, by: Actor, today: date) -> None:
    if not allowed(by.roles, Permission.STAY_RECORD):
        raise NotPermitted("record-stay")
    if order.ground is StayGround.AWAITING_COMPLAINANT:
        raise Invalid({"ground": ["This clock stops by itself when the complainant is asked."]})
    if by.roles.isdisjoint(STAY_RULES[order.ground].allowed_by):
        raise NotPermitted(f"record-stay {order.ground}")
    last = last_day(order.ground, order.since)
    if last is not None and max(order.until or today, order.wake_on or today) > last:
        raise Invalid({"since": [Wording("A stay on this ground ends by {on}.", on=last)]})
    if order.since > today:
        raise Invalid({"since": ["The stay cannot begin after today."]})
    if order.until is not None and not order.since <= order.until <= today:
        raise Invalid({"until": ["The stay cannot end before it begins, or after today."]})
    if order.wake_on is not None and order.wake_on <= today:
        raise Invalid({"wake_on": ["The day to look again must be after today."]})
