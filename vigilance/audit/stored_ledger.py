"""The ledger as it stands in the database, in the form in which it is checked and exported."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, select
from sqlalchemy.orm import Session

from vigilance.audit.bundle import Bundle, CheckpointRow, EventRow, LeafRow, RecordRow, payload_of
from vigilance.audit.chain import EventHeader
from vigilance.audit.models import Checkpoint, Event, EventPayload, LedgerLeaf
from vigilance.audit.witness import Rows
from vigilance.database.base import Base
from vigilance.database.witnessed import Witnessed
from vigilance.records.models import Record
from vigilance.records.scope import kept

STREAM = 1000
RECORDS = 1000
EVENT = (
    Event.record_id,
    Event.record_seq,
    Event.type,
    Event.actor,
    Event.actor_role,
    Event.at,
    Event.payload_commit,
    Event.prev_hash,
    Event.event_hash,
    EventPayload.record_id,
    EventPayload.salt,
    cast(EventPayload.body, Text),
)
"""The header in the order of EventHeader, the hashes, and the payload, as the text it is, where there is one."""


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
        select(*EVENT)
        .outerjoin(EventPayload, EventPayload.event_id == Event.id)
        .order_by(Event.record_id, Event.record_seq, Event.id)
        .execution_options(yield_per=STREAM)
    )
    for *header, commit, prev, own, of_record, salt, body in rows:
        yield EventRow(
            header=EventHeader(*header),
            commit=commit,
            prev_hash=prev,
            event_hash=own,
            # A payload that says it belongs to another record is none of this event's.
            payload=None
            if of_record is None
            else payload_of(salt, _told(body) if of_record == header[0] else None),
        )


def _told(body: str) -> object:
    """What a stored payload says; nothing where it is no JSON, since no event wrote that."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


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


def _digests(
    session: Session, first: uuid.UUID, last: uuid.UUID
) -> dict[uuid.UUID, dict[str, str]]:
    found: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    span = {"first": first, "last": last}
    for rows, statement in _witnessed_rows():
        try:
            for row in session.execute(statement, span):
                record_id, name, digest = rows.read(row)
                found[record_id][name] = digest
        except (LookupError, ValueError, TypeError):
            _one_by_one(session, rows, rows.columns[0].between(first, last), found)
    return found


@cache
def _witnessed_rows() -> tuple[tuple[Rows, Select[Any]], ...]:
    """Each vouched table, and the statement that reads of it what hangs on the records from a first to a last."""
    found = []
    for table in witnessed_tables():
        rows = Rows(table, table.id if table is Record else table.record_id)
        span = rows.columns[0].between(bindparam("first"), bindparam("last"))
        found.append((rows, kept(select(*rows.columns).where(span))))
    return tuple(found)


def _one_by_one(
    session: Session,
    rows: Rows,
    among: ColumnElement[bool],
    found: dict[uuid.UUID, dict[str, str]],
) -> None:
    """The same where a value is none that the program could have written: that row has no digest, the others have."""
    for record_id, *key in session.execute(select(rows.columns[0], *rows.keys).where(among)):
        its = [column == part for column, part in zip(rows.keys, key, strict=True)]
        try:
            row = session.execute(select(*rows.columns).where(*its)).one()
            found[record_id][rows.name(key)] = rows.read(row)[2]
        except (LookupError, ValueError, TypeError):
            found[record_id][rows.name(key)] = "unreadable"
