"""The confirmation letter on paper: the question, a QR code with its link, and a code to be told by telephone.

The address is written into its window by hand, or printed there for an officer who opened it for this very printing.
"""

import io
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

TEMPLATE = Path(__file__).with_name("letter.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Every word that stands on the paper, in the complainant's language."""

    language: str
    title: str
    office: str
    sender: str
    day: str
    window: str
    address: str = field(default="", repr=False)
    """Name and address of the complainant, or nothing, to be written by hand."""
    heading: str
    lines: tuple[str, ...]
    link_words: str
    link: str = field(repr=False)
    code_words: str
    code: str = field(repr=False)
    foot: str


def letter_pdf(letter: Letter, fonts: Path, at: datetime) -> bytes:
    """The letter as a PDF, with the office's own fonts and no others."""
    import segno  # noqa: PLC0415 -- 1 MB, and few workers ever draw a code

    out = io.BytesIO()
    segno.make(letter.link, micro=False, error="l").save(out, kind="svg", border=2, xmldecl=False)
    values = {name.replace("_", "-"): value for name, value in asdict(letter).items()}
    values["qr"] = out.getvalue().decode()
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
