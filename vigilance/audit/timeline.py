"""What happened to a record, as its file shows it: the ledger's acts without the readings."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from vigilance.audit.models import Event, EventPayload
from vigilance.records.scope import kept

MOST = 500
NOT_SHOWN = "read"


@dataclass(frozen=True, slots=True)
class Happening:
    """One act: when, what kind, by whom (an officer's id or a part played), and what it says in codes."""

    record_id: uuid.UUID
    seq: int
    at: datetime
    kind: str
    actor: str
    role: str
    body: Mapping[str, Any]


def happenings_of(session: Session, record_id: uuid.UUID) -> list[Happening]:
    """The acts on this record in their order; of a very long file the newest."""
    rows = session.execute(HAPPENINGS, {"record": record_id})
    found = [
        Happening(record_id, seq, at, kind, actor, role, body or {})
        for record_id, seq, at, kind, actor, role, body in rows
    ]
    return found[::-1]


HAPPENINGS = kept(
    select(
        Event.record_id,
        Event.record_seq,
        Event.at,
        Event.type,
        Event.actor,
        Event.actor_role,
        EventPayload.body,
    )
    .outerjoin(EventPayload, EventPayload.event_id == Event.id)
    .where(Event.record_id == bindparam("record"), Event.type != NOT_SHOWN)
    .order_by(Event.at.desc(), Event.record_seq.desc())
    .limit(MOST)
)
