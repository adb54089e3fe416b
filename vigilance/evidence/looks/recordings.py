"""Sound and video: how long it says it is, and whether it tells the place, from its headers alone."""

import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType

from vigilance.evidence.looks import chunks
from vigilance.evidence.signs import Fact, Found, Sign

_AMR_NARROW = (12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0)
_AMR_WIDE = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0)
_AMR_FRAMES_A_SECOND = 50
_OPUS_RATE = 48000
_MP3_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_MP3_LOW_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_EBML_DURATION, _EBML_SCALE = b"\x44\x89", b"\x2a\xd7\xb1"
_EBML_HEAD = 64 * 1024
_LONGEST = 10 * 365 * 86400


def look_at_recording(content: bytes, media_type: str, size: int, found: Found) -> None:
    """How long it is; `size` is that of the whole file, of which `content` may be the beginning."""
    if media_type in PLACES:
        _place(content, found)
    measure = LENGTHS.get(media_type)
    if measure is None:
        return
    try:
        seconds = measure(content, size)
    except (struct.error, IndexError, ZeroDivisionError, OverflowError, ValueError):
        return
    if 0 < seconds < _LONGEST:
        found.number(Fact.SECONDS, round(seconds), most=found.limits.seconds, sign=Sign.TOO_LONG)


def _place(content: bytes, found: Found) -> None:
    for path in ((b"moov", b"udta", b"\xa9xyz"), (b"moov", b"udta", b"loci")):
        found.sign(Sign.LOCATION_DATA, when=any(True for _ in chunks.box_within(content, *path)))
    for box in (
        *chunks.box_within(content, b"moov", b"meta"),
        *chunks.box_within(content, b"moov", b"udta", b"meta"),
    ):
        told = content[box.at : box.end]
        found.sign(Sign.LOCATION_DATA, when=b"location.ISO6709" in told)
        found.sign(Sign.DEVICE_DATA, when=b"quicktime.model" in told or b"quicktime.make" in told)


def _mp4(content: bytes, _size: int) -> float:
    for box in chunks.box_within(content, b"moov", b"mvhd"):
        wide = content[box.at] == 1
        scale, length = struct.unpack_from(
            ">IQ" if wide else ">II", content, box.at + (20 if wide else 12)
        )
        return float(length / scale)
    return 0


def _wav(content: bytes, size: int) -> float:
    rate = 0
    for chunk in chunks.riff_chunks(content):
        if chunk.kind == b"fmt ":
            (rate,) = struct.unpack_from("<I", content, chunk.at + 8)
        if chunk.kind == b"data":
            return min(chunk.next, size) - chunk.at and (min(chunk.next, size) - chunk.at) / rate
    return 0


def _avi(content: bytes, _size: int) -> float:
    at = content.find(b"avih", 0, 4096)
    micro, frames = (
        struct.unpack_from("<I", content, at + 8)[0],
        struct.unpack_from("<I", content, at + 24)[0],
    )
    return float(micro * frames / 1_000_000) if at >= 0 else 0


def _ogg(content: bytes, _size: int) -> float:
    at = content.rfind(b"OggS")
    (granule,) = struct.unpack_from("<q", content, at + 6)
    if b"OpusHead" in content[:512]:
        return float(granule / _OPUS_RATE)
    head = content.find(b"\x01vorbis", 0, 512)
    return float(granule / struct.unpack_from("<I", content, head + 12)[0]) if head >= 0 else 0


def _amr(content: bytes, size: int) -> float:
    wide = content.startswith(b"#!AMR-WB\n")
    lengths, at, frames = (_AMR_WIDE if wide else _AMR_NARROW), (9 if wide else 6), 0
    while at < len(content):
        at += 1 + lengths[content[at] >> 3 & 15]
        frames += 1
    return frames / _AMR_FRAMES_A_SECOND * max(1, size / len(content))


def _mp3(content: bytes, size: int) -> float:
    at = 0
    if content.startswith(b"ID3"):
        at = 10 + sum(
            byte << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True)
        )
    while at + 4 <= len(content):
        if content[at] == 0xFF and content[at + 1] & 0xE0 == 0xE0:  # noqa: PLR2004 - how a frame begins
            rates = _MP3_RATES if content[at + 1] >> 3 & 3 == 3 else _MP3_LOW_RATES  # noqa: PLR2004 - version 1
            return size * 8 / (rates[content[at + 2] >> 4] * 1000)
        at += 1
    return 0


def _matroska(content: bytes, _size: int) -> float:
    head = content[:_EBML_HEAD]
    at, scale_at, scale = head.find(_EBML_DURATION), head.find(_EBML_SCALE), 1_000_000
    if scale_at >= 0:
        length = head[scale_at + 3] & 0x0F
        scale = int.from_bytes(head[scale_at + 4 : scale_at + 4 + length], "big")
    form = {0x84: ">f", 0x88: ">d"}.get(head[at + 2]) if at >= 0 else None
    return float(struct.unpack_from(form, head, at + 3)[0] * scale / 1e9) if form else 0


PLACES = frozenset({"video/mp4", "video/3gpp", "video/quicktime", "audio/mp4"})
LENGTHS: Mapping[str, Callable[[bytes, int], float]] = MappingProxyType({
    **dict.fromkeys(PLACES, _mp4),
    "audio/wav": _wav,
    "video/x-msvideo": _avi,
    "audio/ogg": _ogg,
    "audio/amr": _amr,
    "audio/mpeg": _mp3,
    "video/webm": _matroska,
    "video/x-matroska": _matroska,
})  # fmt: skip
