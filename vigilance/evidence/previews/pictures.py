"""Pictures, drawn anew: the header is believed before anything is unpacked, and nothing of the old file goes along.

Security.md 7, rows 47, 52 and 53.
"""

import io
import struct
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PIL import Image, ImageOps, UnidentifiedImageError

from vigilance.evidence.looks.pictures import look_at_picture
from vigilance.evidence.previews.made import (
    MOST_SHEETS,
    TALLEST,
    WIDEST,
    Made,
    NoPreview,
    Refused,
    Sheet,
    SheetKind,
)
from vigilance.evidence.signs import Found, Limits, Sign

# All decoders are loaded before there is a child, which can open no file.
Image.init()
FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/tiff": ("TIFF",),
    "image/bmp": ("BMP",),
})  # fmt: skip
"""What may decode which kind: none of the formats that start other programs."""
_QUALITY = 80
_METHOD = 2
"""Of the encoder: beyond this, a twentieth less to store takes twice the time."""
_MOMENTS = 4
"""Of a picture that moves, so many are shown; of a fax every page."""
_TOO_MUCH = MappingProxyType({
    Sign.TOO_MANY_PIXELS: NoPreview.TOO_MANY_PIXELS,
    Sign.TOO_MANY_FRAMES: NoPreview.TOO_MANY_FRAMES,
})  # fmt: skip
_BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError, AttributeError,
    ZeroDivisionError, UnidentifiedImageError, Image.DecompressionBombError, struct.error,
)  # fmt: skip
"""What Pillow raises over broken files; documented for none of its readers."""


def preview_picture(content: bytes, media_type: str, limits: Limits) -> Made:
    """The picture, or the pages of a fax; Refused where its header says it is too large, or it is broken."""
    found = Found(limits)
    look_at_picture(content, media_type, found)
    for sign, reason in _TOO_MUCH.items():
        if sign in found.signs:
            raise Refused(reason)
    sheets: list[Sheet] = []
    frames = 1
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS[media_type])
        frames = 1 if media_type == "image/jpeg" else int(getattr(picture, "n_frames", 1))
        for frame in _shown(frames, media_type, limits):
            picture.seek(frame)
            # The header was one opinion; what is unpacked now is asked again.
            if picture.width * picture.height > limits.pixels:
                raise Refused(NoPreview.TOO_MANY_PIXELS)
            sheets.append(Sheet(SheetKind.PICTURE, webp(picture)))
    except _BROKEN:
        if not sheets:
            raise Refused(NoPreview.BROKEN) from None
    return Made(tuple(sheets), cut=len(sheets) < frames)


def _shown(count: int, media_type: str, limits: Limits) -> Sequence[int]:
    """Which of the frames are shown."""
    if count > limits.frames:
        raise Refused(NoPreview.TOO_MANY_FRAMES)
    if media_type == "image/tiff":
        return range(min(count, MOST_SHEETS))
    return sorted({count * moment // _MOMENTS for moment in range(_MOMENTS)})


def webp(picture: Image.Image) -> bytes:
    """The picture as it is looked at: upright, not larger than a page, on white, with no word about itself."""
    # A photo may be decoded at a fraction of its size; and it is made small before it is copied, for it may be huge.
    picture.draft("RGB", (WIDEST, TALLEST))
    small = picture
    if picture.mode == "P":
        small = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode == "1":
        small = picture.convert("L")
    elif picture.mode.startswith("I;16"):
        small = picture.point(lambda value: value / 256).convert("L")
    if small is picture:
        small = picture.copy() if getattr(picture, "n_frames", 1) > 1 else picture
    small.thumbnail((TALLEST, TALLEST))
    upright = ImageOps.exif_transpose(small)
    if upright.mode in ("RGBA", "LA", "PA"):
        whole = upright.convert("RGBA")
        upright = Image.new("RGB", whole.size, "white")
        upright.paste(whole, mask=whole.getchannel("A"))
    made = io.BytesIO()
    # An empty profile and no metadata: what is not said here is taken from the old file.
    upright.convert("RGB").save(
        made, "WEBP", quality=_QUALITY, method=_METHOD, icc_profile=b"", exif=b"", xmp=b""
    )
    return made.getvalue()
