"""Whether each record's chain is whole, binds its payloads, and leads to the record's own row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from vigilance.audit.bundle import ERASED, EventRow, Finding, FindingKind, RecordRow
from vigilance.audit.canonical import NotCanonical, Value, prefixed, read_written, tagged
from vigilance.audit.chain import FIRST_SEQ, SALT_BYTES, commit_of, event_hash, genesis
from vigilance.audit.merkle import leaf_hash

# What an event projects: `sets` names columns and their values, `rows` names rows and their digests.
_PROJECTED = ("sets", "rows")
# A payload without these bytes projects nothing and need not be read.
_MARKS = tuple(prefixed([key.encode()]) for key in _PROJECTED)

Leaves = dict[UUID, dict[int, tuple[int, bytes]]]


@dataclass(slots=True)
class _Tail:
    """Where a record's events have led so far."""

    seq: int
    head: bytes
    values: dict[str, Value] = field(default_factory=dict)
    is_complete: bool = True  # else a hidden payload may have set any value
    newest_leaf: int = -1
    unsealed: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    erased: set[int] = field(default_factory=set)


class Chains:
    """The chains of a bundle, record by record."""

    def __init__(self, leaves: Leaves, sealed_until: datetime) -> None:
        self._leaves = leaves
        self._sealed_until = sealed_until
        self._tails: dict[UUID, _Tail] = {}

    def event_findings(self, record_id: UUID, events: Iterable[EventRow]) -> list[Finding]:
        """What is wrong with these events, which are all of one record, in their order."""
        found: list[Finding] = []
        leaves = self._leaves.pop(record_id, {})
        tail = self._tails.setdefault(record_id, _Tail(FIRST_SEQ - 1, genesis(record_id)))
        for row in events:
            _check_link(row, tail, found)
            self._check_leaf(row, leaves.pop(row.header.record_seq, None), tail, found)
            _check_payload(row, tail, found)
            tail.seq, tail.head = row.header.record_seq, row.event_hash
        for seq in tail.hidden:
            if seq not in tail.erased:
                words = "the payload is gone, and no order erased it"
                found.append(Finding(FindingKind.PAYLOAD_MISSING, record_id, seq, words))
        tail.hidden.clear()
        if leaves:
            self._leaves[record_id] = leaves
        return found

    def missing_events(self) -> list[Finding]:
        """Leaves whose events are not there, once all events were seen."""
        return [
            Finding(FindingKind.EVENT_MISSING, record_id, seq, "sealed once, and gone")
            for record_id, leaves in self._leaves.items()
            for seq in leaves
        ]

    def record_findings(self, row: RecordRow) -> list[Finding]:
        """What is wrong with a record's own row, once all events were seen."""
        tail = self._tails.pop(row.record_id, None)
        if tail is None:
            tail = _Tail(FIRST_SEQ - 1, genesis(row.record_id))
        found = []
        if (row.seq, row.head) != (tail.seq, tail.head):
            words = (
                f"the row stands at {row.seq}, the chain ends at {tail.seq} or with another hash"
            )
            found.append(Finding(FindingKind.HEAD_DIFFERS, row.record_id, row.seq, words))
        for name, value in tail.values.items():
            if tagged(row.values.get(name)) != tagged(value):
                words = f"{name} is not what the last event set"
                found.append(Finding(FindingKind.VALUE_DIFFERS, row.record_id, tail.seq, words))
        for name, value in row.values.items():
            if name not in tail.values and value is not None and tail.is_complete:
                words = f"{name} was set by no event"
                found.append(Finding(FindingKind.VALUE_UNEXPLAINED, row.record_id, tail.seq, words))
        return found

    def missing_records(self) -> list[Finding]:
        """Chains whose record has no row, once all rows were seen."""
        return [
            Finding(FindingKind.RECORD_MISSING, record_id, tail.seq, "events, and no row")
            for record_id, tail in self._tails.items()
        ]

    def _check_leaf(
        self, row: EventRow, leaf: tuple[int, bytes] | None, tail: _Tail, found: list[Finding]
    ) -> None:
        record_id, seq = row.header.record_id, row.header.record_seq
        if leaf is None:
            tail.unsealed.append(seq)
            if row.header.at < self._sealed_until:
                words = "not sealed, though it is older than the sealing lag"
                found.append(Finding(FindingKind.LEAF_MISSING, record_id, seq, words))
            return
        for earlier in tail.unsealed:  # a record's events are sealed in their order
            words = f"not sealed, though {seq} is"
            found.append(Finding(FindingKind.LEAF_MISSING, record_id, earlier, words))
        tail.unsealed.clear()
        index, sealed = leaf
        if index <= tail.newest_leaf:
            words = "sealed before an earlier event of its record"
            found.append(Finding(FindingKind.LEAF_ORDER, record_id, seq, words))
        tail.newest_leaf = index
        if leaf_hash(row.event_hash) != sealed:
            words = "not the event that was sealed"
            found.append(Finding(FindingKind.LEAF_CHANGED, record_id, seq, words))


def _check_link(row: EventRow, tail: _Tail, found: list[Finding]) -> None:
    record_id, seq = row.header.record_id, row.header.record_seq
    if event_hash(row.header, row.commit, row.prev_hash) != row.event_hash:
        words = "changed after it was written"
        found.append(Finding(FindingKind.EVENT_CHANGED, record_id, seq, words))
    if seq != tail.seq + 1 or row.prev_hash != tail.head:
        words = f"does not continue from {tail.seq}"
        found.append(Finding(FindingKind.CHAIN_BROKEN, record_id, seq, words))


def _check_payload(row: EventRow, tail: _Tail, found: list[Finding]) -> None:
    record_id, seq = row.header.record_id, row.header.record_seq
    payload = row.payload
    if payload is None:
        if not row.withheld:
            tail.hidden.append(seq)
        tail.values.clear()
        tail.is_complete = False
        return
    if len(payload.salt) != SALT_BYTES or commit_of(payload.salt, payload.body) != row.commit:
        words = "not the payload the event binds"
        found.append(Finding(FindingKind.PAYLOAD_CHANGED, record_id, seq, words))
        return
    if row.header.type == ERASED or any(mark in payload.body for mark in _MARKS):
        try:
            _replay(row.header.type, read_written(payload.body), tail)
        except NotCanonical:
            words = "the payload cannot be read"
            found.append(Finding(FindingKind.PAYLOAD_CHANGED, record_id, seq, words))


def _replay(event_type: str, body: Mapping[str, Value], tail: _Tail) -> None:
    for key in _PROJECTED:
        match body.get(key):
            case dict() as values:
                tail.values.update(values)
    if event_type == ERASED:
        match body:
            case {"events": list() as events, "order": str() as order} if order:
                tail.erased.update(seq for seq in events if isinstance(seq, int))
