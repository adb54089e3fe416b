"""The chain of one record's events: each binds the one before it (security.md 4.2)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vigilance.audit.canonical import Value, canonical, instant, prefixed

SALT_BYTES = 32
HASH_BYTES = 32
FIRST_SEQ = 1


@dataclass(frozen=True, slots=True)
class EventHeader:
    """What every reader of the ledger sees of an event; never a complainant's data."""

    record_id: UUID
    record_seq: int
    type: str
    actor: str
    actor_role: str
    at: datetime


def genesis(record_id: UUID) -> bytes:
    """What stands before the first event of a record: the record's own id."""
    return record_id.bytes


def payload_commit(salt: bytes, body: Mapping[str, Value]) -> bytes:
    """The hash that binds an event to its payload; without the salt no guess can be confirmed."""
    return commit_of(salt, canonical(body))


def commit_of(salt: bytes, body: bytes) -> bytes:
    """The same for a payload already in its canonical bytes."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a payload's salt has 32 bytes")
    return hashlib.sha256(b"pc1" + salt + body).digest()


def event_hash(header: EventHeader, commit: bytes, prev_hash: bytes) -> bytes:
    """The hash of an event, which the next event of the same record carries."""
    fields = prefixed((
        str(header.record_id).encode(),
        b"%d" % header.record_seq,
        header.type.encode(),
        header.actor.encode(),
        header.actor_role.encode(),
        instant(header.at).encode(),
    ))  # fmt: skip
    return hashlib.sha256(b"ev1" + fields + commit + prev_hash).digest()
