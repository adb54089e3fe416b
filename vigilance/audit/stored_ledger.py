"""The ledger as it stands in the database, in the form in which it is checked and exported."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import Session

from vigilance.audit.bundle import Bundle, CheckpointRow, EventRow, LeafRow, RecordRow, payload_of
from vigilance.audit.chain import EventHeader
from vigilance.audit.models import Checkpoint, Event, EventPayload, LedgerLeaf
from vigilance.audit.witness import row_digest, row_name
from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import Record

STREAM = 1000
RECORDS = 500


def stored_bundle(session: Session, taken_at: datetime) -> Bundle:
    """Everything to be checked, read in batches as it is asked for; the session acts as the system."""
    return Bundle(
        taken_at=taken_at,
        checkpoints=_checkpoints(session),
        leaves=_leaves(session),
        events=_events(session),
        records=_records(session),
    )


def _checkpoints(session: Session) -> Iterator[CheckpointRow]:
    for row in session.scalars(select(Checkpoint).order_by(Checkpoint.size)).yield_per(STREAM):
        yield CheckpointRow(row.size, row.root, row.signed_note, row.at, row.compact_range)


def _leaves(session: Session) -> Iterator[LeafRow]:
    rows = session.execute(
        select(
            LedgerLeaf.leaf_index,
            LedgerLeaf.leaf_hash,
            LedgerLeaf.event_id,
            Event.record_id,
            Event.record_seq,
        )
        .outerjoin(Event, Event.id == LedgerLeaf.event_id)
        .order_by(LedgerLeaf.leaf_index)
    ).yield_per(STREAM)
    for index, leaf, event_id, record_id, record_seq in rows:
        yield LeafRow(index, record_id or event_id, record_seq or 0, leaf)


def _events(session: Session) -> Iterator[EventRow]:
    rows = session.execute(
        select(Event, EventPayload)
        .outerjoin(EventPayload, EventPayload.event_id == Event.id)
        .order_by(Event.record_id, Event.record_seq, Event.id)
        .execution_options(yield_per=STREAM)
    )
    for event, payload in rows:
        yield EventRow(
            header=EventHeader(
                event.record_id,
                event.record_seq,
                event.type,
                event.actor,
                event.actor_role,
                event.at,
            ),
            commit=event.payload_commit,
            prev_hash=event.prev_hash,
            event_hash=event.event_hash,
            payload=_payload(event, payload),
        )
        session.expunge(event)


def _payload(event: Event, payload: EventPayload | None) -> Any:
    if payload is None:
        return None
    # A payload that says it belongs to another record is none of this event's.
    body: object = payload.body if payload.record_id == event.record_id else None
    return payload_of(payload.salt, body)


def witnessed_tables() -> list[type[Any]]:
    """Every table whose rows are vouched for: the records, and what hangs on them."""
    mapped = (mapper.class_ for mapper in Base.registry.mappers)
    found = [kind for kind in mapped if issubclass(kind, Witnessed)]
    return sorted(found, key=lambda kind: str(kind.__tablename__))


def _records(session: Session) -> Iterator[RecordRow]:
    after: uuid.UUID | None = None
    while True:
        statement = select(Record.id, Record.seq, Record.head).order_by(Record.id).limit(RECORDS)
        if after is not None:
            statement = statement.where(Record.id > after)
        batch = session.execute(statement).all()
        if not batch:
            return
        after = batch[-1].id
        digests = _digests(session, batch[0].id, batch[-1].id)
        for record_id, seq, head in batch:
            yield RecordRow(record_id, seq, head, digests.pop(record_id, {}))
        session.expunge_all()


def _digests(
    session: Session, first: uuid.UUID, last: uuid.UUID
) -> dict[uuid.UUID, dict[str, str]]:
    found: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    for table in witnessed_tables():
        place = table.id if table is Record else table.record_id
        try:
            for row in session.scalars(select(table).where(place.between(first, last))):
                found[getattr(row, place.key)][row_name(row)] = row_digest(row)
        except (LookupError, ValueError, TypeError):
            _one_by_one(session, table, place.between(first, last), found)
    return found


def _one_by_one(
    session: Session,
    table: type[Any],
    among: ColumnElement[bool],
    found: dict[uuid.UUID, dict[str, str]],
) -> None:
    """The same where a value is none that the program could have written: that row has no digest, the others have."""
    mapper = inspect(table)
    place = table.id if table is Record else table.record_id
    keys = [mapper.get_property_by_column(column).class_attribute for column in mapper.primary_key]
    for record_id, *key in session.execute(select(place, *keys).where(among)):
        name = f"{mapper.local_table.name}:{','.join(str(part) for part in key)}"
        try:
            row = session.scalars(
                select(table).where(
                    *[column == part for column, part in zip(keys, key, strict=True)]
                )
            ).one()
            found[record_id][name] = row_digest(row)
        except (LookupError, ValueError, TypeError):
            found[record_id][name] = "unreadable"
