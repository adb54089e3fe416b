"""The rows behind a figure: things that were counted, of which a reader is shown those on records in his sight."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.database.among import among
from vigilance.records.models import Record

MOST_SHOWN = 500
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that figures count: in which line, under which heads, of which record, on which day."""

    line: tuple[str, ...]
    heads: frozenset[str]
    record_id: uuid.UUID
    day: date


class Seen(NamedTuple):
    """One of them, on a record in the reader's sight."""

    number: str
    day: date


def things_in(things: Iterable[Thing], line: tuple[str, ...], head: str) -> list[Thing]:
    """Those that one figure counts, the first day first."""
    found = [one for one in things if one.line == line and head in one.heads]
    return sorted(found, key=lambda one: (one.day, one.record_id))


def seen_of(session: Session, things: Sequence[Thing], most: int = MOST_SHOWN + 1) -> list[Seen]:
    """So many of them at most, as the reader of this session may see them."""
    seen: list[Seen] = []
    for begin in range(0, len(things), AT_ONCE):
        some = things[begin : begin + AT_ONCE]
        ids = {one.record_id for one in some}
        numbers = {
            row[0]: row[1]
            for row in session.execute(
                select(Record.id, Record.number).where(among(session, Record.id, ids))
            )
        }
        seen += [Seen(numbers[one.record_id], one.day) for one in some if one.record_id in numbers]
        if len(seen) >= most:
            break
    return seen[:most]
