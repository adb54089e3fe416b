"""The header of a mail or of one of its parts: found line by line, never longer than we can afford to read."""

import re
from dataclasses import dataclass, field

LONGEST_VALUE = 64 * 1024
"""Bytes of one header that are looked at at all: a list of addresses may be long."""
MOST_FIELDS = 1000
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_NAME_AT_MOST = 128


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one header in their order, names in small letters, values unfolded.

    A value has one character for each byte (ISO 8859-1): what the bytes mean is decided by who reads them.
    """

    items: tuple[tuple[str, str], ...] = field(repr=False)

    def first(self, name: str) -> str:
        """The first value of this name; empty where there is none."""
        return next((value for each, value in self.items if each == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of this name, from top to bottom."""
        return tuple(value for each, value in self.items if each == name)

    def has(self, name: str) -> bool:
        """Whether there is such a field, even an empty one."""
        return any(each == name for each, _ in self.items)


def split_header(raw: bytes) -> tuple[Fields, bytes]:
    """The header and what follows it; a line that is no header line begins the body, as an empty one does."""
    found: list[tuple[str, list[bytes], int]] = []
    position = _after_envelope(raw)
    while position < len(raw):
        end = raw.find(b"\n", position)
        end = len(raw) if end < 0 else end
        line = raw[position : min(end, position + LONGEST_VALUE)].rstrip(b"\r")
        if not line:
            position = end + 1
            break
        if line[:1] in (b" ", b"\t") and found:
            _continue(found, line)
        else:
            match = _FIELD.match(line[:_NAME_AT_MOST])
            if match is None:
                break
            _begin(found, match.group(1), line[match.end() :])
        position = end + 1
    values = tuple((name, b"".join(pieces).decode("latin-1")) for name, pieces, _ in found)
    return Fields(tuple((name, value.strip(" \t")) for name, value in values)), raw[position:]


def _after_envelope(raw: bytes) -> int:
    """Where the header begins: after empty lines, and after the line a mailbox file puts before a message."""
    position = 0
    while raw[position : position + 1] in (b"\n", b"\r"):
        position += 1
    if raw.startswith((b"From ", b">From "), position):
        end = raw.find(b"\n", position)
        return len(raw) if end < 0 else end + 1
    return position


def _begin(found: list[tuple[str, list[bytes], int]], name: bytes, value: bytes) -> None:
    if len(found) < MOST_FIELDS:
        found.append((name.decode("ascii").lower(), [value], LONGEST_VALUE - len(value)))


def _continue(found: list[tuple[str, list[bytes], int]], line: bytes) -> None:
    name, pieces, left = found[-1]
    if left > 0:
        pieces.append(line[:left])
        found[-1] = (name, pieces, left - len(line))
