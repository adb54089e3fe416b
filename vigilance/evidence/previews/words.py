"""Texts: as they stand, or what a page of markup would have said, never as markup (security.md 7, rows 49 and 60)."""

import re
from collections.abc import Iterator

from vigilance.channels.mail.html import html_text
from vigilance.channels.mail.reading import read_mail
from vigilance.evidence.looks.kinds_within import is_archived_page, is_markup
from vigilance.evidence.previews.made import MOST_SHEETS, Made, NoPreview, Refused, Sheet, SheetKind

PORTION = 6000
"""Characters of one sheet, about two printed pages."""
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_LINES = re.compile(r"\r\n?|\u2028|\u2029")


def preview_text(content: bytes, text: str) -> Made:
    """A text in portions; of a page or a mail what it would have said."""
    if is_archived_page(text):
        text = read_mail(content).text or text
    elif is_markup(text):
        # A page without words is shown as it is written.
        text = html_text(text) or text
    sheets, cut = sheets_of(text)
    return Made(sheets, cut=cut)


def sheets_of(text: str, kind: SheetKind = SheetKind.TEXT) -> tuple[tuple[Sheet, ...], bool]:
    """The text in sheets, and whether it goes on behind them; Refused where there is none."""
    plain = _HIDDEN.sub(lambda sign: f"\\u{ord(sign.group()):04x}", _LINES.sub("\n", text))
    if not plain.strip():
        raise Refused(NoPreview.EMPTY)
    cut = len(plain) > MOST_SHEETS * PORTION
    portions = list(_portions(plain[: MOST_SHEETS * PORTION]))
    sheets = tuple(Sheet(kind, each.encode("utf-8", "replace")) for each in portions[:MOST_SHEETS])
    return sheets, cut or len(portions) > MOST_SHEETS


def _portions(text: str) -> Iterator[str]:
    """Cut at the ends of lines where there are any."""
    at = 0
    while at < len(text):
        end = at + PORTION
        if end < len(text):
            end = max(text.rfind("\n", at + PORTION // 2, end) + 1, 0) or end
        yield text[at:end]
        at = end
