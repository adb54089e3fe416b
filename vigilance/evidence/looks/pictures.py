"""Pictures, from their headers alone: nothing is ever decoded (security.md 7, rows 52 and 53)."""

import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType

from vigilance.evidence.looks import chunks, tiff
from vigilance.evidence.looks.metadata import (
    EXIF_HEAD,
    look_at_directory,
    look_at_exif,
    look_at_xmp,
)
from vigilance.evidence.looks.tiff import NotTiff, Tiff
from vigilance.evidence.signs import Found, Sign

_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APP1, _APP2 = 0xE1, 0xE2
_XMP = b"http://ns.adobe.com/"
_MOST_BLOCKS = 200_000


def look_at_picture(content: bytes, media_type: str, found: Found) -> None:
    """The size, the frames, and what it tells of its maker; a broken picture tells less."""
    looks = LOOKS.get(media_type)
    if looks is None:
        return
    try:
        looks(content, found)
    except (struct.error, IndexError, NotTiff):
        return


def _jpeg(content: bytes, found: Found) -> None:
    for segment in chunks.jpeg_segments(content):
        kind, inner = segment.kind[0], content[segment.at : segment.end]
        if kind in _SIZES:
            height, width = struct.unpack_from(">HH", inner, 1)
            found.picture(width, height)
        elif kind == _APP1 and inner.startswith(EXIF_HEAD):
            look_at_exif(inner, found)
        elif kind == _APP1 and inner.startswith(_XMP):
            look_at_xmp(inner, found)
        found.sign(Sign.INNER_PICTURE, when=kind == _APP2 and inner.startswith(b"MPF\x00"))
        found.sign(Sign.INNER_PICTURE, when=kind == 0xE0 and inner.startswith(b"JFXX\x00"))  # noqa: PLR2004 - APP0


def _png(content: bytes, found: Found) -> None:
    width = height = 0
    frames = 1
    for chunk in chunks.png_chunks(content):
        inner = content[chunk.at : chunk.end]
        if chunk.kind == b"IHDR":
            width, height = struct.unpack_from(">II", inner)
        elif chunk.kind == b"acTL":
            frames = struct.unpack_from(">I", inner)[0]
        elif chunk.kind == b"eXIf":
            look_at_exif(inner, found)
        elif chunk.kind in (b"iTXt", b"tEXt"):
            look_at_xmp(inner, found)
            found.sign(Sign.AUTHOR_DATA, when=inner.startswith(b"Author\x00"))
        if chunk.kind in (b"IDAT", b"IHDR", b"acTL"):
            found.picture(width, height, frames)
    if not found.facts and content[12:16] == b"IHDR":
        found.picture(*struct.unpack_from(">II", content, 16))


def _gif(content: bytes, found: Found) -> None:
    width, height = struct.unpack_from("<HH", content, 6)
    at, frames = 13 + _colours(content[10]), 0
    for _ in range(_MOST_BLOCKS):
        kind = content[at : at + 1]
        if kind == b",":
            frames += 1
            at += 10 + _colours(content[at + 9]) + 1
        elif kind == b"!":
            at += 2
        else:
            break
        while at < len(content) and content[at]:
            at += 1 + content[at]
        at += 1
        if at >= len(content):
            break
    found.picture(width, height, max(1, frames))


def _colours(packed: int) -> int:
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _webp(content: bytes, found: Found) -> None:
    frames, size = 0, (0, 0)
    for chunk in chunks.riff_chunks(content):
        inner = content[chunk.at : chunk.end]
        if chunk.kind == b"VP8X":
            size = (
                1 + int.from_bytes(inner[4:7], "little"),
                1 + int.from_bytes(inner[7:10], "little"),
            )
        elif chunk.kind == b"VP8 " and size == (0, 0):
            width, height = struct.unpack_from("<HH", inner, 6)
            size = (width & 0x3FFF, height & 0x3FFF)
        elif chunk.kind == b"VP8L" and size == (0, 0):
            (bits,) = struct.unpack_from("<I", inner, 1)
            size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        elif chunk.kind == b"EXIF":
            look_at_exif(inner, found)
        elif chunk.kind == b"XMP ":
            look_at_xmp(inner, found)
        frames += chunk.kind == b"ANMF"
    found.picture(*size, max(1, frames))


def _tiff(content: bytes, found: Found) -> None:
    told, frames, largest = Tiff(content), 0, (0, 0)
    try:
        for directory in told.chain():
            frames += 1
            width, height = directory.get(tiff.WIDTH), directory.get(tiff.HEIGHT)
            if width and height:
                largest = max(
                    largest, (width.number, height.number), key=lambda size: size[0] * size[1]
                )
            look_at_directory(told, directory, found)
    finally:
        found.picture(*largest, max(1, frames))


def _bmp(content: bytes, found: Found) -> None:
    width, height = struct.unpack_from("<ii", content, 18)
    found.picture(abs(width), abs(height))


def _heic(content: bytes, found: Found) -> None:
    sizes = [
        struct.unpack_from(">II", content, box.at + 4)
        for box in chunks.box_within(content, b"meta", b"iprp", b"ipco", b"ispe")
    ]
    if sizes:
        width, height = max(sizes, key=lambda size: int(size[0]) * int(size[1]))
        found.picture(width, height)
    at = content.find(EXIF_HEAD)
    if at >= 0:
        look_at_exif(content[at:], found)


LOOKS: Mapping[str, Callable[[bytes, Found], None]] = MappingProxyType({
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/gif": _gif,
    "image/webp": _webp,
    "image/tiff": _tiff,
    "image/bmp": _bmp,
    "image/heic": _heic,
})  # fmt: skip
