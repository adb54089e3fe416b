"""A report as a PDF: tagged (PDF/UA-1), in the office's own fonts, the mark at the foot of every page."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from vigilance.domain.words import Words
from vigilance.proceedings.letter_pdf import OFFICE, PAGE, compiled
from vigilance.returns.marks import Taken
from vigilance.returns.shapes import NUMBERS, Kind

TEMPLATE = Path(__file__).with_name("report.typ")
MOST_ROWS = 1000
"""A PDF is set as a whole in memory; what is longer is a matter for XLSX or CSV."""
ROWS = Words(hi="पंक्तियां", en="rows")


def write_pdf(file: BinaryIO, taken: Taken, rows: Iterable[tuple[Any, ...]]) -> int:
    """The report on A4 sheets laid across; its text goes in as data and is never read as source."""
    found = list(rows)
    columns, speaker = taken.report.columns, taken.speaker
    values = {
        "language": speaker.language,
        "title": taken.title,
        "office": OFFICE.said_in(speaker.language),
        "span": f"{taken.span} · {len(found)} {ROWS.said_in(speaker.language)}",
        "about": taken.report.about.said_in(speaker.language),
        "heads": taken.heads,
        "numbers": [column.kind in NUMBERS for column in columns],
        "whole": [column.kind is Kind.TEXT for column in columns],
        "rows": [
            [speaker.shown(column, value) for column, value in zip(columns, row, strict=True)]
            for row in found
        ],
        "mark": taken.mark.line,
        "page": PAGE.said_in(speaker.language),
    }
    file.write(compiled(TEMPLATE, values, taken.mark.at))
    return len(found)
