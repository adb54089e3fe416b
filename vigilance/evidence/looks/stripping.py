"""A picture without what it tells of its maker: the same picture bytes, less the segments about place and device."""

import struct
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from vigilance.evidence.looks import chunks, tiff
from vigilance.evidence.looks.metadata import EXIF_HEAD
from vigilance.evidence.looks.tiff import NotTiff, Tiff, without_metadata

_DRAWS_PNG = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"acTL",
    b"fcTL", b"fdAT", b"cICP",
})  # fmt: skip
_DRAWS_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_TELLS = 0x08 | 0x04
"""The two bits of a WebP's first chunk that announce EXIF and XMP."""
_JPEG_END = b"\xff\xd9"


class CannotStrip(Exception):
    """It is not built as its kind is, so nobody can say what would be left in it."""


def stripped(content: bytes, media_type: str) -> bytes:
    """The picture without its metadata; CannotStrip where that cannot be promised."""
    strip = STRIPS.get(media_type)
    if strip is None:
        raise CannotStrip(media_type)
    try:
        return strip(content)
    except (struct.error, IndexError, NotTiff):
        raise CannotStrip(media_type) from None


def _jpeg(content: bytes) -> bytes:
    pieces, turned = [content[:2]], 1
    last = None
    for segment in chunks.jpeg_segments(content):
        last, inner = segment, content[segment.at : segment.end]
        kind = segment.kind[0]
        if kind == 0xE1 and inner.startswith(EXIF_HEAD):  # noqa: PLR2004 - APP1
            turned = _turned(inner.removeprefix(EXIF_HEAD))
        tells = 0xE0 <= kind <= 0xEF or kind == 0xFE  # noqa: PLR2004 - what programs write, and comments
        draws = inner.startswith((b"JFIF\x00", b"ICC_PROFILE\x00", b"Adobe"))
        if inner.startswith(b"JFIF\x00"):  # the header may hold a small picture behind its 14 bytes
            pieces.append(b"\xff\xe0\x00\x10" + inner[:12] + b"\x00\x00")
        elif draws or not tells:
            pieces.append(content[segment.start : segment.end])
    if last is None or last.kind[0] != chunks.START_OF_SCAN:
        raise CannotStrip("image/jpeg")
    if turned > 1:
        pieces.insert(1, _orientation(turned))
    return b"".join(pieces) + _scans(content, last.end)


def _scans(content: bytes, at: int) -> bytes:
    """The picture's own data up to its end; what stands behind it is another picture or a film."""
    pieces: list[bytes] = []
    start = at
    while True:
        mark = content.find(b"\xff", at)
        if mark < 0 or mark + 1 >= len(content):
            raise CannotStrip("image/jpeg")
        kind = content[mark + 1]
        if kind == chunks.END_OF_IMAGE:
            return b"".join([*pieces, content[start:mark], _JPEG_END])
        if kind in (0x00, 0xFF, *range(0xD0, 0xD8)):
            at = mark + (1 if kind == 0xFF else 2)  # noqa: PLR2004 - filling
            continue
        length = struct.unpack_from(">H", content, mark + 2)[0]
        pieces.append(content[start:mark])
        if not (0xE0 <= kind <= 0xEF or kind == 0xFE):  # noqa: PLR2004 - between the scans of a progressive picture
            pieces.append(content[mark : mark + 2 + length])
        start = at = mark + 2 + length


def _turned(exif: bytes) -> int:
    """How the picture is to be turned, which is the one thing of its metadata that is kept."""
    try:
        told = Tiff(exif)
        field = next(iter(told.chain())).get(tiff.ORIENTATION)
    except (NotTiff, StopIteration):
        return 1
    return field.number if field is not None and 1 <= field.number <= 8 else 1  # noqa: PLR2004 - eight ways


def _orientation(turned: int) -> bytes:
    told = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, tiff.ORIENTATION, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(EXIF_HEAD) + len(told)) + EXIF_HEAD + told


def _png(content: bytes) -> bytes:
    pieces, turned, ended = [chunks.PNG], 1, False
    for chunk in chunks.png_chunks(content):
        if chunk.kind in _DRAWS_PNG:
            pieces.append(content[chunk.start : chunk.next])
        if chunk.kind == b"eXIf":
            turned = _turned(content[chunk.at : chunk.end])
        ended = chunk.kind == b"IEND"
    if not ended:
        raise CannotStrip("image/png")
    if turned > 1:
        told = b"eXIf" + _orientation(turned)[4 + len(EXIF_HEAD) :]
        pieces.insert(
            2, struct.pack(">I", len(told) - 4) + told + struct.pack(">I", zlib.crc32(told))
        )
    return b"".join(pieces)


def _webp(content: bytes) -> bytes:
    pieces = []
    end = 8 + struct.unpack_from("<I", content, 4)[0]
    if content[8:12] != b"WEBP" or end > len(content):
        raise CannotStrip("image/webp")
    for chunk in chunks.riff_chunks(content, end=end):
        if chunk.kind not in _DRAWS_WEBP:
            continue
        inner = bytearray(content[chunk.at : chunk.end])
        if chunk.kind == b"VP8X":
            inner[0] &= ~_WEBP_TELLS & 0xFF
        pieces.append(
            chunk.kind + struct.pack("<I", len(inner)) + inner + b"\x00" * (len(inner) % 2)
        )
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body


STRIPS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp, "image/tiff": without_metadata}
)
