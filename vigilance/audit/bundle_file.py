"""A ledger in a file: one line of JSON for each thing, so that it can be read with any tool."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TextIO, TypeVar
from uuid import UUID

import orjson

from vigilance.audit.bundle import (
    Bundle,
    CheckpointRow,
    EventRow,
    LeafRow,
    Payload,
    RecordRow,
)
from vigilance.audit.canonical import canonical, instant, read_canonical
from vigilance.audit.chain import EventHeader
from vigilance.domain.errors import OfficeError

VERSION = 1
_CHECKPOINT, _LEAF, _EVENT, _RECORD, _END = "checkpoint", "leaf", "event", "record", "end"
_Row = TypeVar("_Row")


class BundleUnreadable(OfficeError):
    """The file is not an exported ledger, or not all of one."""

    code = "bundle-unreadable"


def write_bundle(file: TextIO, bundle: Bundle) -> int:
    """Write the ledger and say how many lines it has; the last one proves that none is missing."""
    lines = 1
    _write(file, {"vigilance-ledger": VERSION, "taken_at": instant(bundle.taken_at)})
    for row in _written(bundle):
        _write(file, row)
        lines += 1
    _write(file, [_END, lines])
    return lines + 1


def _write(file: TextIO, line: object) -> None:
    file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE).decode())


def _written(bundle: Bundle) -> Iterator[list[Any]]:
    for point in bundle.checkpoints:
        at = point.at and instant(point.at)
        peaks = point.compact_range and point.compact_range.hex()
        yield [_CHECKPOINT, point.size, point.root.hex(), point.note, at, peaks]
    for leaf in bundle.leaves:
        yield [_LEAF, leaf.index, str(leaf.record_id), leaf.record_seq, leaf.leaf_hash.hex()]
    for event in bundle.events:
        yield [_EVENT, *_event_words(event)]
    for record in bundle.records:
        values = b64encode(canonical(record.values)).decode()
        yield [_RECORD, str(record.record_id), record.seq, record.head.hex(), values]


def _event_words(event: EventRow) -> list[Any]:
    header, payload = event.header, event.payload
    return [
        str(header.record_id),
        header.record_seq,
        header.type,
        header.actor,
        header.actor_role,
        instant(header.at),
        event.commit.hex(),
        event.prev_hash.hex(),
        event.event_hash.hex(),
        payload and payload.salt.hex(),
        payload and b64encode(payload.body).decode(),
        event.withheld,
    ]


def read_bundle(file: TextIO) -> Bundle:
    """The ledger in a file, read while it is checked, so its sections must be taken in order."""
    lines = _Lines(file)
    return Bundle(
        taken_at=lines.head(),
        checkpoints=lines.section(_CHECKPOINT, _checkpoint_of),
        leaves=lines.section(_LEAF, _leaf_of),
        events=lines.section(_EVENT, _event_of),
        records=lines.last_section(_RECORD, _record_of),
    )


class _Lines:
    """The lines of a file, one section after another."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._read = 0
        self._line: list[Any] = []

    def head(self) -> datetime:
        """When the ledger was taken; the line that names the format and its version."""
        match self._next():
            case {"vigilance-ledger": 1, "taken_at": str(text)}:
                self._line = self._next()
            case _:
                raise BundleUnreadable("not an exported ledger of version 1")
        try:
            return _instant_of(text)
        except ValueError:
            raise BundleUnreadable("line 1") from None

    def section(self, name: str, read: Callable[..., _Row]) -> Iterator[_Row]:
        """The rows of one section."""
        while isinstance(self._line, list) and self._line[:1] == [name]:
            try:
                row = read(*self._line[1:])
            except (ValueError, TypeError, AttributeError):
                raise BundleUnreadable(f"line {self._read}") from None
            yield row
            self._line = self._next()

    def last_section(self, name: str, read: Callable[..., _Row]) -> Iterator[_Row]:
        """The same, and then the end, which must be where it says."""
        yield from self.section(name, read)
        if self._line != [_END, self._read - 1] or self._file.readline():
            raise BundleUnreadable(f"line {self._read}: lines are missing or out of order")

    def _next(self) -> Any:
        self._read += 1
        try:
            return json.loads(self._file.readline())
        except ValueError:
            raise BundleUnreadable(f"line {self._read}") from None


def _instant_of(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant without its zone")
    return at


def _checkpoint_of(
    size: int, root: str, note: str, at: str | None, peaks: str | None
) -> CheckpointRow:
    if type(size) is not int or type(note) is not str:
        raise TypeError("not a checkpoint's words")
    return CheckpointRow(
        size,
        bytes.fromhex(root),
        note,
        None if at is None else _instant_of(at),
        None if peaks is None else bytes.fromhex(peaks),
    )


def _leaf_of(index: int, record_id: str, seq: int, leaf_hash: str) -> LeafRow:
    if type(index) is not int or type(seq) is not int:
        raise TypeError("not a leaf's numbers")
    return LeafRow(index, UUID(record_id), seq, bytes.fromhex(leaf_hash))


def _event_of(*words: Any) -> EventRow:
    record_id, seq, kind, actor, role, at, commit, prev, own, salt, body, withheld = words
    if type(seq) is not int or {type(kind), type(actor), type(role)} != {str}:
        raise TypeError("not an event's words")
    header = EventHeader(UUID(record_id), seq, kind, actor, role, _instant_of(at))
    payload = None if salt is None else Payload(bytes.fromhex(salt), b64decode(body))
    hashes = (bytes.fromhex(commit), bytes.fromhex(prev), bytes.fromhex(own))
    return EventRow(header, *hashes, payload, withheld)


def _record_of(record_id: str, seq: int, head: str, values: str) -> RecordRow:
    return RecordRow(
        UUID(record_id), seq, bytes.fromhex(head), read_canonical(b64decode(values, validate=True))
    )
