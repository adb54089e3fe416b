"""Files of reports: no cell is a formula, they open again, and a hundred thousand rows take no more memory than a few."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.reference import load_reference
from vigilance.returns.files import FORMS, safe, write_csv, write_json
from vigilance.returns.marks import Mark, Taken
from vigilance.returns.report_table import REPORTS
from vigilance.returns.shapes import Asked, Column, Counted, Kind
from vigilance.returns.speaking import Speaker
from vigilance.returns.workbook import write_xlsx

CONFIG = Path(__file__).resolve().parents[3] / "config"
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\n=x",
    "|calc",
    "＝1+1",
    "＠x",
    " =cmd|'/c calc'!A0",
    'DDE("cmd";"/c calc")',
    'a "quoted" word',
    "two\nlines",
    "छात्रवृत्ति, क्षेत्र",
    "<script>&amp;",
]
LIMIT = 20_000_000
"""Bytes: performance.md allows an export twenty megabytes either way."""


def taken(language="en"):
    report = Counted(
        name="invented",
        title=Words(hi="जांच", en="Invented"),
        about=Words(hi="", en=""),
        by=frozenset({Role.CVO}),
        columns=(
            Column("text", Words(hi="पाठ", en="Text")),
            Column("day", Words(hi="दिन", en="Day"), Kind.DAY),
            Column("count", Words(hi="संख्या", en="Count"), Kind.COUNT),
        ),
        count=lambda _session, _asked: [],
    )
    mark = Mark("EXP/2026/1", "=HYPERLINK of nobody", datetime(2026, 3, 2, 6, tzinfo=UTC))
    asked = Asked(date(2026, 1, 1), date(2026, 1, 31))
    return Taken(report, asked, Speaker(language, load_reference(CONFIG)), mark)


def written(write, rows):
    file = io.BytesIO()
    assert write(file, taken(), iter(rows)) == len(rows)
    return file.getvalue()


def rows_of(texts):
    return [(text, date(2026, 1, 5), -7) for text in texts]


@pytest.mark.parametrize("text", HOSTILE[:11])
def test_what_could_be_a_formula_is_prefixed(text):
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", HOSTILE[12:])
def test_other_words_stay_as_they_are(text):
    assert safe(text) == text


def test_csv_is_quoted_marked_and_read_back_as_it_was():
    content = written(write_csv, rows_of(HOSTILE)).decode("utf-8")
    assert content.startswith("\ufeff")
    assert content.endswith("\r\n")
    lines = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
    assert [line[0] for line in lines[1:]] == [safe(text) for text in HOSTILE]
    assert {line[1] for line in lines[1:]} == {"2026-01-05"}
    assert {line[2] for line in lines[1:]} == {"-7"}
    assert {line[3] for line in lines[1:]} == {
        "EXP/2026/1 · =HYPERLINK of nobody · 02/03/2026 11:30"
    }


def test_a_workbook_has_typed_cells_and_no_formula():
    content = written(write_xlsx, rows_of(HOSTILE))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0].split() for row in read[2:]] == [text.split() for text in HOSTILE]
    assert read[2][1] == date(2026, 1, 5)
    assert read[2][2] == -7


def test_json_is_one_object_with_the_mark():
    found = json.loads(written(write_json, rows_of(HOSTILE)))
    assert [row["text"] for row in found["rows"]] == HOSTILE
    assert found["mark"].startswith("EXP/2026/1")


class Sink(io.RawIOBase):
    """A file that keeps nothing but its length."""

    size = 0

    def write(self, data):
        self.size += len(data)
        return len(data)


def memory(name):
    """A figure of this process in bytes, as the kernel has it: resident now, or the most it ever was."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) * 1024


@pytest.mark.parametrize("write", [write_csv, write_json, write_xlsx])
def test_a_hundred_thousand_rows_are_written_in_constant_memory(write):
    rows = ((f"row {number}", date(2026, 1, 5), number) for number in range(100_000))
    sink = Sink()
    Path("/proc/self/clear_refs").write_text("5")  # the most counts from here
    before = memory("VmRSS")
    assert write(sink, taken(), rows) == 100_000
    assert sink.size > 500_000
    assert memory("VmHWM") - before < LIMIT


def test_a_workbook_of_a_hundred_thousand_rows_opens_again():
    content = written(write_xlsx, [(str(number), None, number) for number in range(100_000)])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert sheet.height == 100_002


def test_every_report_and_column_is_named_in_both_languages():
    for report in REPORTS.values():
        for words in (report.title, report.about, *(column.words for column in report.columns)):
            assert words.hi
            assert words.en
            assert words.hi != words.en or words.en.isupper()


def test_there_is_a_writer_for_each_kind_of_file():
    assert set(FORMS) == {"csv", "json", "pdf", "xlsx"}


def test_letters_that_xml_cannot_hold_are_written_as_excel_writes_them():
    odd = "a\x01b _x0041_ c\ufffe"
    content = written(write_xlsx, [(odd, None, 1)])
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "a_x0001_b _x005F_x0041_ c_xFFFE_" in sheet
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).height == 3
