"""A leave, and what who acts meanwhile sees."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from vigilance.accounts.delegating import Leave, delegate
from vigilance.accounts.queries import actor_of_officer
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.handover import Part
from vigilance.records.models import Record

FIRST, LAST = date(2026, 1, 10), date(2026, 1, 14)


def moment(day):
    """Ten in the morning in India."""
    return datetime(day.year, day.month, day.day, 4, 30, tzinfo=UTC)


def on_leave(session, officer, substitute, by, *, part=Part.VO, since=FIRST, until=LAST, at=None):
    """The substitute acts for the officer on these days; the session is the system's."""
    made = delegate(
        session,
        Leave(officer.officer_id, part, substitute.id, since, until, "Earned leave."),
        "SWD",
        by=by,
        at=at or moment(date(2026, 1, 8)),
    )
    session.commit()
    return made


def numbers_seen(connected, officer_id, day):
    """The numbers of all records that this officer sees on this day, as a request would find them."""
    with connected.reading() as reading:
        act_as(reading, SYSTEM)
        actor = actor_of_officer(reading, officer_id, moment(day))
    with connected.reading() as reading:
        act_as(reading, actor)
        return set(reading.scalars(select(Record.number)))
