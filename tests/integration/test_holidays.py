"""A holiday declared late moves what is due, and shows before and after."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from vigilance.audit.models import Event
from vigilance.clocks.holidays import declare_holiday
from vigilance.clocks.models import Clock, ClockChange, DeclaredHoliday
from vigilance.clocks.queries import changes_of, clocks_of
from vigilance.clocks.recomputing import check_clocks
from vigilance.domain.actors import Actor
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.lanes import Channel
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.records.models import Record

TUESDAY = date(2026, 1, 6)
NAMES = Words(hi="स्थानीय अवकाश", en="Local holiday")


@pytest.fixture
def admin(an_officer):
    return Actor(frozenset({Role.ADMIN}), an_officer(Role.ADMIN).id)


def declare(walk, admin, on, kind=CalendarKind.HQ, names=NAMES):
    rules = walk.office.rules(walk.session)
    return declare_holiday(walk.session, on, kind, names, rules, by=admin, at=day(1))


def clock(session, complaint, name):
    return next(
        one
        for one in clocks_of(session, [complaint.record_id])[complaint.record_id]
        if one.limit_name == name
    )


def test_a_working_day_limit_moves_by_the_day_and_says_so(walk, session, admin):
    complaint = walk.registered(channel=Channel.LETTER)  # acknowledged within three working days
    before = clock(session, complaint, "acknowledgement").due_on

    changes = declare(walk, admin, TUESDAY)
    session.commit()

    acknowledgement = clock(session, complaint, "acknowledgement")
    assert (before, acknowledgement.due_on) == (date(2026, 1, 8), date(2026, 1, 9))
    (change,) = changes_of(session, acknowledgement.id)
    assert [one.id for one in changes] == [change.id]
    assert (change.cause, change.before["due_on"], change.after["due_on"]) == (
        "holiday 2026-01-06",
        "2026-01-08",
        "2026-01-09",
    )


def test_a_due_date_that_falls_on_the_day_is_in_time_on_the_next_open_one(walk, session, admin):
    complaint = walk.registered()

    declare(walk, admin, date(2026, 2, 5))

    scrutiny = clock(session, complaint, "scrutiny")
    assert (scrutiny.due_on, scrutiny.counts_until) == (date(2026, 2, 5), date(2026, 2, 6))
    assert scrutiny.next_alert_on == date(2026, 1, 29)


def test_each_record_and_the_office_hear_of_it(walk, session, admin):
    complaint = walk.registered(channel=Channel.LETTER)

    declare(walk, admin, TUESDAY)
    session.commit()

    told = session.execute(
        select(Record.number, Event.type, Event.actor)
        .join(Event, Event.record_id == Record.id)
        .where(Event.type.in_(["clock-recomputed", "declare-holiday"]))
    )
    by = str(admin.officer_id)
    assert sorted(map(tuple, told)) == [
        (complaint.number, "clock-recomputed", by),
        ("sys:admin", "declare-holiday", by),
    ]
    assert session.scalars(select(DeclaredHoliday.recomputed)).one() == 1


def test_clocks_it_does_not_touch_stay_as_they_are(walk, session, admin):
    walk.registered()
    dates = {one.id: (one.due_on, one.counts_until) for one in session.scalars(select(Clock))}

    far = declare(walk, admin, date(2026, 6, 3))
    district = declare(walk, admin, date(2026, 2, 5), CalendarKind.DISTRICT)

    assert (far, district) == ([], [])
    assert {
        one.id: (one.due_on, one.counts_until) for one in session.scalars(select(Clock))
    } == dates
    assert session.scalars(select(ClockChange)).all() == []


def test_the_rules_of_the_next_transaction_know_the_day(walk, session, admin, connected):
    declare(walk, admin, TUESDAY)
    session.commit()

    later = walk.registered(channel=Channel.LETTER)
    session.commit()

    assert clock(session, later, "acknowledgement").due_on == date(2026, 1, 9)
    assert check_clocks(connected, walk.office.rules(session), day(2)) == []


@pytest.mark.parametrize(
    ("on", "names"),
    [
        (date(2026, 1, 11), NAMES),  # a Sunday
        (date(2026, 1, 26), NAMES),  # Republic Day is in the list
        (TUESDAY, Words(hi=" ", en="Local holiday")),
    ],
)
def test_a_day_that_is_closed_already_or_has_no_name_is_refused(walk, admin, on, names):
    with pytest.raises(Invalid):
        declare(walk, admin, on, names=names)


def test_the_same_day_is_not_declared_twice(walk, session, admin):
    declare(walk, admin, TUESDAY)
    session.flush()

    with pytest.raises(Invalid):
        declare(walk, admin, TUESDAY)


def test_only_the_keeper_of_the_calendar_declares_it(walk):
    with pytest.raises(NotPermitted):
        declare(walk, walk.team.cvo, TUESDAY + timedelta(days=1))
