"""Reminders and escalations are raised once each, however often, late or in parallel the sweep runs."""

import uuid
from collections import Counter
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select, update

from tests.builders.cases import day
from tests.builders.complaints import a_filing
from vigilance.audit.commands import append_event
from vigilance.audit.models import Event, EventPayload
from vigilance.clocks.commands import StayOrder, stay_clocks
from vigilance.clocks.models import Alert, Clock
from vigilance.clocks.queries import alerts_for
from vigilance.clocks.sweep import raise_alerts
from vigilance.complaints.commands.registration import register
from vigilance.complaints.office import make_office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role
from vigilance.domain.stays import StayGround
from vigilance.sealing.keyring import Keyring

FIRST = date(2026, 1, 5)


def sweep(connected, walk, number, batch=500):
    today = FIRST + timedelta(days=number)
    rules = walk.office.rules(walk.session)
    raised = raise_alerts(connected, rules, today, day(number), batch)
    walk.session.expire_all()
    return raised


def raised(session):
    """The alerts of the scrutiny clock; the first feedback has a clock of its own."""
    rows = session.execute(
        select(Clock.limit_name, Alert.level, Alert.due_on, Alert.role, Alert.officer_id)
        .join(Clock, Clock.id == Alert.clock_id)
        .where(Clock.limit_name == "scrutiny")
    )
    return Counter(tuple(row) for row in rows)


def scrutiny_alerts(walk, due=date(2026, 2, 5)):
    vo = walk.team.vo.officer_id
    return {
        ("scrutiny", "before-7", due, Role.VO, vo): 1,
        ("scrutiny", "before-3", due, Role.VO, vo): 1,
        ("scrutiny", "after-1", due, Role.CVO, None): 1,
        ("scrutiny", "after-15", due, Role.CVO, None): 1,
    }


def test_run_every_day_each_alert_is_raised_once(walk, session, connected):
    walk.assigned()
    session.commit()

    for number in range(60):
        sweep(connected, walk, number)
        sweep(connected, walk, number)

    assert raised(session) == scrutiny_alerts(walk)


def test_after_it_stood_still_for_days_the_same_alerts_are_raised(walk, session, connected):
    walk.assigned()
    session.commit()

    for number in (0, 24, 28, 59):
        sweep(connected, walk, number)

    assert raised(session) == scrutiny_alerts(walk)


def test_an_alert_is_raised_on_its_day_and_not_before(walk, session, connected):
    walk.assigned()
    session.commit()

    assert [sweep(connected, walk, number) for number in (23, 24, 25, 31, 32)] == [0, 1, 0, 1, 1]
    # due on Thursday 5 February: warned on 29 January and 2 February, escalated on the 6th


def test_each_record_hears_of_its_alerts_in_one_event(walk, session, connected):
    complaint = walk.assigned()
    session.commit()

    sweep(connected, walk, 59)

    bodies = session.scalars(
        select(EventPayload.body)
        .join(Event, Event.id == EventPayload.event_id)
        .where(Event.type == "alert-raised", Event.record_id == complaint.record_id)
    ).all()
    assert [sorted(told["level"] for told in body["alerts"]) for body in bodies] == [
        ["after-1", "after-15", "before-3", "before-7"]
    ]


def test_a_stayed_clock_is_silent_until_the_day_set_to_look_again(walk, session, connected):
    complaint = walk.under_scrutiny()
    order = StayOrder(StayGround.AWAITING_RECORD, FIRST, wake_on=FIRST + timedelta(days=20))
    rules = walk.office.rules(session)
    stays = stay_clocks(session, complaint.record, order, by=walk.team.vo, rules=rules)
    append_event(
        session, complaint.record, "record-stay", {}, by=walk.team.vo, at=day(0), rows=stays
    )
    session.commit()

    for number in range(70):
        sweep(connected, walk, number)

    assert [key[1] for key in raised(session)] == ["wake-2026-01-25"]


def test_a_due_date_that_moved_is_warned_of_again(walk, session, connected):
    walk.assigned()
    session.commit()
    sweep(connected, walk, 28)
    later = date(2026, 3, 5)
    session.execute(
        update(Clock)
        .where(Clock.limit_name == "scrutiny")
        .values(due_on=later, counts_until=later, next_alert_on=later - timedelta(days=7))
    )
    session.commit()

    for number in range(29, 90):
        sweep(connected, walk, number)

    early = {key: 1 for key in scrutiny_alerts(walk) if key[1].startswith("before")}
    assert raised(session) == early | scrutiny_alerts(walk, later)


def test_small_batches_raise_what_one_large_batch_does(walk, session, connected):
    for _ in range(5):
        walk.assigned()
    session.commit()

    assert sweep(connected, walk, 40, batch=2) == 5 * 3
    assert set(raised(session).values()) == {5}


def test_an_officer_is_shown_his_own_reminders_and_the_cvo_the_escalations(
    walk, session, connected
):
    walk.assigned()
    session.commit()
    sweep(connected, walk, 59)

    def seen(actor):
        with connected.reading() as reading:
            act_as(reading, actor)
            return sorted(alert.level for alert in alerts_for(reading, actor).rows)

    assert seen(walk.team.vo) == ["before-3", "before-7"]
    assert seen(walk.team.cvo) == ["after-1", "after-15"]
    assert seen(walk.team.inquirer) == []


@pytest.fixture
def own_database(request, database, tmp_path):
    """A database of the same kind for this test alone, on which transactions are real."""
    if database.dialect == "sqlite":
        found = Database(f"sqlite:///{tmp_path}/own.db")
    else:
        server = request.getfixturevalue("postgresql_server")
        found = Database(server.create_database(f"own{uuid.uuid4().hex[:12]}"))
    migrate(found)
    yield found
    found.dispose()


def test_two_sweepers_at_once_raise_each_alert_once(own_database, settings):
    office = make_office(settings, Keyring.load(settings.keys_dir))
    with own_database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        for _ in range(12):
            register(session, a_filing(), by=SYSTEM, at=day(0), office=office)
        rules = office.rules(session)
    gate, counts = Barrier(2), []

    def run():
        gate.wait()
        counts.append(raise_alerts(own_database, rules, date(2026, 2, 20), day(46), batch=3))

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # one that found all its records held by the other ended early: the next sweep finds the rest
    counts.append(raise_alerts(own_database, rules, date(2026, 2, 20), day(46), batch=3))

    with own_database.reading() as session:
        act_as(session, SYSTEM)
        alerts = session.scalar(select(func.count()).select_from(Alert))
        events = session.scalar(select(func.count()).where(Event.type == "alert-raised"))
    assert (alerts, sum(counts), events) == (48, 48, 12)
