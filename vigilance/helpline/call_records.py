"""Call detail records as telephone systems export them: CSV in any of the usual encodings, digits in any script.

    call_id, caller, started_at, seconds, disposition        the default header; others are named by a mapping

A row that cannot be read is given back with its reasons; none is passed over in silence.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.identities.contacts import normal_number

INDIA = ZoneInfo("Asia/Kolkata")
LONGEST_FIELD = 200
LONGEST_LINE = 10_000
NEEDED = ("call_id", "caller", "started_at", "disposition")
COLUMNS: Mapping[str, str] = MappingProxyType(
    {name: name for name in ("call_id", "caller", "started_at", "seconds", "disposition")}
)
FORMS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
)
"""How days and times are written, besides ISO 8601; a time without a zone is India's."""


class Disposition(StrEnum):
    """How a call ended."""

    ANSWERED = "answered"
    MISSED = "missed"
    ABANDONED = "abandoned"
    VOICEMAIL = "voicemail"


SAID_OTHERWISE = {
    "no answer": Disposition.MISSED,
    "noanswer": Disposition.MISSED,
    "busy": Disposition.MISSED,
    "failed": Disposition.MISSED,
    "cancel": Disposition.ABANDONED,
    "cancelled": Disposition.ABANDONED,
}
"""Words of common telephone systems for the same."""


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call of the telephone system."""

    call_id: str
    caller: str | None = field(repr=False)
    started_at: datetime
    seconds: int | None
    disposition: Disposition


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: what it says, or why it cannot be read."""

    number: int
    fields: tuple[str, ...] = field(repr=False)
    record: CallRecord | None = None
    reasons: Mapping[str, list[str]] = field(default_factory=dict)


def text_of(path: Path) -> str:
    """The file as text: UTF-16 with its mark, UTF-8 with or without, and Windows-1252 where it is neither."""
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read_records(text: str, columns: Mapping[str, str] = COLUMNS) -> Iterator[Line]:
    """Every line after the header. Invalid where the header lacks a column that is needed."""
    rows = _rows(text)
    places = _places(next(rows, []), columns)
    for number, row in enumerate(rows, start=2):
        yield _line(number, row, places)


def header_of(text: str) -> list[str]:
    """The names of the columns, for the file of what was refused."""
    return next(_rows(text), [])


def _rows(text: str) -> Iterator[list[str]]:
    """The cells of every line that has some; a quotation mark that is never closed ends with its line."""
    lines = [line[:LONGEST_LINE] for line in re.split(r"\r\n|\r|\n", text.replace("\x00", ""))]
    delimiter = max(",;\t|", key=next(filter(None, lines), "").count)
    for line in lines:
        if line.strip():
            yield next(csv.reader([line], delimiter=delimiter))


def _places(header: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    named = {_plain(cell): place for place, cell in enumerate(header)}
    places = {
        name: named[_plain(column)] for name, column in columns.items() if _plain(column) in named
    }
    missing = [columns[name] for name in NEEDED if name not in places]
    if missing:
        raise Invalid({"header": [f"no column {name}" for name in missing]})
    return places


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", word.strip().lower())


def _line(number: int, row: list[str], places: Mapping[str, int]) -> Line:
    found = {
        name: ascii_digits(row[place]).strip() if place < len(row) else ""
        for name, place in places.items()
    }
    reasons: dict[str, list[str]] = {
        name: ["longer than 200 characters"]
        for name, text in found.items()
        if len(text) > LONGEST_FIELD
    }
    if not found["call_id"]:
        reasons["call_id"] = ["is empty"]
    started = _instant(found["started_at"])
    if started is None:
        reasons["started_at"] = ["not a day and time, such as 2026-01-05 10:20:00"]
    disposition = _disposition(found["disposition"])
    if disposition is None:
        reasons["disposition"] = [f"none of: {', '.join(Disposition)}"]
    seconds = found.get("seconds", "")
    if seconds and not re.fullmatch(r"[0-9]{1,6}", seconds):
        reasons["seconds"] = ["not a number of seconds"]
    if reasons or started is None or disposition is None:
        return Line(number, tuple(row), reasons=reasons)
    record = CallRecord(
        call_id=found["call_id"],
        caller=normal_number(found["caller"]),
        started_at=started,
        seconds=int(seconds) if seconds else None,
        disposition=disposition,
    )
    return Line(number, tuple(row), record=record)


def _instant(text: str) -> datetime | None:
    readings = (_formed(text, form) for form in (None, *FORMS))
    found = next((each for each in readings if each is not None), None)
    if found is None or found.tzinfo is not None:
        return found
    return found.replace(tzinfo=INDIA)


def _formed(text: str, form: str | None) -> datetime | None:
    try:
        if form is None:
            return datetime.fromisoformat(text)
        return datetime.strptime(text, form)  # noqa: DTZ007 -- the zone is India's, added by the caller
    except ValueError:
        return None


def _disposition(text: str) -> Disposition | None:
    word = _plain(text)
    if word in set(Disposition):
        return Disposition(word)
    return SAID_OTHERWISE.get(word)
