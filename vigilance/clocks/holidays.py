"""Days declared closed after the lists were printed, and what they do to running clocks."""

import uuid
from datetime import date, datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.clocks.models import Clock, ClockChange, DeclaredHoliday
from vigilance.clocks.recomputing import StaleClocks, in_batches, recompute_running
from vigilance.clocks.rules import ClockRules
from vigilance.domain.actors import Actor
from vigilance.domain.calendar import CalendarKind, Holiday
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.words import Words
from vigilance.records.commands import system_record


def declare_holiday(
    session: Session,
    day: date,
    calendar: CalendarKind,
    names: Words,
    rules: ClockRules,
    *,
    by: Actor,
    at: datetime,
) -> list[ClockChange]:
    """Close this kind of office on this day, and recompute each running clock whose span touches it.

    Who keeps the calendar sees no record, so the session must be one of the system; `by` names him on the ledger.
    """
    if not allowed(by.roles, Permission.CALENDAR_MANAGE):
        raise NotPermitted("declare-holiday")
    if rules.calendars[calendar].closed_day(day) is not None:
        raise Invalid({"day": ["The office is closed on this day already."]})
    if by.officer_id is None or not names.hi.strip() or not names.en.strip():
        raise Invalid({"name": ["Write the name of the holiday in both languages."]})
    row = DeclaredHoliday(
        day=day,
        calendar=calendar.value,
        name_en=names.en,
        name_hi=names.hi,
        declared_at=at,
        declared_by=by.officer_id,
        recomputed=0,
    )
    session.add(row)
    changed = rules.with_holiday(calendar, Holiday(day, names))
    changes = _recomputed(session, changed, day, calendar, by=by, at=at)
    row.recomputed = len(changes)
    body = {"day": day.isoformat(), "calendar": calendar.value, "recomputed": len(changes)}
    append_event(
        session, system_record(session, "admin", at=at), "declare-holiday", body, by=by, at=at
    )
    return changes


def _recomputed(
    session: Session,
    rules: ClockRules,
    day: date,
    calendar: CalendarKind,
    *,
    by: Actor,
    at: datetime,
) -> list[ClockChange]:
    """What the closed day moves among the clocks of this kind of office whose span touches it."""
    names = {limit.name for limit in rules.limits if limit.calendar == calendar}
    touched = (Clock.limit_name.in_(names), Clock.started_on < day, Clock.counts_until >= day)
    clocks = StaleClocks(rules, *touched)
    found: list[uuid.UUID] = []
    while (more := clocks.more(session)) is not None:
        found += more
    changes: list[ClockChange] = []
    # In the order of the records, in which everybody takes them.
    for ids in in_batches(sorted(set(found))):
        changes += recompute_running(session, ids, rules, f"holiday {day}", by=by, at=at)
    return changes
