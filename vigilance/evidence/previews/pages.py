"""PDF: its first pages drawn as pictures, by a reader without an engine for scripts or XFA (security.md 7, 50)."""

import time
from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2 import raw as pdfium

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
from vigilance.evidence.previews.pictures import webp

_SMALLEST, _LARGEST = 1.0, 200_000.0
"""Points of a page's side between which its size is believed."""


def preview_pdf(content: bytes, until: float) -> Made:
    """The first pages, as many as are drawn by the monotonic time `until`; Refused where it is locked or has none."""
    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise Refused(NoPreview.LOCKED if locked else NoPreview.BROKEN) from None
    with_forms(document)
    pages = len(document)
    sheets = tuple(_drawn(document, min(pages, MOST_SHEETS), until))
    if not sheets:
        raise Refused(NoPreview.BROKEN)
    return Made(sheets, cut=len(sheets) < pages)


def with_forms(document: PdfDocument) -> None:
    """Let what was typed into its fields be drawn too. Nothing of a form is run: this reader cannot."""
    try:
        document.init_forms()
    except PdfiumError:
        return


def _drawn(document: PdfDocument, most: int, until: float) -> Iterator[Sheet]:
    for number in range(most):
        if time.monotonic() > until:
            return
        try:
            page = document[number]
            yield Sheet(SheetKind.PICTURE, _picture(page))
        except (PdfiumError, ValueError):
            # A page it promises and does not have; the others count.
            continue


def _picture(page: PdfPage) -> bytes:
    width, height = page.get_size()
    if not (_SMALLEST <= width <= _LARGEST and _SMALLEST <= height <= _LARGEST):
        raise ValueError("a page of no size")
    scale = min(WIDEST / width, TALLEST / height)
    if min(width, height) * scale < 1:
        raise ValueError("a page as thin as a line")
    bitmap = page.render(scale=scale)
    try:
        return webp(bitmap.to_pil())
    finally:
        bitmap.close()
        page.close()
