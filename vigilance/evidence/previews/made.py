"""What a preview is made of: sheets in their order, or the reason why there is none.

It is made where hostile bytes are read and handed over as bytes; whoever takes it believes nothing but its form.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MOST_SHEETS = 50
"""Pages, pictures or portions of text (security.md 7, row 50)."""
WIDEST, TALLEST = 1240, 1754
"""Pixels of a drawn page: an A4 sheet at 150 dots an inch."""
LONGEST_SHEET = 4 * 1024 * 1024
BARS = 300
"""Of a drawing of sound."""
LOUDEST = 100
_HEAD = struct.Struct(">I")
_LONGEST_LIST = 64 * 1024


class SheetKind(StrEnum):
    """How one sheet of a preview is shown."""

    PICTURE = "picture"
    TEXT = "text"
    FORMULAS = "formulas"
    SOUND = "sound"


class NoPreview(StrEnum):
    """Why there is nothing to look at."""

    KIND = "kind"
    LOCKED = "locked"
    ARCHIVE = "archive"
    PROGRAM = "program"
    BROKEN = "broken"
    EMPTY = "empty"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MANY_FRAMES = "too-many-frames"
    ENTITIES = "xml-entities"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large-in-memory"
    UNREADABLE = "unreadable"
    SCANNER_POSITIVE = "scanner-positive"
    NOT_OPENED = "not-opened"


class Refused(Exception):
    """No preview is made of this file."""

    def __init__(self, reason: NoPreview) -> None:
        """Keep why."""
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a WebP picture, a text in UTF-8, or the loudness of a sound, one byte a bar from 0 to 100.

    `second` is the moment of a film that a picture shows.
    """

    kind: SheetKind
    content: bytes = field(repr=False)
    second: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A preview; `cut` says that the file holds more than it shows, `seconds` how long a recording plays."""

    sheets: tuple[Sheet, ...]
    cut: bool = False
    seconds: int | None = None


def made_to_wire(made: Made | Refused) -> bytes:
    """The preview, or why there is none, as bytes."""
    if isinstance(made, Refused):
        told: dict[str, object] = {"refused": made.reason}
        sheets: Sequence[Sheet] = ()
    else:
        sheets = made.sheets
        told = {
            "sheets": [[each.kind, len(each.content), each.second] for each in sheets],
            "cut": made.cut,
            "seconds": made.seconds,
        }
    head = json.dumps(told).encode("ascii")
    return b"".join([_HEAD.pack(len(head)), head, *(each.content for each in sheets)])


def made_from_wire(data: bytes) -> Made:
    """The preview in these bytes; Refused as it was refused, ValueError where they are no preview."""
    try:
        (length,) = _HEAD.unpack_from(data)
        if length > _LONGEST_LIST:
            raise ValueError("no preview")
        told = json.loads(data[_HEAD.size : _HEAD.size + length])
        if "refused" in told:
            raise Refused(NoPreview(told["refused"]))
        sheets, at = [], _HEAD.size + length
        for kind, size, second in told["sheets"]:
            sheets.append(_sheet(SheetKind(kind), data[at : at + int(size)], int(size), second))
            at += int(size)
        seconds = None if told["seconds"] is None else int(told["seconds"])
        made = Made(tuple(sheets), bool(told["cut"]), seconds)
    except (TypeError, KeyError, AttributeError, struct.error) as error:
        raise ValueError("no preview") from error
    if not made.sheets or len(made.sheets) > MOST_SHEETS or at != len(data):
        raise ValueError("no preview")
    return made


def _sheet(kind: SheetKind, content: bytes, size: int, second: int | None) -> Sheet:
    """One sheet, if it is what it says: the process that made it met hostile bytes."""
    if len(content) != size or size > LONGEST_SHEET:
        raise ValueError("no preview")
    if kind is SheetKind.PICTURE and not is_webp(content):
        raise ValueError("no picture")
    if kind is SheetKind.SOUND and (len(content) != BARS or max(content) > LOUDEST):
        raise ValueError("no sound")
    if kind in (SheetKind.TEXT, SheetKind.FORMULAS):
        content.decode("utf-8")
    return Sheet(kind, content, None if second is None else int(second))


def is_webp(content: bytes) -> bool:
    """Whether these bytes begin and end as a WebP does: nothing stands behind the picture."""
    if len(content) < 16 or content[:4] != b"RIFF" or content[8:12] != b"WEBP":  # noqa: PLR2004 - its head
        return False
    return int.from_bytes(content[4:8], "little") + 8 == len(content)
