"""A register as a file: rows a second as CSV and as XLSX, beside a server's cursor and the bare writer."""

import csv
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import TextIOWrapper
from statistics import median
from typing import Any, BinaryIO, cast

import psycopg
import xlsxwriter

from benchmarks.bulk import per_second, rate
from benchmarks.dates import YEARS
from benchmarks.desks import Desk
from benchmarks.findings import Finding, by_itself
from benchmarks.generator import plain_url
from vigilance.database.acting import act_as
from vigilance.domain.roles import Role
from vigilance.returns.files import FORMS
from vigilance.returns.marks import Mark, Taken
from vigilance.returns.queries import every_row
from vigilance.returns.registers import COMPLAINT_REGISTER
from vigilance.returns.shapes import Asked
from vigilance.returns.speaking import Speaker
from vigilance.sealing.spool import EncryptedSpool

LEAST = 20_000
"""So many rows a second are asked for."""
ROWS = (
    "SELECT number, received_on, registered_at, channel, lane, district_code, scheme_code, state,"
    " state_since, disposal FROM complaint ORDER BY registered_at, record_id"
)
Write = Callable[[BinaryIO, Iterator[tuple[Any, ...]]], int]


def measure_files(desk: Desk) -> list[Finding]:
    """Every complaint of the register, sealed as it is written."""
    return [*_form(desk, "csv", _bare_csv), *_form(desk, "xlsx", _bare_xlsx)]


def _form(desk: Desk, form: str, bare: Write) -> list[Finding]:
    floors = [per_second(desk.size, lambda: _floor(desk, bare)) for _ in range(desk.pairs)]
    products = [per_second(desk.size, lambda: _product(desk, form)) for _ in range(desk.pairs)]
    name = f"register as {form.upper()}"
    beside = ("server cursor and bare writer", floors)
    return [
        rate(desk, name, "rows", products, beside, least=0.7),
        by_itself(name, desk.size, "rows", median(products), "a second", least=LEAST),
    ]


def _floor(desk: Desk, bare: Write) -> None:
    with (
        psycopg.connect(plain_url(desk.database)) as connection,
        connection.cursor("rows") as cursor,
        tempfile.TemporaryFile() as file,
    ):
        cursor.itersize = 1000
        cursor.execute(ROWS)
        bare(cast("BinaryIO", file), iter(cursor))


def _bare_csv(file: BinaryIO, rows: Iterator[tuple[Any, ...]]) -> int:
    text = TextIOWrapper(file, "utf-8", newline="")
    csv.writer(text).writerows(rows)
    text.flush()
    return 0


def _bare_xlsx(file: BinaryIO, rows: Iterator[tuple[Any, ...]]) -> int:
    with xlsxwriter.Workbook(file, {"constant_memory": True, "remove_timezone": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, cell)
                else:
                    sheet.write_string(line, place, str(cell))
    return 0


def _product(desk: Desk, form: str) -> None:
    today = desk.generated.plan.today
    asked = Asked(today - timedelta(days=366 * YEARS), today)
    mark = Mark("SWD/X/2026/1", "Officer Example", datetime.now(UTC))
    taken = Taken(COMPLAINT_REGISTER, asked, Speaker("hi", desk.office.reference), mark)
    with desk.database.reading() as session:
        act_as(session, desk.actor(Role.CVO))
        with EncryptedSpool() as spool:
            rows = every_row(session, COMPLAINT_REGISTER, asked)
            written = FORMS[form].write(cast("BinaryIO", spool), taken, rows)
    if written < desk.size:
        raise RuntimeError(f"{written} of {desk.size} rows")
