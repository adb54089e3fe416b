"""The ledger as an auditor gets it: events, leaves, checkpoints, and the rows that follow.

It knows no database: the same check runs on the server and on a laptop without a network.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from vigilance.audit.canonical import Value, canonical
from vigilance.audit.chain import EventHeader
from vigilance.audit.checkpoint import VerifierKey

ERASED = "erased"  # the type of an event that accounts for payloads taken out by order


@dataclass(frozen=True, slots=True)
class Payload:
    """What an event says, in canonical bytes, and the salt that hides it from guesses."""

    salt: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event; a payload not there was erased by order or, withheld, is not for this reader."""

    header: EventHeader
    commit: bytes
    prev_hash: bytes
    event_hash: bytes
    payload: Payload | None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class LeafRow:
    """The place of one event in the tree."""

    index: int
    record_id: UUID
    record_seq: int
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """A checkpoint as it is stored; its instant stands in the note too, as a line `at INSTANT`."""

    size: int
    root: bytes
    note: str
    at: datetime | None = None
    compact_range: bytes | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """Where a record stands by its own tables: its chain's head, every projected column or row."""

    record_id: UUID
    seq: int
    head: bytes
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is to be checked, read once and in this order; events by record and number."""

    taken_at: datetime
    checkpoints: Iterable[CheckpointRow]
    leaves: Iterable[LeafRow]
    events: Iterable[EventRow]
    records: Iterable[RecordRow]


@dataclass(frozen=True, slots=True)
class Trust:
    """What the auditor brings: keys, checkpoints he kept, and how late sealing may be."""

    keys: tuple[VerifierKey, ...]
    kept: tuple[str, ...] = ()
    lag: timedelta = timedelta(seconds=60)


class FindingKind(StrEnum):
    """What can be wrong with a ledger."""

    CHECKPOINT_BROKEN = "checkpoint-broken"
    CHECKPOINT_CHANGED = "checkpoint-changed"
    CHECKPOINT_ORDER = "checkpoint-order"
    ROOT_DIFFERS = "root-differs"
    HISTORY_REWRITTEN = "history-rewritten"
    TREE_SHORT = "tree-short"
    LEAF_GAP = "leaf-gap"
    LEAF_UNSIGNED = "leaf-unsigned"
    LEAF_CHANGED = "leaf-changed"
    LEAF_MISSING = "leaf-missing"
    LEAF_ORDER = "leaf-order"
    EVENT_MISSING = "event-missing"
    EVENT_CHANGED = "event-changed"
    CHAIN_BROKEN = "chain-broken"
    PAYLOAD_CHANGED = "payload-changed"
    PAYLOAD_MISSING = "payload-missing"
    RECORD_MISSING = "record-missing"
    HEAD_DIFFERS = "head-differs"
    VALUE_DIFFERS = "value-differs"
    VALUE_UNEXPLAINED = "value-unexplained"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was sealed, and where."""

    kind: FindingKind
    record_id: UUID | None
    seq: int | None
    words: str


def payload_of(salt: bytes, body: object) -> Payload:
    """A stored payload as it is checked; a body no event could have written binds to nothing."""
    try:
        return Payload(salt, canonical(body))  # type: ignore[arg-type]  # judged by what follows
    except (TypeError, ValueError, AttributeError, RecursionError):
        return Payload(salt, b"")
