"""Reading the JSON of strangers: bounded in size, depth and number, and never surprised by a missing or odd field."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

from vigilance.channels.base import Unreadable

LARGEST_BODY = 3 * 1024 * 1024
"""What the providers themselves send at most (security.md 5.6)."""
DEEPEST = 60
MOST_PIECES = 1000
LONGEST_NAME = 300
EARLIEST = datetime(2005, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
POLE, HALF_ROUND = 90, 180
LARGEST_ID, LARGEST_NUMBER = 10**40, 10**15
MILLISECONDS_FROM = 10**11
"""A count of seconds this large would be the year 5138: it counts milliseconds."""

Piece = Mapping[str, Any]
_MARKS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_body(payload: bytes) -> Piece:
    """The JSON object in these bytes; Unreadable names what is wrong with them and quotes nothing."""
    if len(payload) > LARGEST_BODY:
        raise Unreadable("too-large")
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("not-utf-8") from None
    if _depth(payload) > DEEPEST:
        raise Unreadable("too-deep")
    try:
        body = json.loads(text, parse_constant=_refuse)
    except ValueError:
        raise Unreadable("not-json") from None
    if not isinstance(body, dict):
        raise Unreadable("not-an-object")
    return body


def _depth(payload: bytes) -> int:
    """How deep the brackets go, found without recursion and in one pass, whatever the bytes are."""
    depth = deepest = 0
    for found in _MARKS.finditer(payload):
        mark = found.group()[:1]
        if mark in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in b"]}":
            depth -= 1
    return deepest


def _refuse(_constant: str) -> NoReturn:
    raise ValueError


def part(value: object) -> Piece:
    """This value where it is an object; an empty one otherwise."""
    return value if isinstance(value, dict) else {}


def parts(value: object) -> Iterator[Piece]:
    """The objects of this list. What is no object comes as one nobody knows, so that nothing is passed over."""
    found = value if isinstance(value, list) else []
    if len(found) > MOST_PIECES:
        raise Unreadable("too-many-messages")
    return (each if isinstance(each, dict) else {"unknown": each} for each in found)


def words(value: object) -> str:
    """A text as it was sent, but for what no database can keep (NUL, half characters); empty where it is none."""
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else ""


def ident(value: object) -> str | None:
    """An id, whether the provider writes it as a number or as words; None where there is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < LARGEST_ID else None
    found = words(value).strip()
    return found if 0 < len(found) <= LONGEST_NAME else None


def named(value: object) -> str | None:
    """A person's name as shown; None where it holds no letter."""
    found = " ".join(words(value).split())[:LONGEST_NAME]
    return found if any(sign.isalpha() for sign in found) else None


def number(value: object) -> float | None:
    """A finite number, also where it is written as words."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if abs(found) < LARGEST_NUMBER else None


def moment(value: object) -> datetime | None:
    """The provider's time; None where it is none, or lies before there were channels or after tomorrow (row 75)."""
    found = _moment(value)
    return found if found and EARLIEST <= found <= datetime.now(UTC) + AHEAD else None


def _moment(value: object) -> datetime | None:
    try:
        seconds = number(value)
        if seconds is None:
            return _written(words(value)[:40])
        thousands = 1000 if abs(seconds) >= MILLISECONDS_FROM else 1
        return datetime.fromtimestamp(seconds / thousands, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _written(text: str) -> datetime | None:
    """A time as ISO 8601 writes it, or as X does: Sat Nov 08 02:38:00 +0000 2025."""
    if text[:4].isdigit():
        found = datetime.fromisoformat(text)
    else:
        day, month, date, clock, zone, year = text.split()
        found = parsedate_to_datetime(f"{day}, {date} {month} {year} {clock} {zone}")
    return found.astimezone(UTC) if found.tzinfo else None


def place(latitude: object, longitude: object) -> tuple[float, float] | None:
    """A point on the earth; None where the figures are none."""
    north, east = number(latitude), number(longitude)
    if north is None or east is None or abs(north) > POLE or abs(east) > HALF_ROUND:
        return None
    return north, east


def digest(piece: Piece) -> str:
    """A name for a piece that has none: the same whenever the provider sends the same piece again."""
    canonical = json.dumps(piece, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"
