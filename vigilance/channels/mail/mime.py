"""The parts of a mail, found without recursion into what has no end: at most 20 deep, at most 200 of them.

The standard library's parsers read a mail whole before anybody can say stop, and fall over nesting (security.md 7,
rows 61 to 64). This one knows no more than is needed: header, boundary, body; what it reaches before a limit is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vigilance.channels.mail.fields import Fields, split_header
from vigilance.channels.mail.parameters import main_value, parameters
from vigilance.channels.mail.transfer import unpacked

DEEPEST = 20
MOST_PARTS = 200
TOO_MANY = "too-many-parts"
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")
UNKNOWN_CHARSET = "unknown-8bit"
ENCLOSED = frozenset({"message/rfc822", "message/global"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a leaf with a body, a multipart with parts, or an enclosed mail with one part."""

    fields: Fields = field(repr=False)
    media_type: str
    type_parameters: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    parts: tuple["Part", ...] = ()

    @property
    def content(self) -> bytes:
        """The bytes, unpacked."""
        return unpacked(self.body, self.fields.first("content-transfer-encoding"))

    @property
    def charset(self) -> str:
        if "\x00" in self.fields.first("content-type"):
            return UNKNOWN_CHARSET
        return self.type_parameters.get("charset", "")

    def walk(self) -> Iterator["Part"]:
        """This part and all within, but not into enclosed mails."""
        yield self
        if self.media_type not in ENCLOSED:
            for part in self.parts:
                yield from part.walk()


@dataclass(slots=True)
class _Count:
    """How many parts were met, and whether a limit was."""

    parts: int = 0
    cut: bool = False


def read_parts(raw: bytes) -> tuple[Part, bool]:
    """The mail as a tree of parts, and whether it had more or deeper ones than are looked at."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    count = _Count()
    return _part(raw, count, depth=0, default="text/plain"), count.cut


def _part(raw: bytes, count: _Count, *, depth: int, default: str) -> Part:
    count.parts += 1
    fields, body = split_header(raw)
    written = fields.first("content-type")
    media_type = main_value(written)
    if not _TYPE.fullmatch(media_type):
        media_type = default
    given = parameters(written)
    within: tuple[Part, ...] = ()
    if media_type.startswith("multipart/") or media_type in ENCLOSED:
        if depth >= DEEPEST:
            count.cut = True
        elif media_type in ENCLOSED:
            inner = unpacked(body, fields.first("content-transfer-encoding"))
            within = (_part(inner, count, depth=depth + 1, default="text/plain"),)
        else:
            within = _within(body, given.get("boundary", ""), media_type, count, depth=depth)
            media_type = media_type if within else "text/plain"
    return Part(fields, media_type, given, body, within)


def _within(
    body: bytes, boundary: str, media_type: str, count: _Count, *, depth: int
) -> tuple[Part, ...]:
    default = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
    found = []
    for piece in _pieces(body, boundary):
        if count.parts >= MOST_PARTS:
            count.cut = True
            break
        found.append(_part(piece, count, depth=depth + 1, default=default))
    return tuple(found)


def _pieces(body: bytes, boundary: str) -> Iterator[bytes]:
    """What stands between the boundary lines, one after the other; the last may want its end."""
    if not boundary:
        return
    mark = re.escape(boundary.rstrip().encode("utf-8", "replace"))
    start = None
    for line in re.finditer(rb"^--" + mark + rb"(--)?[ \t]*\r?$", body, re.MULTILINE):
        if start is not None:
            yield body[start : line.start()].removesuffix(b"\n").removesuffix(b"\r")
        if line.group(1):
            return
        start = line.end() + 1
    if start is not None and start < len(body):
        yield body[start:]
