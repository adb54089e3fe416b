"""What is due comes up by rule; recording a review moves nothing by itself."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.builders.complaints import a_complaint
from tests.builders.matters import (
    NOW,
    TODAY,
    a_pending_case,
    a_pending_complaint,
    an_overdue_clock,
)
from tests.builders.rules import a_rule
from vigilance.audit.models import Event, EventPayload
from vigilance.domain.actors import Actor
from vigilance.domain.errors import EditConflict, Invalid, NotFound
from vigilance.domain.lanes import Lane
from vigilance.domain.review_rules import rule_named
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint, inquiry
from vigilance.notes.models import Note, NoteKind
from vigilance.records.models import Tier
from vigilance.reviews.commands.reviewing import Decision, record_reviews
from vigilance.reviews.models import Review
from vigilance.reviews.queries import due_matters
from vigilance.reviews.rules import Outcome, every_version, review_rules


def numbers(session, rule, today=TODAY):
    return [matter.number for matter in due_matters(session, rule, today).rows]


@pytest.fixture
def cvo(an_officer):
    officer = an_officer(Role.CVO)
    return Actor(frozenset({Role.CVO}), officer.id)


def sat(session, rule, outcome, *rows, by, reasons=None, next_on=None, at=NOW):
    decision = Decision(rule, outcome, reasons, next_on)
    return record_reviews(session, decision, [row.number for row in rows], by=by, at=at)


def test_a_rule_takes_complaints_and_cases_together_oldest_first(session):
    young = a_pending_complaint(session, age=10)
    old = a_pending_case(session, age=200)
    middle = a_pending_complaint(session, age=50)

    assert numbers(session, a_rule()) == [old.number, middle.number, young.number]


def test_what_is_closed_is_not_due(session):
    a_pending_complaint(session, state=complaint.State.FILED)
    a_pending_case(session, state=inquiry.State.CLOSED)

    assert numbers(session, a_rule()) == []


def test_a_rule_by_age_takes_from_its_day_on(session):
    a_pending_complaint(session, age=180)
    old = a_pending_complaint(session, age=181)

    assert numbers(session, a_rule(age_days=181)) == [old.number]


def test_a_rule_by_stage_waits_so_many_days_in_the_stage(session):
    waits = a_pending_complaint(
        session, age=90, state=complaint.State.DECISION_PENDING, in_state=15
    )
    a_pending_complaint(session, age=90, state=complaint.State.DECISION_PENDING, in_state=14)
    a_pending_complaint(session, age=90, state=complaint.State.UNDER_SCRUTINY, in_state=30)
    report = a_pending_case(session, age=120, state=inquiry.State.REPORT_SUBMITTED, in_state=20)

    rule = a_rule(stages=frozenset({"decision-pending", "report-submitted"}), stage_days=15)

    assert numbers(session, rule) == [report.number, waits.number]


def test_a_rule_by_overdue_takes_running_clocks_past_their_last_day(session):
    late = a_pending_complaint(session, age=70)
    an_overdue_clock(session, late, days=1)
    for more in ({"days": 0}, {"stayed": True}, {"done_on": TODAY}):
        an_overdue_clock(session, a_pending_complaint(session, age=70), **more)

    assert numbers(session, a_rule(overdue=True)) == [late.number]


def test_a_reviewed_matter_is_due_again_on_its_next_date(session, cvo):
    row = a_pending_complaint(session)
    rule = a_rule()

    (review,) = sat(session, rule, Outcome.CONTINUE, row, by=cvo, next_on=TODAY + timedelta(days=7))

    assert review.next_on == TODAY + timedelta(days=7)
    assert numbers(session, rule, TODAY + timedelta(days=6)) == []
    assert numbers(session, rule, TODAY + timedelta(days=7)) == [row.number]


def test_only_the_last_review_counts(session, cvo):
    row, rule = a_pending_complaint(session), a_rule()
    sat(session, rule, Outcome.CONTINUE, row, by=cvo, next_on=TODAY + timedelta(days=1))
    later = NOW + timedelta(days=1)

    sat(session, rule, Outcome.CONTINUE, row, by=cvo, next_on=TODAY + timedelta(days=3), at=later)

    assert numbers(session, rule, TODAY + timedelta(days=2)) == []
    assert numbers(session, rule, TODAY + timedelta(days=3)) == [row.number]


def test_without_time_it_stays_due(session, cvo):
    row, rule = a_pending_complaint(session), a_rule()

    sat(session, rule, Outcome.NO_TIME, row, by=cvo, next_on=TODAY + timedelta(days=30))

    assert numbers(session, rule) == [row.number]


def test_left_empty_the_next_date_is_the_rules_period(session, cvo):
    (review,) = sat(session, a_rule(), Outcome.CONTINUE, a_pending_complaint(session), by=cvo)

    assert review.next_on == date(2026, 4, 1)


@pytest.mark.parametrize("next_on", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=367)])
def test_the_next_date_lies_ahead_within_a_year(session, cvo, next_on):
    row = a_pending_complaint(session)

    with pytest.raises(Invalid) as wrong:
        sat(session, a_rule(), Outcome.CONTINUE, row, by=cvo, next_on=next_on)
    assert list(wrong.value.fields) == ["next_on"]


@pytest.mark.parametrize("outcome", [Outcome.DIRECT, Outcome.TRANSFER, Outcome.CLOSE])
def test_some_outcomes_need_reasons(session, cvo, outcome):
    with pytest.raises(Invalid) as wrong:
        sat(session, a_rule(), outcome, a_pending_complaint(session), by=cvo, reasons="  ")
    assert list(wrong.value.fields) == ["reasons"]


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome.DIRECT, NoteKind.DIRECTION),
        (Outcome.CLOSE, NoteKind.REASONS),
        (Outcome.CONTINUE, NoteKind.REASONS),
    ],
)
def test_reasons_become_a_note_of_the_file(session, cvo, outcome, kind):
    row = a_pending_complaint(session)

    (review,) = sat(session, a_rule(), outcome, row, by=cvo, reasons="Ask the district again.")

    note = session.scalars(select(Note).where(Note.record_id == row.record_id)).one()
    assert (note.kind, note.text, note.number) == (
        kind,
        "Ask the district again.",
        review.note_number,
    )


def test_a_review_is_an_event_of_the_chain_and_moves_nothing(session, cvo):
    row = a_pending_complaint(session, state=complaint.State.DECISION_PENDING)

    sat(session, a_rule(), Outcome.CLOSE, row, by=cvo, reasons="Nothing more can be found.")
    session.commit()

    event = session.scalars(
        select(Event).where(Event.record_id == row.record_id, Event.type == "review")
    ).one()
    body = session.get(EventPayload, event.id).body
    assert {name: body[name] for name in ("rule", "outcome", "next_on", "note")} == {
        "rule": "test",
        "outcome": "close",
        "next_on": "2026-04-01",
        "note": 1,
    }
    assert event.actor == str(cvo.officer_id)
    assert row.state == complaint.State.DECISION_PENDING


def test_what_is_no_longer_due_is_refused_and_nothing_is_recorded(session, cvo):
    due, gone, rule = a_pending_complaint(session), a_pending_complaint(session), a_rule()
    sat(session, rule, Outcome.CONTINUE, gone, by=cvo)

    with pytest.raises(EditConflict):
        sat(session, rule, Outcome.CONTINUE, due, gone, by=cvo)
    assert session.scalar(select(func.count()).select_from(Review)) == 1


def test_the_shipped_rules_are_read(settings):
    rules = review_rules(settings.config_dir, TODAY)

    assert rules[0].name == "overdue"
    assert rule_named(rules, None) is rules[0]
    assert rule_named(rules, "all-pending").period_days == 30
    with pytest.raises(NotFound):
        rule_named(rules, "no such rule")


def test_a_file_that_cannot_be_read_is_told_by_its_name(tmp_path):
    (tmp_path / "reviews.toml").write_text("[[rule", encoding="utf-8")

    with pytest.raises(Invalid) as wrong:
        every_version(tmp_path)
    assert list(wrong.value.fields) == ["reviews.toml"]


def test_a_protected_matters_reasons_are_sealed(session, app, cvo):
    made = a_complaint(
        session,
        app.extensions["vigilance.office"],
        lane=Lane.PROTECTED,
        at=datetime.fromisoformat("2026-01-05T06:00:00+00:00"),
    )
    assert made.complaint.record.tier is Tier.PROTECTED

    sat(session, a_rule(), Outcome.DIRECT, made.complaint, by=cvo, reasons="गुप्त निर्देश")
    session.commit()

    note = session.scalars(select(Note).where(Note.record_id == made.complaint.record_id)).one()
    assert note.text is None
    assert note.text_sealed is not None
