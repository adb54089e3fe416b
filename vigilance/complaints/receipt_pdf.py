"""The receipt as a tagged PDF (PDF/UA-1), to be kept or printed. What it says goes in as data, never as source."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

TEMPLATE = Path(__file__).with_name("receipt.typ")
BORDER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Every word that stands on the paper, in the reader's language."""

    language: str
    title: str
    office: str
    heading: str
    codes: Sequence[tuple[str, str]] = field(repr=False)
    keep: str
    steps_heading: str
    steps: Sequence[tuple[str, str]]
    track_heading: str
    track: str
    address: str
    qr_words: str
    proof_heading: str
    proof_words: str
    proof: str | None
    foot: str


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code as one path of strokes in a square of this size."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The code for this text, with its quiet border."""
    import segno  # noqa: PLC0415 -- 1 MB, and few workers ever draw a code

    made = segno.make(text, micro=False)
    rows = made.matrix_iter(border=BORDER)
    strokes = [
        f"M{begin} {y}.5h{length}"
        for y, row in enumerate(rows)
        for begin, length in _runs(bytes(row))
    ]
    return QrCode(int(made.symbol_size(border=BORDER)[0]), "".join(strokes))


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark squares begin in a row, and how many stand together."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found


def receipt_pdf(sheet: Sheet, fonts: Path, at: datetime) -> bytes:
    """The sheet as a PDF, with the office's own fonts and no others."""
    values = {name.replace("_", "-"): value for name, value in asdict(sheet).items()}
    values["qr"] = _svg(sheet.address)
    return _compiled(values, fonts, at)


def _svg(text: str) -> str:
    import segno  # noqa: PLC0415 -- 1 MB, and few workers ever draw a code

    out = io.BytesIO()
    segno.make(text, micro=False).save(out, kind="svg", border=BORDER, xmldecl=False)
    return out.getvalue().decode()


def _compiled(values: Mapping[str, object], fonts: Path, at: datetime) -> bytes:
    import typst  # noqa: PLC0415 -- 6 MB, and few workers ever draw a paper

    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return made
