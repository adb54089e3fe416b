"""One way to write a payload as bytes, so that its hash means one payload only (security.md 4.2).

Length-prefixed, keys in byte order, a letter before every value, a version byte before all. There
are no floats: money is whole paise.
"""

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

VERSION = b"\x01"
_LENGTH = struct.Struct(">I")

Value = (
    str
    | int
    | bool
    | bytes
    | date
    | datetime
    | UUID
    | None
    | Sequence["Value"]
    | Mapping[str, "Value"]
)


class NotCanonical(ValueError):
    """Bytes that no payload would have been written as."""


def canonical(body: Mapping[str, Value]) -> bytes:
    """The payload as bytes; equal payloads give equal bytes and different ones different bytes."""
    return VERSION + _pairs(body)


def canonical_in_order(pairs: Iterable[tuple[bytes, Value]]) -> bytes:
    """The same for pairs that stand in the order of their keys already, each key as `named` writes it."""
    return VERSION + _in_order(pairs)


def named(key: str) -> bytes:
    """A key as it is written before its value."""
    written = key.encode()
    return _LENGTH.pack(len(written)) + written


def read_canonical(packed: bytes) -> dict[str, Value]:
    """The payload that was written as these bytes, and only as these."""
    body = read_written(packed)
    if canonical(body) != packed:
        raise NotCanonical("written in another way")
    return body


def read_written(packed: bytes) -> dict[str, Value]:
    """The same for bytes whose hash was checked: they need not be proved to be the only ones."""
    if not packed.startswith(VERSION):
        raise NotCanonical("an unknown version")
    try:
        return _read_pairs(packed[len(VERSION) :])
    except (ValueError, OverflowError, RecursionError, struct.error):
        raise NotCanonical("not a payload") from None


def tagged(value: Value) -> bytes:
    """One value after the letter of its kind: equal bytes mean the same value of the same kind."""
    kind: type = type(value)
    write = _WRITERS.get(kind) or _writer_of(kind)
    return write(value)


@cache
def _writer_of(kind: type) -> Callable[[Any], bytes]:
    """What writes the values of a derived kind: a StrEnum is kept as its text, a bool never as a number."""
    for base in kind.__mro__:
        if base in _WRITERS:
            return _WRITERS[base]
    raise TypeError(f"the ledger cannot keep a {kind.__name__}")


def instant(at: datetime) -> str:
    """An instant as the ledger writes it: UTC, six digits of a second, `Z`."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    in_utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return in_utc.isoformat(timespec="microseconds")[:-6] + "Z"


def prefixed(parts: Iterable[bytes]) -> bytes:
    """Each part after its length in four bytes, big end first."""
    return b"".join([_LENGTH.pack(len(part)) + part for part in parts])


_LONGEST_WORD = 32
"""A shorter key is a word of the program and comes again; a longer one names a row, of which there are millions."""
_named_once = lru_cache(maxsize=1024)(named)


def _pairs(body: Mapping[str, Value]) -> bytes:
    # Letters in the order of their code points are in the order of their bytes in UTF-8.
    return _in_order(
        [
            (_named_once(key) if len(key) < _LONGEST_WORD else named(key), body[key])
            for key in sorted(body)
        ]
    )


_NOTHING = _LENGTH.pack(1) + b"n"


def _in_order(pairs: Iterable[tuple[bytes, Value]]) -> bytes:
    parts: list[bytes] = []
    for key, value in pairs:
        if value is None:
            parts += (key, _NOTHING)
            continue
        kind: type = type(value)
        written = (_WRITERS.get(kind) or _writer_of(kind))(value)
        parts += (key, _LENGTH.pack(len(written)), written)
    return b"".join(parts)


def _read_pairs(packed: bytes) -> dict[str, Value]:
    parts = _parts(packed)
    keys = [key.decode() for key in parts[::2]]
    return dict(zip(keys, map(_untagged, parts[1::2]), strict=True))


def _untagged(packed: bytes) -> Value:
    read = _READERS.get(packed[:1])
    if read is None:
        raise NotCanonical("an unknown kind of value")
    return read(packed[1:])


def _instant_of(packed: bytes) -> datetime:
    at = datetime.fromisoformat(packed.decode())
    if at.tzinfo is None:
        raise NotCanonical("an instant without its zone")
    return at


def _nothing(packed: bytes, value: bool | None) -> bool | None:  # noqa: FBT001 - the value itself
    if packed:
        raise NotCanonical("more than nothing")
    return value


def _parts(packed: bytes) -> list[bytes]:
    parts, at, size = [], 0, len(packed)
    while at < size:
        (length,) = _LENGTH.unpack_from(packed, at)
        at += _LENGTH.size + length
        parts.append(packed[at - length : at])
    if at != size:
        raise NotCanonical("a length points past the end")
    return parts


def _list(values: Sequence[Value]) -> bytes:
    return b"l" + prefixed(map(tagged, values))


_WRITERS: dict[type, Callable[[Any], bytes]] = {
    type(None): lambda _: b"n",
    bool: lambda value: b"t" if value else b"f",
    int: lambda value: b"i%d" % value,
    str: lambda value: b"s" + value.encode(),
    bytes: lambda value: b"b" + value,
    UUID: lambda value: b"u" + value.bytes,
    datetime: lambda value: b"@" + instant(value).encode(),
    date: lambda value: b"d" + value.isoformat().encode(),
    list: _list,
    tuple: _list,
    dict: lambda value: b"m" + _pairs(value),
}

_READERS: dict[bytes, Callable[[bytes], Value]] = {
    b"n": lambda rest: _nothing(rest, None),
    b"t": lambda rest: _nothing(rest, value=True),
    b"f": lambda rest: _nothing(rest, value=False),
    b"i": int,
    b"s": bytes.decode,
    b"b": bytes,
    b"u": lambda rest: UUID(bytes=rest),
    b"@": _instant_of,
    b"d": lambda rest: date.fromisoformat(rest.decode()),
    b"l": lambda rest: [_untagged(part) for part in _parts(rest)],
    b"m": _read_pairs,
}
