"""Who looked: the weekly note finds what the rules say, and nobody sees his own line."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.audit.commands import append_event
from vigilance.domain.reading import Reading, ReadingRule, reading_thresholds, unusual
from vigilance.domain.roles import Role
from vigilance.returns.jobs import note_reading
from vigilance.returns.looked import note_week, week_of
from vigilance.returns.models import ReadingNote

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)
NIGHT = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
NEXT = datetime(2026, 3, 9, 6, tzinfo=UTC)


def reads(session, matters, actor, at=NOON, times=1):
    for number in range(times):
        for matter in matters:
            when = at + timedelta(minutes=number)
            append_event(session, matter.record, "read", {"what": "file"}, by=actor, at=when)
    session.flush()


def noted(session, office, week=MONDAY):
    note_week(session, week, office.settings.config_dir, NEXT)
    rows = session.scalars(select(ReadingNote).where(ReadingNote.week == week))
    return {(row.officer_id, ReadingRule(row.rule)): (row.count, row.usual) for row in rows}


def test_who_reads_far_more_than_in_the_weeks_before_is_noted(session, walk, office):
    mine = walk.assigned()
    reads(session, [mine], walk.team.vo, NOON - timedelta(days=14), times=8)
    reads(session, [mine], walk.team.vo, times=20)
    assert noted(session, office) == {(walk.team.vo.officer_id, ReadingRule.FAR_MORE): (20, 2)}


def test_who_reads_as_much_as_ever_is_not_noted(session, walk, office):
    mine = walk.assigned()
    for weeks in range(5):
        reads(session, [mine], walk.team.vo, NOON - timedelta(weeks=weeks), times=20)
    assert noted(session, office) == {}


def test_files_that_are_not_the_readers_own_are_noted(session, walk, office):
    others = [walk.assigned() for _ in range(3)]
    reads(session, others, walk.team.inquirer)
    assert noted(session, office) == {(walk.team.inquirer.officer_id, ReadingRule.OUTSIDE): (3, 0)}


def test_to_the_cvo_every_matter_is_his_own(session, walk, office):
    reads(session, [walk.assigned() for _ in range(4)], walk.team.cvo)
    assert (walk.team.cvo.officer_id, ReadingRule.OUTSIDE) not in noted(session, office)


def test_reading_at_night_is_noted_by_indian_time(session, walk, office):
    mine = walk.assigned()
    reads(session, [mine], walk.team.vo, NIGHT, times=5)
    assert noted(session, office) == {(walk.team.vo.officer_id, ReadingRule.AT_NIGHT): (5, 0)}


def test_reading_one_persons_complaints_is_noted(session, walk, office, monkeypatch):
    matters = [walk.assigned() for _ in range(4)]
    one = {b"mark": {matter.record_id for matter in matters}}
    monkeypatch.setattr("vigilance.returns.looked.records_by_contact", lambda _session, _read: one)
    reads(session, matters, walk.team.vo)
    assert noted(session, office) == {(walk.team.vo.officer_id, ReadingRule.SAME_PERSON): (4, 0)}


def test_a_note_is_made_once_however_often_the_job_runs(connected, session, walk, own_office):
    reads(session, [walk.assigned()], walk.team.vo, NIGHT, times=5)
    session.commit()
    assert note_reading(connected, own_office, NEXT) == 1
    assert note_reading(connected, own_office, NEXT) == 0


@pytest.fixture
def browser(walk, session, sign_in, at):
    at(NEXT)
    return lambda actor: seated(session, sign_in, actor)


def test_the_cvo_finds_it_on_the_page_and_on_his_desk_and_the_reader_does_not(
    session, walk, office, browser, sign_in
):
    reads(session, [walk.assigned(day(1))], walk.team.vo, NIGHT, times=5)
    reads(session, [walk.assigned(day(1))], walk.team.cvo, NIGHT, times=5)
    noted(session, office)
    cvo = browser(walk.team.cvo)
    page = cvo.get("/office/reads/unusual")
    assert said(page).count("Read at night") == 1
    assert "Unusual reading of files" in said(cvo.get("/office/cvo"))
    vo = browser(walk.team.vo)
    assert vo.get("/office/reads/unusual").status_code == 403
    assert "Unusual reading" not in said(vo.get("/office"))
    assert said(sign_in(Role.AUDITOR).get("/office/reads/unusual")).count("Read at night") == 2


def test_a_few_readings_by_day_of_ones_own_files_are_nothing(office):
    thresholds = reading_thresholds(office.settings.config_dir / "reading.toml")
    week = [Reading(uuid.uuid4(), NOON, own=True) for _ in range(10)]
    assert list(unusual(week, 0, [], thresholds)) == []


def test_a_week_begins_on_monday():
    assert week_of(date(2026, 3, 8)) == MONDAY
    assert week_of(MONDAY) == MONDAY
