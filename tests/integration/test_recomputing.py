"""Computing all running clocks again in bulk gives what computing them one by one gives, and writes only what moves."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import func, select, update

from tests.builders.cases import day
from vigilance.audit.models import Event
from vigilance.clocks.commands import recompute_clock
from vigilance.clocks.models import Clock, ClockChange
from vigilance.clocks.queries import stays_of
from vigilance.clocks.recomputing import StaleClocks, check_clocks
from vigilance.domain.calendar import CalendarKind, Holiday
from vigilance.domain.lanes import Channel
from vigilance.domain.words import Words
from vigilance.records.models import Record

NAMES = Words(hi="स्थानीय अवकाश", en="Local holiday")
KEPT = ("due_on", "counts_until", "stayed", "owed_by", "owner_id", "next_alert_on")
BEGAN = date(2026, 1, 5)


@pytest.fixture
def stories(walk, session):
    """Complaints that stand differently: fresh, by letter, assigned, awaiting an answer (so stayed)."""
    for number in range(3):
        walk.registered(day(number))
        walk.registered(day(number), channel=Channel.LETTER)
        walk.assigned(day(number))
        walk.asked(day(number))
    session.commit()


def with_holidays(rules, seed):
    rng = Random(seed)
    for _ in range(4):
        closed = BEGAN + timedelta(days=int(rng.random() * 60))
        for kind in CalendarKind:
            if rules.calendars[kind].closed_day(closed) is None:
                rules = rules.with_holiday(kind, Holiday(closed, NAMES))
    return rules


def kept(session):
    session.expire_all()
    clocks = session.scalars(select(Clock))
    return {clock.id: tuple(getattr(clock, name) for name in KEPT) for clock in clocks}


def one_by_one(session, rules):
    """What each clock becomes when it is computed alone; nothing of it is written."""
    made = kept(session)
    with session.no_autoflush:
        running = session.scalars(select(Clock).where(Clock.done_on.is_(None))).all()
        stays = stays_of(session, [clock.id for clock in running])
        for clock in running:
            record = session.get(Record, clock.record_id)
            recompute_clock(clock, stays.get(clock.id, []), record, rules)
            made[clock.id] = tuple(getattr(clock, name) for name in KEPT)
        session.expire_all()
    return made


@pytest.mark.parametrize("seed", range(4))
def test_in_bulk_as_one_by_one(connected, walk, session, stories, seed):
    rules = with_holidays(walk.office.rules(session), seed)
    rng = Random(seed)
    for clock_id in session.scalars(select(Clock.id).where(Clock.done_on.is_(None))).all():
        if rng.random() < 0.3:
            wrong = {"due_on": BEGAN} if rng.random() < 0.5 else {"owner_id": None}
            session.execute(update(Clock).where(Clock.id == clock_id).values(**wrong))
    session.commit()
    before, expected = kept(session), one_by_one(session, rules)

    found = check_clocks(connected, rules, day(4), batch=3)

    assert kept(session) == expected
    moved = {key for key, now in expected.items() if now[:2] != before[key][:2]}
    assert moved
    assert len(found) == len(moved)
    assert set(session.scalars(select(ClockChange.clock_id))) == moved
    events = select(func.count()).select_from(Event).where(Event.type == "clock-recomputed")
    records = select(func.count(Clock.record_id.distinct())).where(Clock.id.in_(moved))
    assert session.scalar(events) == session.scalar(records)
    assert check_clocks(connected, rules, day(5)) == []


def test_what_the_rules_agree_with_is_read_and_not_written(walk, session, stories, queries_made):
    rules = walk.office.rules(session)
    clocks = StaleClocks(rules)
    queries_made.clear()

    stale = clocks.more(session)

    running = select(Clock.record_id).where(Clock.done_on.is_(None))
    stayed = set(session.scalars(running.where(Clock.stayed)))
    assert set(stale) == stayed  # a stay is always computed anew, under lock
    assert clocks.looked_at == len(session.scalars(running).all())
    assert len(queries_made) == 3  # the one look, and the two of this test
    assert clocks.more(session) is None


def test_progress_is_told(connected, walk, session, stories):
    told = []

    check_clocks(
        connected,
        walk.office.rules(session),
        day(4),
        tell=lambda looked_at, moved: told.append((looked_at, moved)),
    )

    running = select(func.count()).select_from(Clock).where(Clock.done_on.is_(None))
    assert told == [(session.scalar(running), 0)]
