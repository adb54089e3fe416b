"""The weekly note on unusual reading: counted from the ledger, kept as lines of officer, rule and number.

It is read by the CVO and the auditor, and never shows a reader his own line.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.models import OfficerRole
from vigilance.audit.models import Event
from vigilance.domain.dates import INDIA
from vigilance.domain.reading import (
    WEEKS_COMPARED,
    Reading,
    Unusual,
    reading_thresholds,
    unusual,
)
from vigilance.domain.roles import Role
from vigilance.identities.queries import records_by_contact
from vigilance.records.models import Record
from vigilance.returns.models import ReadingNote

READ = "read"
WEEK = timedelta(days=7)
STREAMED = 1000
MOST_SHOWN = 200


def week_of(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def note_week(session: Session, week: date, config_dir: Path, at: datetime) -> int:
    """Write the note of the week that begins on this Monday, once; how many lines. The session acts as the system."""
    known = select(ReadingNote.officer_id, ReadingNote.rule).where(ReadingNote.week == week)
    noted = {(row[0], row[1]) for row in session.execute(known)}
    lines = 0
    for officer_id, found in _found(session, week, config_dir):
        if (officer_id, found.rule.value) not in noted:
            session.add(
                ReadingNote(
                    week=week,
                    officer_id=officer_id,
                    rule=found.rule.value,
                    count=found.count,
                    usual=found.usual,
                    noted_at=at,
                )
            )
            lines += 1
    session.flush()
    return lines


def _found(session: Session, week: date, config_dir: Path) -> Iterator[tuple[uuid.UUID, Unusual]]:
    thresholds = reading_thresholds(config_dir / "reading.toml")
    readings = _readings(session, week)
    earlier = _earlier(session, week)
    read = {one.record_id for each in readings.values() for one in each}
    people = [records for records in records_by_contact(session, read).values() if len(records) > 1]
    for actor, week_of_his in sorted(readings.items()):
        for found in unusual(week_of_his, earlier[actor], people, thresholds):
            yield uuid.UUID(actor), found


def _readings(session: Session, week: date) -> dict[str, list[Reading]]:
    """The week's readings of each officer; to who sees all by his office, every matter is his own."""
    begin, end = _instant(week), _instant(week + WEEK)
    statement = (
        select(
            Event.actor,
            Event.record_id,
            Event.at,
            Record.at_intake,
            Record.assigned_to,
            Record.inquiring_officer,
        )
        .join(Record, Record.id == Event.record_id)
        .where(Event.type == READ, Event.at >= begin, Event.at < end)
    )
    overseers, clerks = _players(session, Role.CVO), _players(session, Role.CLERK)
    found: dict[str, list[Reading]] = defaultdict(list)
    for actor, record_id, at, intake, holder, inquirer in session.execute(
        statement, execution_options={"yield_per": STREAMED}
    ):
        if _is_officer(actor):
            own = actor in {str(holder), str(inquirer)} | overseers or (intake and actor in clerks)
            found[actor].append(Reading(record_id, at, own))
    return found


def _players(session: Session, role: Role) -> set[str]:
    found = session.scalars(select(OfficerRole.officer_id).where(OfficerRole.role == role))
    return {str(each) for each in found}


def _earlier(session: Session, week: date) -> Counter[str]:
    begin = _instant(week - WEEKS_COMPARED * WEEK)
    statement = select(Event.actor).where(
        Event.type == READ, Event.at >= begin, Event.at < _instant(week)
    )
    return Counter(session.scalars(statement, execution_options={"yield_per": STREAMED}))


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), INDIA)


def _is_officer(actor: str) -> bool:
    try:
        uuid.UUID(actor)
    except ValueError:
        return False
    return True


def notes_for(session: Session, reader: uuid.UUID, *, most: int = MOST_SHOWN) -> list[ReadingNote]:
    """The lines this reader may see, the newest week first: all but his own."""
    statement = (
        select(ReadingNote)
        .where(ReadingNote.officer_id != reader)
        .order_by(ReadingNote.week.desc(), ReadingNote.officer_id, ReadingNote.rule)
        .limit(most)
    )
    return list(session.scalars(statement))
