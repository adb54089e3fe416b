"""A preview as pages show it: its sheets by number, each opened out of the sealed file when it is asked for."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from vigilance.domain.errors import NotFound
from vigilance.evidence.bench import opened_file
from vigilance.evidence.models import Paper, PaperPreview, PreviewState
from vigilance.evidence.previews.made import BARS, LOUDEST, SheetKind
from vigilance.sealing.case_keys import CaseKey
from vigilance.settings import Settings


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One sheet: its number from 1, how it is shown, of a film its second, and where its bytes lie in the file."""

    number: int
    kind: SheetKind
    second: int | None
    at: int
    size: int


def preview_of(session: Session, paper: Paper) -> PaperPreview | None:
    """The preview of a paper, if a machine has been at it."""
    return session.get(PaperPreview, paper.id)


def is_ready(preview: PaperPreview | None) -> bool:
    """Whether there is something to look at."""
    return preview is not None and preview.state is PreviewState.READY


def sheets_shown(preview: PaperPreview) -> list[SheetShown]:
    """The sheets in their order; none where nothing is ready."""
    found, at = [], 0
    for number, (kind, size, second) in enumerate(preview.sheets, start=1):
        found.append(SheetShown(number, SheetKind(kind), second, at, size))
        at += size
    return found


def sheet_shown(preview: PaperPreview, number: int) -> SheetShown:
    """The sheet of this number; NotFound otherwise."""
    sheets = sheets_shown(preview)
    if not 1 <= number <= len(sheets):
        raise NotFound("sheet")
    return sheets[number - 1]


def opened_sheet(
    settings: Settings, preview: PaperPreview, sheet: SheetShown, key: CaseKey
) -> bytes:
    """The bytes of one sheet. A preview sealed under a key that was renewed since is not there any more."""
    if preview.blob_name is None or preview.sha256_sealed_file is None:
        raise NotFound("sheet")
    with opened_file(settings, preview.blob_name, preview.sha256_sealed_file, key) as spool:
        spool.seek(sheet.at)
        return spool.read(sheet.size)


def loudness_path(bars: bytes) -> str:
    """The drawing of a sound: one upright stroke a bar, around the middle of a field of 300 by 100."""
    strokes = []
    for number, loud in enumerate(bars[:BARS]):
        height = max(1, min(loud, LOUDEST))
        strokes.append(f"M{number}.5 {(100 - height) / 2:g}v{height}")
    return "".join(strokes)


def clock_words(seconds: int | None) -> str:
    """A length as a player shows it, such as 2:05 or 1:00:09; nothing where there is none."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
