"""What an auditor reads: events, checkpoints and checks. Codes and dates, never a text or a person."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.audit.models import Checkpoint, Event, EventPayload, LedgerLeaf
from vigilance.database.paging import PAGE_SIZE, Page
from vigilance.domain.dates import INDIA
from vigilance.records.models import Record

Place = tuple[datetime, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as an auditor sees it: its header, and the codes it carries."""

    event_id: uuid.UUID
    number: str
    seq: int
    type: str
    actor: str
    actor_role: str
    at: datetime
    event_hash: bytes
    leaf_index: int | None
    body: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events are asked for."""

    number: str | None = None
    type: str | None = None
    day: date | None = None
    actor: str | None = None


def entries(
    session: Session, sought: Sought, after: Place | None = None, *, size: int = PAGE_SIZE
) -> Page[Entry]:
    """The events sought, the newest first."""
    statement = (
        select(
            Event.id,
            Record.number,
            Event.record_seq,
            Event.type,
            Event.actor,
            Event.actor_role,
            Event.at,
            Event.event_hash,
            LedgerLeaf.leaf_index,
            EventPayload.body,
        )
        .join(Record, Record.id == Event.record_id)
        .outerjoin(LedgerLeaf, LedgerLeaf.event_id == Event.id)
        .outerjoin(EventPayload, EventPayload.event_id == Event.id)
        .where(*_conditions(sought))
        .order_by(Event.at.desc(), Event.id.desc())
    )
    if after is not None:
        statement = statement.where(tuple_(Event.at, Event.id) < tuple_(*after))
    rows = [Entry(*row) for row in session.execute(statement.limit(size + 1))]
    page = rows[:size]
    return Page(page, (page[-1].at, page[-1].event_id) if len(rows) > size else None)


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if sought.number is not None:
        conditions.append(Record.number == sought.number)
    if sought.type is not None:
        conditions.append(Event.type == sought.type)
    if sought.actor is not None:
        conditions.append(Event.actor == sought.actor)
    if sought.day is not None:
        begins = datetime.combine(sought.day, time(), INDIA)
        conditions += [Event.at >= begins, Event.at < begins + timedelta(days=1)]
    return conditions


def actor_names(session: Session, actors: Collection[str]) -> dict[str, Officer]:
    """The officers behind these actors of the ledger; parts played by nobody named are left out."""
    wanted = []
    for actor in set(actors):
        try:
            wanted.append(uuid.UUID(actor))
        except ValueError:  # the complainant, the system: parts, not officers
            continue
    found = session.scalars(select(Officer).where(Officer.id.in_(wanted)))
    return {str(officer.id): officer for officer in found}


def checkpoints(
    session: Session, below: int | None = None, *, size: int = PAGE_SIZE
) -> Page[Checkpoint]:
    """The signed checkpoints, the newest first."""
    statement = select(Checkpoint).order_by(Checkpoint.size.desc())
    if below is not None:
        statement = statement.where(Checkpoint.size < below)
    rows: Sequence[Checkpoint] = session.scalars(statement.limit(size + 1)).all()
    page = rows[:size]
    return Page(page, (page[-1].size,) if len(rows) > size else None)


def last_entry(session: Session, kind: str) -> Entry | None:
    """The newest event of this type, if there ever was one."""
    page = entries(session, Sought(type=kind), size=1)
    return page.rows[0] if page.rows else None
