"""How pictures are built: the segments of a JPEG, the chunks of a PNG and of a RIFF, the boxes of an MP4 or HEIC."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 100_000
"""Pieces after which a file is looked at no further: no honest one has so many."""
PNG = b"\x89PNG\r\n\x1a\n"
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece: its kind, where it stands as a whole, and where its content lies."""

    kind: bytes
    start: int
    at: int
    end: int
    next: int


def jpeg_segments(content: bytes) -> Iterator[Chunk]:
    """The segments up to the picture's own data, which are the last one given; `kind` is one byte."""
    at = 2
    for _ in range(MOST):
        while at + 1 < len(content) and content[at] == 0xFF and content[at + 1] == 0xFF:  # noqa: PLR2004 - filling
            at += 1
        if at + 4 > len(content) or content[at] != 0xFF:  # noqa: PLR2004 - every marker begins so
            return
        kind = content[at + 1]
        if kind in _ALONE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if kind == END_OF_IMAGE or length < 2 or end > len(content):  # noqa: PLR2004 - the length counts itself
            return
        yield Chunk(bytes([kind]), at, at + 4, end, end)
        if kind == START_OF_SCAN:
            return
        at = end


def png_chunks(content: bytes) -> Iterator[Chunk]:
    """The chunks of a PNG up to its end."""
    at = len(PNG)
    for _ in range(MOST):
        if at + 12 > len(content):
            return
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 8 + length
        if end + 4 > len(content):
            return
        yield Chunk(kind, at, at + 8, end, end + 4)
        if kind == b"IEND":
            return
        at = end + 4


def riff_chunks(content: bytes, at: int = 12, end: int | None = None) -> Iterator[Chunk]:
    """The chunks of a RIFF (WebP, WAV, AVI)."""
    last = len(content) if end is None else min(end, len(content))
    for _ in range(MOST):
        if at + 8 > last:
            return
        (length,) = struct.unpack_from("<I", content, at + 4)
        stop = at + 8 + length
        yield Chunk(content[at : at + 4], at, at + 8, min(stop, last), stop + length % 2)
        at = stop + length % 2


def boxes(content: bytes, at: int = 0, end: int | None = None) -> Iterator[Chunk]:
    """The boxes of an MP4, 3GP, MOV or HEIC on one level."""
    last = len(content) if end is None else min(end, len(content))
    for _ in range(MOST):
        if at + 8 > last:
            return
        (length,) = struct.unpack_from(">I", content, at)
        head = 8
        if length == 1 and at + 16 <= last:
            (length,) = struct.unpack_from(">Q", content, at + 8)
            head = 16
        stop = last if length == 0 else at + length
        if stop < at + head:
            return
        yield Chunk(content[at + 4 : at + 8], at, at + head, min(stop, last), stop)
        at = stop


def box_within(content: bytes, *path: bytes) -> Iterator[Chunk]:
    """The boxes at the end of a path, such as moov, udta."""
    ranges = [(0, len(content))]
    for step, kind in enumerate(path):
        hits = [box for at, end in ranges for box in boxes(content, at, end) if box.kind == kind]
        if step == len(path) - 1:
            yield from hits
            return
        ranges = [(box.at + _version(content, box), box.end) for box in hits]


def _version(content: bytes, box: Chunk) -> int:
    """The bytes of a version with which `meta` begins, except in QuickTime."""
    return 4 if box.kind == b"meta" and content[box.at + 4 : box.at + 8] != b"hdlr" else 0
