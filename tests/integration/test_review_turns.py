"""The clock of a queue: a review is due, held, or not held and told upwards. Every date is reckoned by hand.

In March 2026 the first is a Sunday, so the fifth open day is Friday the 6th, where no holiday falls among them.
"""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.builders.reviews import acting
from tests.builders.rules import a_rule
from vigilance.audit.models import Event
from vigilance.domain.calendar import Calendar, CalendarKind, Holiday
from vigilance.domain.errors import ActionNotAllowed, NotPermitted
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.reviews.commands.turns import Keeper, hold_turn
from vigilance.reviews.queue_models import ReviewTurn
from vigilance.reviews.turns import alerts_of, missed_turns, told_to

PLAIN = Calendar(CalendarKind.HQ)


def at(text):
    return datetime.fromisoformat(f"{text}T06:00:00+00:00").astimezone(UTC)


def swept(session, day, *rules, calendar=PLAIN):
    return Keeper(session, calendar, date.fromisoformat(day), at(day)).keep(rules or [a_rule()])


def turns(session):
    found = session.scalars(select(ReviewTurn).order_by(ReviewTurn.begins_on))
    return [(each.begins_on.isoformat(), each.due_on.isoformat()) for each in found]


def told(session):
    (turn,) = missed_turns(session, ["test"], date(2100, 1, 1))
    return [(one.days_after, one.role) for one in alerts_of(session, [turn.id]).get(turn.id, [])]


@pytest.fixture
def cvo(an_officer):
    return acting(an_officer(Role.CVO), Role.CVO)


def test_a_turn_is_opened_once_however_often_the_job_runs(session):
    assert swept(session, "2026-03-02") == 1
    assert swept(session, "2026-03-02") == 0
    assert turns(session) == [("2026-03-01", "2026-03-06")]


def test_a_new_office_is_not_late_for_a_day_before_it_began(session):
    assert swept(session, "2026-03-07") == 0

    swept(session, "2026-04-01")

    assert turns(session) == [("2026-04-01", "2026-04-07")]


def test_a_review_not_held_is_told_upwards_at_its_days_and_once(session):
    swept(session, "2026-03-02")

    swept(session, "2026-03-08")
    assert told(session) == []
    swept(session, "2026-03-09")
    swept(session, "2026-03-10")
    assert told(session) == [(3, Role.PRINCIPAL_SECRETARY)]
    swept(session, "2026-03-16")
    assert told(session) == [(3, Role.PRINCIPAL_SECRETARY), (10, Role.MINISTER)]
    assert [turn.rule for turn in told_to(session, [Role.MINISTER])] == ["test"]
    assert told_to(session, [Role.CVO]) == []
    events = session.scalars(select(Event.type).order_by(Event.record_seq)).all()
    assert events == ["review-due", "review-not-held", "review-not-held"]


def test_a_job_that_stood_still_makes_up_for_every_turn(session):
    swept(session, "2026-03-02")

    swept(session, "2026-05-20")

    assert turns(session) == [
        ("2026-03-01", "2026-03-06"),
        ("2026-04-01", "2026-04-07"),
        ("2026-05-01", "2026-05-07"),
    ]
    assert len(missed_turns(session, ["test"], date(2026, 5, 20))) == 3


def test_a_review_held_ends_its_turn_and_leaves_a_missed_one_missed(session, cvo):
    swept(session, "2026-03-02")
    swept(session, "2026-04-01")

    turn = hold_turn(session, a_rule(), PLAIN, by=cvo, at=at("2026-04-02"))

    assert (turn.begins_on, turn.held_on) == (date(2026, 4, 1), date(2026, 4, 2))
    missed = missed_turns(session, ["test"], date(2026, 6, 1))
    assert [each.begins_on for each in missed] == [date(2026, 3, 1)]
    with pytest.raises(ActionNotAllowed):
        hold_turn(session, a_rule(), PLAIN, by=cvo, at=at("2026-04-03"))


def test_a_review_held_late_is_told_no_further(session, cvo):
    swept(session, "2026-03-02")
    hold_turn(session, a_rule(), PLAIN, by=cvo, at=at("2026-03-12"))

    swept(session, "2026-03-20")

    assert missed_turns(session, ["test"], date(2026, 6, 1)) == []
    assert told_to(session, [Role.MINISTER]) == []


def test_only_who_reviews_a_queue_says_that_he_has_gone_through_it(session, cvo):
    above = a_rule(reviewer=Role.PRINCIPAL_SECRETARY)

    with pytest.raises(NotPermitted):
        hold_turn(session, above, PLAIN, by=cvo, at=at("2026-03-02"))


def test_a_holiday_declared_late_moves_the_day_of_a_review_not_yet_held(session):
    swept(session, "2026-03-02")
    holi = Holiday(date(2026, 3, 4), Words(hi="होली", en="Holi"))

    swept(session, "2026-03-03", calendar=Calendar(CalendarKind.HQ, [holi]))

    assert turns(session) == [("2026-03-01", "2026-03-09")]
    assert session.scalars(select(Event.type).where(Event.type == "review-due-moved")).all() == [
        "review-due-moved"
    ]


def test_a_rule_gets_no_turn_before_the_day_from_which_it_governs(session):
    swept(session, "2026-03-02", a_rule(effective_from=date(2026, 3, 9)))

    assert turns(session) == []
