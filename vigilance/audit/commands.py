"""Putting acts on the ledger, in the same transaction as the change they tell of."""

import secrets
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from vigilance.audit.chain import EventHeader, event_hash, payload_commit
from vigilance.audit.models import Event, EventPayload, ReadMark, Unsealed
from vigilance.audit.witness import vouch
from vigilance.database.ids import id_in_order
from vigilance.database.many import add_rows, change_rows
from vigilance.domain.actors import Actor
from vigilance.records.commands import hold, holds
from vigilance.records.models import Record
from vigilance.records.standing_in import GivenTo, standing_in_on

READ_MARK_SPAN = timedelta(minutes=15)


def append_event(
    session: Session,
    record: Record,
    kind: str,
    body: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    rows: Sequence[object] = (),
) -> Event:
    """Add the next event of this record's chain.

    `body` holds codes, numbers, dates and ids, never a narrative or a person. `rows` are the rows this act made or
    changed, complete as they will be stored: their digests, and that of the record's own row, go into the body
    (witness.py). The record's row is locked until the commit, so the chain of one record has one writer at a time;
    other records are not held up.
    """
    lock_record(session, record)
    body = body | {"rows": vouch(session, (record, *rows))}
    header, payload = next_event(record, kind, body, by, at)
    entry = Event(**header)
    record.seq, record.head = entry.record_seq, entry.event_hash
    session.add(entry)
    session.add(EventPayload(**payload))
    session.add(Unsealed(event_id=entry.id, event=entry))
    return entry


class ChainEnd(GivenTo, Protocol):
    """What of a record its next event is made from; a job that reads many records reads no more of them."""

    @property
    def id(self) -> uuid.UUID:
        """The record."""
        ...

    @property
    def seq(self) -> int:
        """How many events it has."""
        ...

    @property
    def head(self) -> bytes:
        """The hash of the last."""
        ...


def append_events(
    session: Session,
    acts: Sequence[tuple[ChainEnd, str, dict[str, Any]]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Add one event to each of many chains in a few statements, for jobs that change no vouched row.

    The caller has locked the records (lock_records), or reads of each, locked, where its chain ends. Nothing else in
    the records' rows changes.
    """
    made = [(end, *next_event(end, kind, body, by, at)) for end, kind, body in acts]
    headers = [header for _, header, _ in made]
    add_rows(session, Event, headers)
    add_rows(session, EventPayload, [payload for _, _, payload in made])
    add_rows(session, Unsealed, [{"event_id": header["id"]} for header in headers])
    heads = [
        {"id": header["record_id"], "seq": header["record_seq"], "head": header["event_hash"]}
        for header in headers
    ]
    change_rows(session, Record, heads)
    for end, header, _ in made:
        if isinstance(end, Record):
            set_committed_value(end, "seq", header["record_seq"])
            set_committed_value(end, "head", header["event_hash"])


def next_event(
    record: ChainEnd, kind: str, body: dict[str, Any], by: Actor, at: datetime
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of the next event of this chain, and those of its payload; a substitute's act says for whom it is."""
    stand_in = standing_in_on(record, by)
    if stand_in is not None:
        body = body | {"for": str(stand_in.officer_id), "delegation": stand_in.number}
    salt = secrets.token_bytes(32)
    commit = payload_commit(salt, body)
    told: dict[str, Any] = {
        "record_id": record.id,
        "record_seq": record.seq + 1,
        "type": kind,
        "actor": by.label,
        "actor_role": by.role_label,
        "at": at,
    }
    header = EventHeader(**told)
    entry = {
        **told,
        "id": id_in_order(),
        "payload_commit": commit,
        "prev_hash": record.head,
        "event_hash": event_hash(header, commit, record.head),
    }
    return entry, {"event_id": entry["id"], "record_id": record.id, "salt": salt, "body": body}


def lock_record(session: Session, record: Record) -> None:
    """Hold this record's row until the commit, with its chain as it stands now: first of all locks a command takes."""
    if holds(session, record):
        return
    if record not in session.new:
        # What another transaction wrote meanwhile is read too, since the event's digest speaks for the whole row.
        changed = session.is_modified(record)
        session.refresh(record, ["seq", "head"] if changed else None, with_for_update=True)
    hold(session, record.id)


def lock_records(
    session: Session, record_ids: Collection[uuid.UUID], *, skip_locked: bool = False
) -> list[Record]:
    """Hold many records' rows in one statement, in one fixed order; those another job holds may be passed over."""
    statement = (
        select(Record)
        .where(Record.id.in_(record_ids))
        .order_by(Record.id)
        .with_for_update(skip_locked=skip_locked)
        .execution_options(populate_existing=True)
    )
    records = list(session.scalars(statement))
    hold(session, *(record.id for record in records))
    return records


def note_reading(session: Session, record: Record, what: str, *, by: Actor, at: datetime) -> None:
    """Put on the ledger that this officer read this part of a record, once in fifteen minutes."""
    if by.officer_id is None:
        return
    mark = session.get(ReadMark, (by.officer_id, what, record.id))
    if mark is not None and at - mark.at < READ_MARK_SPAN:
        return
    if mark is None:
        session.add(ReadMark(officer_id=by.officer_id, what=what, record_id=record.id, at=at))
    else:
        mark.at = at
    append_event(session, record, "read", {"what": what}, by=by, at=at)
