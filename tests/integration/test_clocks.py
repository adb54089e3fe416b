"""Clocks begin and end with the steps of the procedure, and can be made again from the log."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, select, update

from tests.builders.cases import START, day
from vigilance.audit.models import Event
from vigilance.cases.commands import extension, inquiry
from vigilance.cases.commands.stays import lift_stay, record_stay
from vigilance.clocks.commands import StayOrder
from vigilance.clocks.models import Alert, Clock, ClockStay
from vigilance.clocks.queries import clocks_of, due_for, limit_over, readings_of
from vigilance.clocks.rebuilding import rebuild_clocks
from vigilance.clocks.recomputing import check_clocks
from vigilance.complaints.commands import verification
from vigilance.complaints.commands.assignment import assign
from vigilance.complaints.commands.confirmation import confirm
from vigilance.complaints.commands.routing import file, reopen
from vigilance.complaints.models import Complaint
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import Incomplete, Invalid, NotPermitted
from vigilance.domain.roles import Role
from vigilance.domain.stays import StayGround
from vigilance.domain.time_limits import Standing

FIRST = date(2026, 1, 5)


def clock(session, record_id, name):
    found = [one for one in clocks_of(session, [record_id])[record_id] if one.limit_name == name]
    return max(found, key=lambda one: one.round)


def kept(session, record_id):
    columns = (
        "limit_name", "round", "started_on", "due_on", "counts_until", "done_on", "extended",
        "stayed", "owed_by", "owner_id",
    )  # fmt: skip
    return sorted(
        tuple(str(getattr(one, name)) for name in columns)
        for one in clocks_of(session, [record_id])[record_id]
    )


def test_registration_begins_scrutiny_and_the_acknowledgement_ends_at_once_on_the_web(
    walk, session
):
    complaint = walk.registered()

    assert clock(session, complaint.record_id, "scrutiny").due_on == date(2026, 2, 5)
    assert clock(session, complaint.record_id, "acknowledgement").done_on == FIRST


def test_scrutiny_stands_still_while_the_complainant_is_asked(walk, session):
    complaint = walk.asked()

    scrutiny = clock(session, complaint.record_id, "scrutiny")
    assert (scrutiny.stayed, scrutiny.next_alert_on) == (True, None)
    assert clock(session, complaint.record_id, "confirmation").due_on == FIRST + timedelta(days=15)


def test_confirmation_moves_the_due_date_of_scrutiny_by_the_days_it_stood_still(walk, session):
    complaint = walk.asked()

    rules = walk.office.rules(session)
    confirm(session, complaint.record_id, by=walk.team.clerk, at=day(10), rules=rules)

    scrutiny = clock(session, complaint.record_id, "scrutiny")
    assert (scrutiny.stayed, scrutiny.due_on) == (False, date(2026, 2, 15))
    assert scrutiny.counts_until == date(
        2026, 2, 16
    )  # a Monday; 15 February is the Sunday of Mahashivratri
    assert clock(session, complaint.record_id, "confirmation").done_on == FIRST + timedelta(days=10)
    stay = session.scalars(select(ClockStay)).one()
    assert (stay.since, stay.until) == (FIRST, FIRST + timedelta(days=10))


def test_the_reminder_ends_one_clock_and_begins_the_next(walk, session):
    complaint = walk.asked()

    walk.do(verification.remind, complaint, by=walk.team.vo, at=day(15))

    assert clock(session, complaint.record_id, "confirmation").done_on == FIRST + timedelta(days=15)
    assert clock(session, complaint.record_id, "reminder").due_on == FIRST + timedelta(days=30)


def test_what_is_due_follows_the_complaint_to_another_officer(walk, session, an_officer):
    complaint = walk.under_scrutiny()
    other = an_officer(Role.VO)

    assign(session, complaint, other.id, by=walk.team.cvo, at=day(1), office=walk.office)

    assert [one.limit_name for one in due_for(session, other.id).rows] == ["scrutiny", "feedback"]
    assert due_for(session, walk.team.vo.officer_id).rows == []


def test_an_extension_counts_four_months_from_the_order(walk, session):
    case = walk.inquired()
    walk.do(extension.ask_extension, case, "Witnesses are away.", by=walk.team.inquirer, at=day(80))

    walk.do(extension.grant_extension, case, "Granted.", by=walk.team.cvo, at=day(81))

    inquiry_clock = clock(session, case.record_id, "inquiry-report")
    assert (inquiry_clock.extended, inquiry_clock.due_on) == (True, date(2026, 5, 5))
    assert inquiry_clock.owner_id == walk.team.inquirer.officer_id


def test_returning_a_report_does_not_begin_its_clock_anew(walk, session):
    case = walk.inquired()
    report = inquiry.InquiryReport(inquiry.Finding.SUBSTANTIATED, "It is true.")
    walk.do(inquiry.submit_report, case, report, by=walk.team.inquirer, at=day(60))

    walk.do(inquiry.return_report, case, "Hear the other side.", by=walk.team.cvo, at=day(61))

    found = clock(session, case.record_id, "inquiry-report")
    assert (found.round, found.done_on, found.due_on) == (1, None, date(2026, 4, 5))


def test_a_recorded_stay_stops_the_clocks_and_lifting_it_moves_their_due_dates(walk, session):
    case = walk.inquired()
    order = StayOrder(
        StayGround.COURT_STAY, FIRST + timedelta(days=10), wake_on=FIRST + timedelta(days=40)
    )
    record = case.record
    record_stay(
        session, record, order, "High Court order.", by=walk.team.vo, at=day(12), office=walk.office
    )
    found = clock(session, case.record_id, "inquiry-report")
    stopped = (found.stayed, found.next_alert_on)

    lift_stay(
        session, record, StayGround.COURT_STAY, by=walk.team.vo, at=day(30), office=walk.office
    )

    assert stopped == (True, FIRST + timedelta(days=40))
    assert (found.stayed, found.due_on) == (False, date(2026, 4, 25))


def test_a_stay_needs_its_reasons_and_an_officer_of_the_vigilance_cell(walk, session):
    case = walk.inquired()
    order = StayOrder(StayGround.COURT_STAY, FIRST)

    with pytest.raises(Incomplete):
        record_stay(
            session, case.record, order, " ", by=walk.team.vo, at=day(1), office=walk.office
        )
    with pytest.raises(NotPermitted):
        record_stay(
            session, case.record, order, "x", by=walk.team.inquirer, at=day(1), office=walk.office
        )
    later = StayOrder(StayGround.COURT_STAY, FIRST + timedelta(days=9))
    with pytest.raises(Invalid):
        record_stay(
            session, case.record, later, "x", by=walk.team.vo, at=day(1), office=walk.office
        )


def test_kept_clocks_are_made_again_from_the_log(walk, session):
    case = walk.inquired()
    walk.do(extension.ask_extension, case, "Away.", by=walk.team.inquirer, at=day(80))
    walk.do(extension.grant_extension, case, "Granted.", by=walk.team.cvo, at=day(81))
    complaint = session.scalars(select(Complaint)).one()
    session.flush()
    records = [complaint.record, case.record]
    before = [kept(session, record.id) for record in records]

    for record in records:
        session.execute(
            update(Clock)
            .where(Clock.record_id == record.id)
            .values(
                due_on=FIRST,
                counts_until=FIRST,
                started_on=FIRST,
                done_on=None,
                extended=False,
                stayed=True,
            )
        )
        session.execute(
            delete(Clock).where(
                Clock.record_id == record.id, ~Clock.id.in_(select(ClockStay.clock_id))
            )
        )
        session.expire_all()
        rebuild_clocks(session, record, walk.office.rules(session))
        session.flush()

    assert [kept(session, record.id) for record in records] == before


def test_a_reopened_complaint_has_a_second_round_in_the_log_too(walk, session):
    complaint = walk.scrutinised()
    walk.do(
        file, complaint, Disposal.INSUFFICIENT, "Nothing to verify.", by=walk.team.cvo, at=day(20)
    )
    walk.do(reopen, complaint, "A new fact.", by=walk.team.cvo, at=day(50))
    session.flush()
    before = kept(session, complaint.record_id)

    rebuild_clocks(session, complaint.record, walk.office.rules(session))

    assert kept(session, complaint.record_id) == before
    assert clock(session, complaint.record_id, "scrutiny").round == 2


def test_the_nightly_check_is_silent_while_all_is_well_and_reports_what_the_rules_changed(
    walk, session, connected
):
    complaint = walk.registered()
    session.commit()
    rules = walk.office.rules(session)
    quiet = check_clocks(connected, rules, day(3), batch=1)
    session.execute(
        update(Clock).where(Clock.limit_name == "scrutiny").values(due_on=date(2026, 2, 9))
    )
    session.commit()
    session.expire_all()

    found = check_clocks(connected, rules, day(4), batch=1)

    assert quiet == []
    assert [(one.limit, one.before["due_on"], one.after["due_on"]) for one in found] == [
        ("scrutiny", "2026-02-09", "2026-02-05")
    ]
    session.expire_all()
    assert clock(session, complaint.record_id, "scrutiny").due_on == date(2026, 2, 5)


def test_readings_of_many_records_take_three_statements(walk, session, queries_made):
    ids = [walk.asked(START + timedelta(days=n)).record_id for n in range(4)]
    session.commit()
    session.expire_all()
    rules = walk.office.rules(session)
    queries_made.clear()

    readings = readings_of(session, ids, FIRST + timedelta(days=40), rules)

    assert len(queries_made) == 3
    assert [
        one.reading.standing for one in readings[ids[0]] if one.clock.limit_name == "scrutiny"
    ] == [Standing.STAYED]
    assert limit_over(session, ids[0], FIRST + timedelta(days=40))
    assert not limit_over(session, ids[0], FIRST + timedelta(days=40), "scrutiny")


def test_no_alert_is_raised_by_keeping_clocks(walk, session):
    walk.inquired()

    assert session.scalar(select(func.count()).select_from(Alert)) == 0
    assert session.scalar(select(func.count()).where(Event.type == "alert-raised")) == 0


def test_an_officer_without_the_permission_records_no_stay(walk, session):
    clerk = Actor(frozenset({Role.CLERK}), walk.team.clerk.officer_id)
    case = walk.inquired()

    with pytest.raises(NotPermitted):
        lift_stay(
            session, case.record, StayGround.COURT_STAY, by=clerk, at=day(1), office=walk.office
        )
