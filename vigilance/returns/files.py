"""A report as a file: CSV (RFC 4180), JSON, XLSX, PDF. No cell is ever a formula (security.md rows 110-112)."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

import orjson

from vigilance.returns import pdf, workbook
from vigilance.returns.marks import MARK, Taken

Rows = Iterable[tuple[Any, ...]]
BOM = "\ufeff"
"""By which Excel knows UTF-8."""
FORMULA_SIGNS = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠", "｜")
"""A text that begins so could be taken for a formula or a command."""


def safe(text: str) -> str:
    """The text so that no program takes it for a formula: with an apostrophe before it where it could."""
    return f"'{text}" if text.lstrip(" \u00a0\u200b").startswith(FORMULA_SIGNS) else text


def write_csv(file: BinaryIO, taken: Taken, rows: Rows) -> int:
    """The report as CSV: CRLF, every text quoted, days as ISO; the mark stands in the last column of every row."""
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")

    def put(cells: Iterable[Any]) -> None:
        writer.writerow(cells)
        file.write(line.getvalue().encode())
        line.seek(0)
        line.truncate()

    line.write(BOM)
    put([*map(safe, taken.heads), MARK.said_in(taken.speaker.language)])
    count = 0
    for row in rows:
        put([*map(_csv_cell, taken.cells(row)), safe(taken.mark.line)])
        count += 1
    return count


def _csv_cell(cell: Any) -> Any:
    if isinstance(cell, date):
        return cell.isoformat()
    return safe(cell) if isinstance(cell, str) else ("" if cell is None else cell)


def write_json(file: BinaryIO, taken: Taken, rows: Rows) -> int:
    """The report as one JSON object; the names of its columns are the same in both languages."""
    head = {
        "report": taken.report.name,
        "title": taken.title,
        "from": taken.asked.since,
        "to": taken.asked.until,
        "filters": dict(taken.asked.chosen),
        "mark": taken.mark.line,
    }
    file.write(orjson.dumps(head)[:-1] + b',"rows":[')
    count = 0
    for row in rows:
        cells = dict(zip(taken.report.names, taken.cells(row), strict=True))
        file.write((b",\n" if count else b"\n") + orjson.dumps(cells))
        count += 1
    file.write(b"\n]}\n")
    return count


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: what browsers call it, what writes it, and where it ends."""

    media_type: str
    write: Callable[[BinaryIO, Taken, Rows], int]
    most: int | None = None
    """How many rows it holds."""


FORMS: Mapping[str, Form] = {
    "csv": Form("text/csv; charset=utf-8", write_csv),
    "xlsx": Form(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook.write_xlsx,
        workbook.MOST_ROWS,
    ),
    "pdf": Form("application/pdf", pdf.write_pdf, pdf.MOST_ROWS),
    "json": Form("application/json", write_json),
}
