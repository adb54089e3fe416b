"""Sound as a drawing of its loudness, films as a few still pictures; nothing of them is played (security.md 7, 54)."""

import importlib
import io
import pkgutil
import time
from array import array
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from vigilance.evidence.previews.made import (
    BARS,
    LOUDEST,
    WIDEST,
    Made,
    NoPreview,
    Refused,
    Sheet,
    SheetKind,
)
from vigilance.evidence.previews.pictures import webp
from vigilance.evidence.signs import Limits

# All of the library is loaded before there is a child, which can open no file.
for _module in pkgutil.walk_packages(av.__path__, "av."):
    if not _module.name.startswith(("av.datasets", "av.__main__")):
        importlib.import_module(_module.name)

FORMATS: Mapping[str, str] = MappingProxyType({
    "audio/amr": "amr",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/aac": "aac",
    "audio/mp4": "mov",
    "video/mp4": "mov",
    "video/3gpp": "mov",
    "video/quicktime": "mov",
    "video/webm": "matroska",
    "video/x-matroska": "matroska",
    "video/x-msvideo": "avi",
})  # fmt: skip
"""What may take which kind apart. Left to itself the library would also take playlists, which name other files."""
_STILLS = 4
_EACH = 16
"""Every sixteenth sample is looked at: the loudness of speech shows in some hundreds a second."""
_MOMENT = 0.1
"""Seconds that are as loud as their loudest: what is spoken for hours has many frames."""
_SAMPLES: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "u8": ("B", 128),
        "s16": ("h", 32768),
        "s32": ("i", 2147483648),
        "flt": ("f", 1),
        "dbl": ("d", 1),
    }
)
"""How a sample is written, and the loudest one."""
_MOST_TRIED = 60
"""Frames decoded on the way to a moment: some seconds of a phone's film."""


def preview_recording(content: bytes, media_type: str, limits: Limits, until: float) -> Made:
    """Stills and the loudness, as far as there are any; Refused where neither can be made out.

    What is not decoded by the monotonic time `until` is not shown; of that the stills have half.
    """
    sheets: list[Sheet] = []
    seconds, whole, looking_until = None, True, (time.monotonic() + until) / 2
    with _opened(content, media_type) as film:
        seconds = round(film.duration / av.time_base) if film.duration else None
        for pictures in filter(_alone, film.streams.video[:1]):
            sheets += _stills(film, pictures, limits, until=looking_until)
    with _opened(content, media_type) as sound:
        for voice in filter(_alone, sound.streams.audio[:1]):
            loudness, heard, whole = _heard(sound, voice, until=until)
            if loudness:
                sheets.append(Sheet(SheetKind.SOUND, _bars(loudness)))
            seconds = round(heard) if whole and heard else seconds
    if not sheets:
        raise Refused(NoPreview.BROKEN)
    return Made(tuple(sheets), cut=not whole, seconds=seconds if seconds and seconds > 0 else None)


def _opened(content: bytes, media_type: str) -> InputContainer:
    try:
        found = av.open(io.BytesIO(content), "r", format=FORMATS[media_type])
    except (FFmpegError, ValueError, OSError):
        raise Refused(NoPreview.BROKEN) from None
    return found


def _alone(stream: VideoStream | AudioStream) -> bool:
    """Whether it can be decoded; from then on in this one thread, for a child may start no other."""
    if getattr(stream, "codec_context", None) is None:
        return False
    stream.codec_context.thread_type = "NONE"
    stream.codec_context.thread_count = 1
    return True


def _frames(found: InputContainer, stream: Stream) -> Iterator[object]:
    """What can be decoded; pieces that are broken are passed over."""
    try:
        for packet in found.demux(stream):
            try:
                yield from packet.decode()
            except FFmpegError:
                yield None
    except FFmpegError:
        return


def _stills(
    film: InputContainer, stream: VideoStream, limits: Limits, *, until: float
) -> Iterator[Sheet]:
    """Pictures from moments spread over the film, each no earlier than the last."""
    if stream.codec_context.width * stream.codec_context.height > limits.pixels:
        raise Refused(NoPreview.TOO_MANY_PIXELS)
    last = -1.0
    for each in range(_STILLS):
        if time.monotonic() > until:
            return
        moment = (film.duration or 0) * each // _STILLS
        still = _still_at(film, stream, moment)
        if still is None or still.time <= last:
            continue
        last = still.time
        yield Sheet(SheetKind.PICTURE, webp(_small(still)), second=round(last))


def _still_at(film: InputContainer, stream: Stream, moment: int) -> VideoFrame | None:
    """The picture of this moment, or the nearest before it that can be had without decoding for long."""
    try:
        film.seek(moment)
    except FFmpegError:
        return None
    found: VideoFrame | None = None
    for _, frame in zip(range(_MOST_TRIED), _frames(film, stream), strict=False):
        if isinstance(frame, VideoFrame) and frame.time is not None:
            found = frame
            if frame.time * av.time_base >= moment:
                break
    return found


def _small(still: VideoFrame) -> Image.Image:
    """The frame as a picture no wider than a page, and as upright as it was filmed."""
    scale = min(1.0, WIDEST / max(still.width, still.height))
    width, height = max(1, round(still.width * scale)), max(1, round(still.height * scale))
    rgb = still.reformat(width=width, height=height, format="rgb24", threads=1)
    turn = round(still.rotation) % 360
    picture: Image.Image = rgb.to_image()  # type: ignore[no-untyped-call]  # theirs
    return picture.rotate(turn, expand=True) if turn else picture


def _heard(
    sound: InputContainer, stream: AudioStream, *, until: float
) -> tuple[list[tuple[float, float]], float, bool]:
    """The loudness of each moment with how long it lasts, how long all did, and whether that was all."""
    pieces: list[tuple[float, float]] = []
    heard = lasts = loudest = 0.0
    whole = True
    for frame in _frames(sound, stream):
        if time.monotonic() > until:
            whole = False
            break
        if isinstance(frame, AudioFrame) and frame.sample_rate and frame.samples:
            lasts += frame.samples / frame.sample_rate
            loudest = max(loudest, _loudness(frame))
        if lasts >= _MOMENT:
            pieces.append((lasts, loudest))
            heard, lasts, loudest = heard + lasts, 0.0, 0.0
    if lasts:
        pieces.append((lasts, loudest))
    return pieces, heard + lasts, whole


def _loudness(frame: AudioFrame) -> float:
    """From 0 to 1, of the first channel or of all that are interleaved with it."""
    code, full = _SAMPLES.get(frame.format.name.removesuffix("p"), ("", 0))
    if not code:
        return 0.0
    plane = bytes(frame.planes[0])
    samples = array(code, plane[: len(plane) - len(plane) % array(code).itemsize])[: frame.samples]
    middle = full if code == "B" else 0
    picked = [abs(each - middle) / full for each in samples[::_EACH]]
    loudest = max(picked, default=0.0)
    return min(loudest, 1.0) if loudest == loudest else 0.0  # noqa: PLR0124 - what is not a number equals nothing


def _bars(pieces: list[tuple[float, float]]) -> bytes:
    """The loudness in bars of equal time, the loudest one as tall as there is room."""
    total = sum(lasts for lasts, _ in pieces)
    bars = [0.0] * BARS
    at = 0.0
    for lasts, loudness in pieces:
        first = min(BARS - 1, int(at / total * BARS))
        at += lasts
        for bar in range(first, min(BARS, max(first + 1, int(at / total * BARS)))):
            bars[bar] = max(bars[bar], loudness)
    loudest = max(bars)
    return bytes(round(each / loudest * LOUDEST) if loudest else 0 for each in bars)
