"""The preview of a file, by what its content is: run only where hostile bytes may be read (channels/confined.py).

Nothing of the file itself is ever in a preview: pictures are drawn anew, texts are text, sound is a row of numbers.
"""

import re
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from vigilance.evidence.looks import old_office
from vigilance.evidence.looks.kinds_within import look_for_programs, text_of
from vigilance.evidence.previews.documents import preview_old_office, preview_zip
from vigilance.evidence.previews.drawings import is_svg, preview_svg
from vigilance.evidence.previews.made import Made, NoPreview, Refused, made_to_wire
from vigilance.evidence.previews.pages import preview_pdf
from vigilance.evidence.previews.pictures import FORMATS as PICTURES
from vigilance.evidence.previews.pictures import preview_picture
from vigilance.evidence.previews.recordings import FORMATS as RECORDINGS
from vigilance.evidence.previews.recordings import preview_recording
from vigilance.evidence.previews.words import preview_text
from vigilance.evidence.signs import Found, Limits

_FOR_DRAWING = 0.6
"""Of the seconds after which the process is killed: by then it hands over what it has."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_LONGEST_LOOK = 64 * 1024
_MOST_ODD = 0.02
"""Of the characters: beyond that it is no text but something else that was read as one."""


def preview(content: bytes, media_type: str, limits: Limits, until: float) -> Made:
    """The preview of a file whose kind was told by its content when it was kept; Refused where there is none.

    What can be shown in part shows what was drawn by the monotonic time `until`.
    """
    if media_type in PICTURES:
        return preview_picture(content, media_type, limits)
    if media_type in RECORDINGS:
        return preview_recording(content, media_type, limits, until)
    for begin, make in _BY_BEGINNING.items():
        if content.startswith(begin):
            return make(content)
    if b"%PDF-" in content[:1024]:
        return preview_pdf(content, until)
    return _of_text(content, limits)


def _of_text(content: bytes, limits: Limits) -> Made:
    """What is left is text, or nothing we know."""
    found = Found(limits)
    look_for_programs(content, found)
    if found.signs:
        raise Refused(NoPreview.PROGRAM)
    text = text_of(content)
    beginning = text[:_LONGEST_LOOK]
    if len(_NOT_TEXT.findall(beginning)) > _MOST_ODD * len(beginning):
        raise Refused(NoPreview.KIND)
    return preview_svg(text, limits) if is_svg(text) else preview_text(content, text)


def _unknown(_content: bytes) -> Made:
    raise Refused(NoPreview.KIND)


_BY_BEGINNING: Mapping[bytes, Callable[[bytes], Made]] = MappingProxyType({
    b"PK": preview_zip,
    old_office.MAGIC: preview_old_office,
    b"{\\rt": _unknown,
})  # fmt: skip


def preview_work(work: bytes, given: Mapping[str, Any]) -> bytes:
    """The task of the confined reader: a preview as bytes, or why there is none."""
    until = time.monotonic() + _FOR_DRAWING * float(given["seconds"])
    limits = Limits(**given["limits"])
    try:
        return made_to_wire(preview(work, str(given["media_type"]), limits, until))
    except Refused as refused:
        return made_to_wire(refused)
