"""Reading who read what."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from vigilance.audit.models import Event, EventPayload
from vigilance.records.models import Record

MOST = 50


@dataclass(frozen=True, slots=True)
class ReadItem:
    """Who read which part of which record, and when."""

    event_id: uuid.UUID
    at: datetime
    number: str
    actor: str
    what: str
    kind: str


READS = ("read", "identity-opened")


def reads(
    session: Session, after: tuple[datetime, uuid.UUID] | None = None
) -> tuple[list[ReadItem], tuple[datetime, uuid.UUID] | None]:
    """Who read what, the newest first, and where the next page begins."""
    statement = (
        select(Event.id, Event.at, Record.number, Event.actor, EventPayload.body, Event.type)
        .join(Record, Record.id == Event.record_id)
        .outerjoin(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.type.in_(READS))
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(MOST + 1)
    )
    if after is not None:
        at, event_id = after
        earlier = or_(Event.at < at, and_(Event.at == at, Event.id < event_id))
        statement = statement.where(earlier)
    rows = [
        ReadItem(event_id, at, number, actor, (body or {}).get("what", ""), kind)
        for event_id, at, number, actor, body, kind in session.execute(statement)
    ]
    more = len(rows) > MOST
    shown = rows[:MOST]
    return shown, (shown[-1].at, shown[-1].event_id) if more else None
