"""A report as a file, row by row: CSV (RFC 4180), JSON, XLSX. No cell is ever a formula (security.md rows 110-112)."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

import orjson
import xlsxwriter

from vigilance.returns.marks import MARK, Taken
from vigilance.returns.pdf import write_pdf

Rows = Iterable[tuple[Any, ...]]
BOM = "\ufeff"
"""By which Excel knows UTF-8."""
FORMULA_SIGNS = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠", "｜")
"""A text that begins so could be taken for a formula or a command."""
WIDTH = 18


def safe(text: str) -> str:
    """The text so that no program takes it for a formula: with an apostrophe before it where it could."""
    return f"'{text}" if text.lstrip(" \u00a0\u200b").startswith(FORMULA_SIGNS) else text


class OneWay:
    """A file that is written from its beginning to its end and never looked back at."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        """Take the bytes."""
        return self._file.write(data)

    def flush(self) -> None:
        """Nothing waits here."""


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


def write_xlsx(file: BinaryIO, taken: Taken, rows: Rows) -> int:
    """The report as a workbook of one sheet: figures and days typed, text as text, written row by row."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(OneWay(file), options) as book:
        book.set_properties(
            {"title": taken.title, "subject": taken.span, "comments": taken.mark.line}
        )
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True})
        day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        text = book.add_format({"num_format": "@"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_footer(f"&L{taken.mark.line.replace('&', '&&')}&R&P/&N")
        sheet.set_column(0, len(taken.report.columns), WIDTH)
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(1)
        sheet.write_string(0, 0, f"{taken.title} · {taken.span} · {taken.mark.line}", bold)
        for place, head in enumerate((*taken.heads, MARK.said_in(taken.speaker.language))):
            sheet.write_string(1, place, head, bold)
        count = 0
        for count, row in enumerate(rows, start=1):
            for place, cell in enumerate((*taken.cells(row), taken.mark.line)):
                if isinstance(cell, date):
                    sheet.write_datetime(count + 1, place, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(count + 1, place, cell)
                elif cell is not None:
                    sheet.write_string(count + 1, place, cell, text)
        return count


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: what browsers call it, and what writes it."""

    media_type: str
    write: Callable[[BinaryIO, Taken, Rows], int]


FORMS: Mapping[str, Form] = {
    "csv": Form("text/csv; charset=utf-8", write_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "pdf": Form("application/pdf", write_pdf),
    "json": Form("application/json", write_json),
}
