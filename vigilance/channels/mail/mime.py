"""The parts of a mail, found without recursion into what has no end: at most 20 deep, at most 200 of them.

The standard library's parsers read a mail whole before anybody can say stop, and fall over nesting (security.md 7,
rows 61 to 64). This one knows no more than is needed: header, boundary, body; what it reaches before a limit is kept.
Files that hold a mail or files themselves are opened under the same limits (row 66).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vigilance.channels.mail import outlook, smime, tnef
from vigilance.channels.mail.fields import split_header
from vigilance.channels.mail.parameters import main_value, parameters
from vigilance.channels.mail.part import (
    CALENDAR,
    CARD,
    ENCRYPTED,
    FILE,
    MAILS,
    NOT_UNPACKED,
    OUTLOOK,
    TNEF,
    Leaf,
    NotUnpacked,
    Part,
    opening,
)

DEEPEST = 20
MOST_PARTS = 200
TOO_MANY = "too-many-parts"
SIGNED, CLOSED = "multipart/signed", "multipart/encrypted"
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")
_OTHER_NAMES = {
    "application/vnd.ms-tnef": TNEF, "application/x-msg": OUTLOOK, "text/x-vcard": CARD, "text/directory": CARD,
    "text/x-vcalendar": CALENDAR, "application/ics": CALENDAR,
}  # fmt: skip
_BY_ENDING = {
    "eml": "message/rfc822", "msg": OUTLOOK, "dat": TNEF, "p7m": "application/pkcs7-mime", "ics": CALENDAR,
    "vcf": CARD,
}  # fmt: skip
"""What a file is that its sender's program only calls a file."""


@dataclass(slots=True)
class _Count:
    """How many parts were met, and whether a limit was."""

    parts: int = 0
    cut: bool = False

    def room(self) -> bool:
        """Whether one more part may be looked at."""
        self.cut = self.cut or self.parts >= MOST_PARTS
        return self.parts < MOST_PARTS


def read_parts(raw: bytes) -> tuple[Part, bool]:
    """The mail as a tree of parts, and whether it had more or deeper ones than are looked at."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    count = _Count()
    return _part(raw, count, depth=0, default="text/plain"), count.cut


def file_name_of(part: Part) -> str:
    """The name the sender's program gave the part as a file; empty where it gave none."""
    placed = parameters(part.fields.first("content-disposition")).get("filename", "")
    return placed or part.type_parameters.get("name", "")


def _part(raw: bytes, count: _Count, *, depth: int, default: str) -> Part:
    fields, body = split_header(raw)
    written = fields.first("content-type")
    media_type = main_value(written)
    if not _TYPE.fullmatch(media_type):
        media_type = default
    return _opened(Part(fields, media_type, parameters(written), body), count, depth=depth)


def _opened(part: Part, count: _Count, *, depth: int) -> Part:
    """The part with what it holds; where it cannot be opened it stays a file, and says why."""
    count.parts += 1
    part = replace(part, media_type=_kind(part))
    if part.media_type.startswith("multipart/"):
        within = tuple(_within(part, count, depth=depth)) if _deeper(count, depth) else ()
        if part.media_type == CLOSED:
            within = tuple(replace(each, trouble=ENCRYPTED) for each in within)
        return replace(part, parts=within, media_type=part.media_type if within else "text/plain")
    if part.media_type not in MAILS | smime.KINDS | {TNEF, OUTLOOK} or not _deeper(count, depth):
        return part
    try:
        with opening():
            return _container(part, count, depth=depth)
    except NotUnpacked as why:
        return replace(part, trouble=why.reason)


def _deeper(count: _Count, depth: int) -> bool:
    count.cut = count.cut or depth >= DEEPEST
    return depth < DEEPEST


def _kind(part: Part) -> str:
    """The kind as said, under its one name; by the ending of its name where it is only called a file."""
    named = _OTHER_NAMES.get(part.media_type, part.media_type)
    if named != FILE:
        return named
    ending = file_name_of(part).rpartition(".")[2].lower()
    found = _BY_ENDING.get(ending, FILE)
    if found == TNEF and not part.content.startswith(tnef.SIGNATURE):
        return FILE
    return found


def _container(part: Part, count: _Count, *, depth: int) -> Part:
    """A mail, a signed mail, or a file that holds files."""
    if part.media_type in MAILS:
        return replace(part, parts=(_mail(part.content, count, depth=depth),))
    if part.media_type in smime.KINDS:
        signed = smime.signed_content(part.content)
        return replace(part, media_type=SIGNED, parts=(_mail(signed, count, depth=depth),))
    if part.media_type == TNEF:
        leaves, whole = tnef.leaves_of(part.content)
        trouble = None if whole else NOT_UNPACKED
        return replace(part, parts=_leaves(leaves, count, depth=depth), trouble=trouble)
    fields, leaves = outlook.fields_and_leaves(part.content)
    within = _leaves(leaves, count, depth=depth + 1)
    return replace(part, parts=(Part(fields, "multipart/mixed", {}, b"", within),))


def _mail(raw: bytes, count: _Count, *, depth: int) -> Part:
    return _part(raw, count, depth=depth + 1, default="text/plain")


def _leaves(leaves: list[Leaf], count: _Count, *, depth: int) -> tuple[Part, ...]:
    found = []
    for leaf in leaves:
        if not count.room():
            break
        found.append(_opened(leaf.part(), count, depth=depth + 1))
    return tuple(found)


def _within(part: Part, count: _Count, *, depth: int) -> Iterator[Part]:
    default = "message/rfc822" if part.media_type == "multipart/digest" else "text/plain"
    for piece in _pieces(part.body, part.type_parameters.get("boundary", "")):
        if not count.room():
            break
        yield _part(piece, count, depth=depth + 1, default=default)


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
