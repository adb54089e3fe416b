"""PDF: what it would do when opened, read from its objects in clear and from those packed into streams."""

import re
import zlib
from collections.abc import Iterator

from vigilance.evidence.signs import Fact, Found, Sign

MOST_STREAMS = 2000
MOST_UNPACKED = 48 * 1024 * 1024
ONE_STREAM = 8 * 1024 * 1024
_BEFORE = 2048
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_COUNT = re.compile(rb"/Count\s+(\d{1,9})\b")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_NAMES: tuple[tuple[re.Pattern[bytes], Sign], ...] = (
    (re.compile(rb"/(?:JavaScript|JS)\b"), Sign.SCRIPT),
    (re.compile(rb"/Launch\b"), Sign.LAUNCH_ACTION),
    (re.compile(rb"/(?:EmbeddedFiles?|Filespec|FileAttachment)\b"), Sign.EMBEDDED_FILES),
    (re.compile(rb"/XFA\b"), Sign.XFA_FORM),
    (re.compile(rb"/(?:URI|GoToR|GoToE|SubmitForm|ImportData)\b"), Sign.EXTERNAL_LINKS),
    (re.compile(rb"/(?:RichMedia|Movie|Rendition|3D)\b"), Sign.ACTIVE_CONTENT),
    (re.compile(rb"/Encrypt\b"), Sign.LOCKED),
    (re.compile(rb"/Author\s*[(<]\s*[^\s)>]"), Sign.AUTHOR_DATA),
)


def look_at_pdf(content: bytes, found: Found) -> None:
    """Scripts, actions, files within, forms, passwords, and how many pages it says it has."""
    pages, said = 0, 0
    for text in _texts(content, found):
        plain = _ESCAPED.sub(lambda each: bytes([int(each[1], 16)]), text)
        for name, sign in _NAMES:
            found.sign(sign, when=sign not in found.signs and name.search(plain))
        pages += sum(1 for _ in _PAGE.finditer(plain))
        if b"/Pages" in plain:
            said = max([said, *(int(each[1]) for each in _COUNT.finditer(plain))])
    most = max(pages, said)
    if most:
        found.number(Fact.PAGES, most, most=found.limits.pages, sign=Sign.MANY_PAGES)


def _texts(content: bytes, found: Found) -> Iterator[bytes]:
    """What stands in clear, without the streams; then the streams that hold objects."""
    left, at, clear = MOST_UNPACKED, 0, []
    for count, each in enumerate(_STREAM.finditer(content)):
        if each.start() < at or count >= MOST_STREAMS:
            continue
        head = content[max(at, each.start() - _BEFORE) : each.start()]
        clear.append(content[at : each.start()])
        end = content.find(b"endstream", each.end())
        at = end if end >= 0 else len(content)
        plain = _ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), head.rpartition(b" obj")[2])
        if b"/ObjStm" not in plain:
            continue
        text = _unpacked(content[each.end() : at], plain, min(ONE_STREAM, left))
        if text is None or left <= 0:
            # What is locked is so by its password, and says so already.
            found.sign(Sign.PARTLY_READ, when=b"/Encrypt" not in content)
            continue
        left -= len(text)
        yield text
    clear.append(content[at:])
    yield b"\n".join(clear)


def _unpacked(packed: bytes, head: bytes, most: int) -> bytes | None:
    """The objects in a stream; None where it is packed in a way that is not read."""
    if b"/Filter" not in head:
        return packed[:most]
    if b"ASCIIHexDecode" in head or b"/AHx" in head:
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", packed.partition(b">")[0])
        packed = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    if b"FlateDecode" not in head and b"/Fl" not in head:
        return None
    try:
        text = zlib.decompressobj().decompress(packed, max(1, most))
    except zlib.error:
        return None
    return text
