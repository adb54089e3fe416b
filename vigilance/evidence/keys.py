"""The key of a record: made with it, sealed to two offices, opened for one officer at a time."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.domain.actors import Actor
from vigilance.evidence import queries
from vigilance.evidence.models import KeyWrap, RecordKey
from vigilance.records.models import Record
from vigilance.sealing import case_keys
from vigilance.sealing.case_keys import CaseKey, WrapAlgorithm, new_case_key
from vigilance.sealing.keyholder import KeyHolder
from vigilance.sealing.keyring import Keyring

record_recipient = queries.record_recipient


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key made before its record's transaction: the public half, the wraps, and the key in memory."""

    public: str
    wraps: tuple[case_keys.KeyWrap, ...]
    key: CaseKey = field(repr=False)


def new_record_key(keyring: Keyring) -> NewKey:
    """A key for one record, sealed to the vigilance cell and to the recovery key."""
    public, wraps, key = new_case_key(keyring.cell)
    return NewKey(public, tuple(wraps), key)


def keep_record_key(session: Session, record: Record, new: NewKey) -> list[object]:
    """The rows of a new key, for the event that tells of them."""
    rows: list[object] = [
        RecordKey(id=uuid.uuid4(), record_id=record.id, epoch=1, public=new.public)
    ]
    rows += [
        KeyWrap(
            id=uuid.uuid4(),
            record_id=record.id,
            epoch=1,
            recipient=wrap.recipient_name,
            alg=wrap.alg.value,
            blob=wrap.blob,
        )
        for wrap in new.wraps
    ]
    session.add_all(rows)
    return rows


def make_record_key(
    session: Session, record: Record, keyring: Keyring
) -> tuple[CaseKey, list[object]]:
    """Make and keep in one step, where nothing was prepared; the rows are for the caller's event."""
    new = new_record_key(keyring)
    return new.key, keep_record_key(session, record, new)


def open_record_key(
    session: Session, record_id: uuid.UUID, holder: KeyHolder, by: Actor, at: datetime
) -> CaseKey:
    """The key of a record this session's actor may see; the holder counts who asks how often."""
    latest = queries.record_key(session, record_id)
    wraps = [
        case_keys.KeyWrap(row.recipient, WrapAlgorithm(row.alg), row.blob)
        for row in queries.wraps_of(session, record_id, latest.epoch)
    ]
    return holder.open_case_key(wraps, by=by.label, at=at, recipient=latest.public)
