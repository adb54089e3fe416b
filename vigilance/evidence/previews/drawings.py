"""SVG: drawn by a library without scripts and without a network, in a process that opens no file (security.md 7, 48).

Fonts are files too, so words are not drawn: they stand on a sheet of their own.
"""

import io
import re

import resvg_py
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image

from vigilance.evidence.previews.made import WIDEST, Made, NoPreview, Refused, Sheet, SheetKind
from vigilance.evidence.previews.pictures import webp
from vigilance.evidence.previews.words import sheets_of
from vigilance.evidence.signs import Limits

_WORDS = frozenset({"text", "title", "desc"})
_BEGIN = re.compile(
    r"\A\s*(?:<\?xml[^>]{0,500}\?>\s*)?(?:<!--.{0,4000}?-->\s*)*(?:<!DOCTYPE\s+svg.{0,4000}?>\s*)?(?:<!--.{0,4000}?-->\s*)*"
    r"<(?:[\w.-]+:)?svg[\s>]",
    re.DOTALL | re.IGNORECASE,
)


def is_svg(text: str) -> bool:
    """Whether a text is a drawing; one that hides it behind much else is a text."""
    return _BEGIN.match(text) is not None


def preview_svg(text: str, limits: Limits) -> Made:
    """The drawing and the words in it; Refused where it declares entities, cannot be drawn, or is too large."""
    try:
        root = fromstring(text.encode(), forbid_dtd=False, forbid_entities=True)
    except DefusedXmlException:
        raise Refused(NoPreview.ENTITIES) from None
    except (ParseError, ValueError, LookupError):
        raise Refused(NoPreview.BROKEN) from None
    try:
        drawn = resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True, width=WIDEST)
        picture = Image.open(io.BytesIO(bytes(drawn)), formats=("PNG",))
    except (ValueError, OSError):
        raise Refused(NoPreview.BROKEN) from None
    if picture.width * picture.height > limits.pixels:
        raise Refused(NoPreview.TOO_MANY_PIXELS)
    said = [
        " ".join("".join(each.itertext()).split())
        for each in root.iter()
        if isinstance(each.tag, str) and each.tag.rpartition("}")[2] in _WORDS
    ]
    words = "\n".join(filter(None, said))
    sheets, cut = sheets_of(words) if words else ((), False)
    return Made((Sheet(SheetKind.PICTURE, webp(picture)), *sheets), cut=cut)
