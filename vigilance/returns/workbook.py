"""A report as a workbook of one sheet: figures and days typed, text as text, and nothing of it in clear on a disk.

xlsxwriter makes all but the rows, in memory: looks, heads, footers. By itself it would keep the rows of a long sheet in
a temporary file, in clear; here they go straight into the archive, one after another.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, cast
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from vigilance.returns.marks import MARK, Taken

WIDTH = 18
MOST_ROWS = 1_000_000
"""A sheet of Excel ends 48,576 rows later."""
HEADS = 2
"""The title and the names of the columns."""
SHEET = "xl/worksheets/sheet1.xml"
SAMPLES = re.compile(rf'(<row r="{HEADS + 1}".*?</row>)', re.DOTALL)
STYLE = re.compile(r' s="(\d+)"')
DAY_ZERO = date(1899, 12, 30)
"""Of which Excel counts the days."""
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold, and what would be read back as such a letter (ECMA-376, ST_Xstring)."""


class OneWay:
    """A file that is written from its beginning to its end and never looked back at."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        """Take the bytes."""
        return self._file.write(data)

    def flush(self) -> None:
        """Nothing waits here."""


def write_xlsx(file: BinaryIO, taken: Taken, rows: Iterable[tuple[Any, ...]]) -> int:
    """The report as a workbook, row by row; how many rows it has."""
    with (
        ZipFile(io.BytesIO(_frame(taken))) as frame,
        ZipFile(cast("BinaryIO", OneWay(file)), "w", ZIP_DEFLATED) as book,
    ):
        for part in frame.infolist():
            if part.filename != SHEET:
                book.writestr(part, frame.read(part))
        before, samples, after = SAMPLES.split(frame.read(SHEET).decode())
        lines = _Lines.like(samples, len(taken.report.columns) + 1)
        count = 0
        with book.open(SHEET, "w") as sheet:
            sheet.write(before.encode())
            for count, row in enumerate(rows, start=1):
                cells = (*taken.cells(row), taken.mark.line)
                sheet.write(lines.line(count + HEADS, cells).encode())
            sheet.write(after.encode())
        return count


def _frame(taken: Taken) -> bytes:
    """The workbook without its rows; under its heads stands one row of samples, a day and a text."""
    import xlsxwriter  # noqa: PLC0415 -- 10 MB, and few workers ever write a workbook

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties(
            {"title": taken.title, "subject": taken.span, "comments": taken.mark.line}
        )
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_footer(f"&L{taken.mark.line.replace('&', '&&')}&R&P/&N")
        sheet.set_column(0, len(taken.report.columns), WIDTH)
        sheet.freeze_panes(HEADS, 0)
        sheet.repeat_rows(1)
        sheet.write_string(0, 0, f"{taken.title} · {taken.span} · {taken.mark.line}", bold)
        for place, head in enumerate((*taken.heads, MARK.said_in(taken.speaker.language))):
            sheet.write_string(1, place, head, bold)
        day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        sheet.write_datetime(HEADS, 0, date(2000, 1, 1), day)
        sheet.write_string(HEADS, 1, "", book.add_format({"num_format": "@"}))
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class _Lines:
    """How the cells of a line are written: the letters of their columns, the looks of a day and of a text."""

    columns: list[str]
    day: str
    text: str

    @classmethod
    def like(cls, samples: str, width: int) -> "_Lines":
        from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 -- as above

        day, text = STYLE.findall(samples)
        return cls([xl_col_to_name(place) for place in range(width)], day, text)

    def line(self, number: int, cells: tuple[Any, ...]) -> str:
        made = "".join(self._cells(number, cells))
        return f'<row r="{number}">{made}</row>'

    def _cells(self, number: int, cells: tuple[Any, ...]) -> Iterator[str]:
        for column, cell in zip(self.columns, cells, strict=True):
            place = f'r="{column}{number}"'
            if isinstance(cell, date):
                yield f'<c {place} s="{self.day}"><v>{(cell - DAY_ZERO).days}</v></c>'
            elif isinstance(cell, int):
                yield f"<c {place}><v>{cell}</v></c>"
            elif cell is not None:
                said = escape(UNWRITABLE.sub(_named, cell))
                yield (
                    f'<c {place} s="{self.text}" t="inlineStr">'
                    f'<is><t xml:space="preserve">{said}</t></is></c>'
                )


def _named(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"
