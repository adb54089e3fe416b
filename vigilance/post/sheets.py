"""Lists as offices keep them: CSV in UTF-8 or UTF-16 with any of the usual marks between cells, and XLSX.

Every cell becomes text: a formula in CSV is only its letters, and of XLSX the value that was last seen is read.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from vigilance.domain.errors import Invalid

LARGEST = 50 * 1024 * 1024
DELIMITERS = ",;\t|"
ROW_COLUMN, REASONS_COLUMN = "vigilance-row", "vigilance-reasons"
"""What the file of refused rows has besides: by what a row is known, and why it was not taken."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NO_XLSX = "not a workbook we can read"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its place, by what it is known when it comes again, and its cells."""

    number: int
    key: str
    cells: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list with a header, whole in memory: nothing is taken before all of it can be read."""

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...] = field(repr=False)
    sha256: str


def read_sheet(path: Path, name: str | None = None) -> Sheet:
    """The list in this file; `name` is the sheet of a workbook, its first one otherwise. Invalid says what is wrong."""
    if path.stat().st_size > LARGEST:
        raise Invalid({"file": ["larger than 50 MB: cut it into several"]})
    return sheet_in(path.read_bytes(), name)


def sheet_in(raw: bytes, name: str | None = None) -> Sheet:
    """The same in these bytes."""
    is_workbook = raw.startswith(b"PK\x03\x04")
    table = _of_workbook(raw, name) if is_workbook else _of_text(text_of(raw))
    return _sheet(table, hashlib.sha256(raw).hexdigest())


def text_of(raw: bytes) -> str:
    """The file as text. What is neither UTF-8 nor UTF-16 is refused: letters guessed wrongly cannot be mended later."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-16-le" if raw[1:2] == b"\x00" else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise Invalid({"file": ["neither UTF-8 nor UTF-16: save it as CSV UTF-8"]}) from None


def _of_text(text: str) -> list[list[str]]:
    plain = text.replace("\x00", "\u2400")
    first = re.sub(r'"[^"]*"', "", plain.partition("\n")[0])
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Invalid({"file": [f"not CSV as it should be: {error}"]}) from None


def _of_workbook(raw: bytes, name: str | None) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- few workers ever read a workbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        if name is not None and name not in book.sheet_names:
            raise Invalid({"--sheet": [f"one of {', '.join(book.sheet_names)}"]})
        sheet = book.get_sheet_by_name(name) if name else book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, BadZipFile, OSError, ValueError):
        raise Invalid({"file": [NO_XLSX]}) from None
    return [[_said(cell) for cell in row] for row in rows]


def _said(cell: object) -> str:
    """A cell as somebody would type it: telephone numbers are figures there, and must not become 9.0e9."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        at_midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if at_midnight else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace("\x00", "\u2400")


def _sheet(table: list[list[str]], digest: str) -> Sheet:
    header = [cell.strip() for cell in table[0]] if table else []
    while header and not header[-1]:
        header.pop()
    if not header:
        raise Invalid({"file": ["empty: the first row must name the columns"]})
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise Invalid({"file": [f"two columns are called {name}" for name in twice]})
    ours = ROW_COLUMN in header  # a file of refused rows, mended
    rows = [
        _row(number, cells, header, digest, ours=ours)
        for number, cells in enumerate(table[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    return Sheet(tuple(header), tuple(rows), digest)


def _row(number: int, cells: list[str], header: list[str], digest: str, *, ours: bool) -> SheetRow:
    padded = [*cells, *[""] * (len(header) - len(cells))]
    found = {
        name: _unmarked(cell) if ours else cell for name, cell in zip(header, padded, strict=False)
    }
    beyond = [cell for cell in padded[len(header) :] if cell.strip()]
    if beyond:
        found[""] = " ".join(beyond)
    return SheetRow(number, found.get(ROW_COLUMN, "").strip() or f"{digest}:{number}", found)


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _marked(cell: str) -> str:
    """A cell that no table program takes for a formula; `_unmarked` takes the mark off again."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def write_refused(
    path: Path, header: Iterable[str], refused: Iterable[tuple[SheetRow, Mapping[str, list[str]]]]
) -> None:
    """The rows that were not taken, with their keys and reasons, as a list that can be mended and loaded again."""
    names = [name for name in header if name not in (ROW_COLUMN, REASONS_COLUMN)]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*map(_marked, names), ROW_COLUMN, REASONS_COLUMN])
    for row, reasons in refused:
        why = "; ".join(f"{name}: {', '.join(words)}" for name, words in reasons.items())
        writer.writerow(
            [*(_marked(row.cells.get(name, "")) for name in names), row.key, _marked(why)]
        )
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")


def mapped(row: SheetRow, columns: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row under our names; of two columns with one name, both, one under the other."""
    found: dict[str, str] = {}
    for theirs, ours in columns.items():
        value = row.cells.get(theirs, "").strip()
        if value:
            found[ours] = f"{found[ours]}\n{value}" if ours in found else value
    return found
