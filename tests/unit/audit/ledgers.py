"""A small sealed ledger for the tests of its verification."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from nacl.signing import SigningKey

from vigilance.audit.bundle import (
    Bundle,
    CheckpointRow,
    EventRow,
    LeafRow,
    Payload,
    RecordRow,
    Trust,
)
from vigilance.audit.canonical import Value, canonical, instant
from vigilance.audit.chain import EventHeader, commit_of, event_hash, genesis
from vigilance.audit.checkpoint import Checkpoint, VerifierKey, sign_checkpoint
from vigilance.audit.merkle import CompactRange, leaf_hash

ORIGIN = "ledger.demo.invalid"
SEED = bytes(range(32))
TRUST = Trust((VerifierKey(ORIGIN, bytes(SigningKey(SEED).verify_key)),))
START = datetime(2026, 1, 5, 10, tzinfo=UTC)
TAKEN = START + timedelta(hours=1)
FIRST = UUID("11111111-2222-4333-8444-555555555555")
SECOND = UUID("22222222-2222-4333-8444-555555555555")
THIRD = UUID("33333333-2222-4333-8444-555555555555")


@dataclass(frozen=True)
class Ledger:
    """A bundle whose parts can be changed one by one."""

    checkpoints: list[CheckpointRow]
    leaves: list[LeafRow]
    events: list[EventRow]
    records: list[RecordRow]

    def bundle(self) -> Bundle:
        return Bundle(TAKEN, self.checkpoints, self.leaves, self.events, self.records)

    def changed(self, part: str, index: int, /, **words: object) -> "Ledger":
        rows = list(getattr(self, part))
        rows[index] = replace(rows[index], **words)
        return replace(self, **{part: rows})

    def without(self, part: str, index: int) -> "Ledger":
        rows = list(getattr(self, part))
        del rows[index]
        return replace(self, **{part: rows})


def an_event(header: EventHeader, body: dict[str, Value], prev_hash: bytes) -> EventRow:
    """An event that continues the chain."""
    salt = hashlib.sha256(f"{header.record_id} {header.record_seq}".encode()).digest()
    packed = canonical(body)
    commit = commit_of(salt, packed)
    return EventRow(
        header, commit, prev_hash, event_hash(header, commit, prev_hash), Payload(salt, packed)
    )


def a_chain(record_id: UUID, *acts: tuple[str, dict[str, Value]]) -> list[EventRow]:
    """The chain of one record, a minute between two events."""
    rows: list[EventRow] = []
    head = genesis(record_id)
    for seq, (kind, body) in enumerate(acts, 1):
        at = START + timedelta(minutes=seq)
        rows.append(an_event(EventHeader(record_id, seq, kind, "officer:1", "vo", at), body, head))
        head = rows[-1].event_hash
    return rows


def sealed(events: list[EventRow], *, every: int = 2) -> tuple[list[CheckpointRow], list[LeafRow]]:
    """Checkpoints and leaves over the events, in the order of their time."""
    tree = CompactRange()
    checkpoints, leaves = [], []
    in_time = sorted(events, key=lambda row: (row.header.at, row.header.record_id))
    for index, event in enumerate(in_time):
        leaf = leaf_hash(event.event_hash)
        tree.append(leaf)
        leaves.append(LeafRow(index, event.header.record_id, event.header.record_seq, leaf))
        if tree.size % every == 0 or tree.size == len(events):
            checkpoints.append(a_checkpoint(tree, event.header.at))
    return checkpoints, leaves


def a_checkpoint(tree: CompactRange, at: datetime) -> CheckpointRow:
    """A signed checkpoint of this tree."""
    said = Checkpoint(ORIGIN, tree.size, tree.root(), (f"at {instant(at)}",))
    return CheckpointRow(
        tree.size, tree.root(), sign_checkpoint(said, SEED, ORIGIN), at, tree.to_bytes()
    )


def a_ledger() -> Ledger:
    """Three records: one with columns and rows that its events set, one erased by order, one quiet."""
    first = a_chain(
        FIRST,
        (
            "register",
            {
                "sets": {"state": "registered", "days": 30, "district": None},
                "rows": {"complaint:1": "aa"},
            },
        ),
        ("read", {"what": "file"}),
        (
            "ask-confirmation",
            {
                "sets": {"state": "awaiting-confirmation"},
                "rows": {"complaint:1": "bb", "clock:7": "cc"},
            },
        ),
    )
    second = a_chain(
        SECOND,
        ("register", {"sets": {"state": "registered"}}),
        ("note", {"digest": "dd"}),
        ("erased", {"events": [2], "order": "E-1/2026"}),
    )
    second[1] = replace(second[1], payload=None)
    third = a_chain(THIRD, ("signed-in", {}))
    events = [*first, *second, *third]
    checkpoints, leaves = sealed(events)
    records = [
        RecordRow(
            FIRST,
            3,
            first[-1].event_hash,
            {
                "state": "awaiting-confirmation",
                "days": 30,
                "district": None,
                "complaint:1": "bb",
                "clock:7": "cc",
            },
        ),
        RecordRow(SECOND, 3, second[-1].event_hash, {"state": "registered"}),
        RecordRow(THIRD, 1, third[-1].event_hash, {}),
    ]
    return Ledger(checkpoints, leaves, events, records)
