"""A paper on its way to an officer: opened into a sealed spool, so that nothing is sent before all is proved."""

from collections.abc import Iterator

from flask import Response

from vigilance.channels.base import Unreadable
from vigilance.channels.confined import read_apart
from vigilance.complaints.office import Office
from vigilance.evidence.bench import opened
from vigilance.evidence.models import Paper, PaperPreview
from vigilance.evidence.names import content_disposition
from vigilance.evidence.preview_shown import opened_sheet, sheet_shown
from vigilance.evidence.previews.made import SheetKind
from vigilance.evidence.signs import STRIP
from vigilance.evidence.texts import open_text
from vigilance.sealing.case_keys import CaseKey
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.spool import EncryptedSpool, spool_of

CHUNK = 64 * 1024
ALONE = "default-src 'none'; sandbox"
"""The policy of every file: whatever a browser makes of it, it may do and fetch nothing."""


def download(paper: Paper, key: CaseKey, office: Office) -> Response:
    """The paper under its sender's name. Always to be saved, never shown by our pages: a file may be hostile."""
    return saved_as(name_of(paper, key), opened(office.settings, paper, key))


def download_without_place(paper: Paper, key: CaseKey, office: Office) -> Response | None:
    """A photo without what it tells of place and device; None where no such copy of it can be promised.

    The copy is made in a confined child and kept nowhere.
    """
    with opened(office.settings, paper, key) as spool:
        content = spool.read()
    try:
        made = read_apart(STRIP, content, media_type=paper.media_type)
    except Unreadable:
        return None
    return saved_as(name_of(paper, key), spool_of(made)) if made else None


def name_of(paper: Paper, key: CaseKey) -> str:
    """The name its sender gave it."""
    place = FieldPlace("paper", "name_sealed", paper.id, paper.record_id)
    return open_text(place, paper.name_sealed, key)


def saved_as(name: str, spool: EncryptedSpool) -> Response:
    """The answer that hands over what is in the spool, to be saved under this name."""
    response = Response(_chunks(spool), content_type="application/octet-stream")
    response.content_length = spool.size
    response.headers["Content-Disposition"] = content_disposition(name)
    response.headers["Content-Security-Policy"] = ALONE
    return response


def _chunks(spool: EncryptedSpool) -> Iterator[bytes]:
    with spool:
        while chunk := spool.read(CHUNK):
            yield chunk


def drawn(preview: PaperPreview, number: int, key: CaseKey, office: Office) -> Response | None:
    """One picture of a preview, drawn by us and shown in our page; None for a sheet that is no picture."""
    sheet = sheet_shown(preview, number)
    if sheet.kind is not SheetKind.PICTURE:
        return None
    content = opened_sheet(office.settings, preview, sheet, key)
    response = Response(content, content_type="image/webp")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = ALONE
    return response
