"""A queue for a group of schemes or for districts is a rule of the file: it takes what it says, and its turns come round."""

from datetime import UTC, date, datetime

from tests.builders.matters import a_pending_case, a_pending_complaint
from tests.builders.reviews import a_track, an_accused
from tests.builders.rules import a_rule
from vigilance.domain.calendar import Calendar, CalendarKind
from vigilance.domain.personnel import Group
from vigilance.domain.review_rules import rule_named
from vigilance.domain.review_turns import Cadence
from vigilance.domain.roles import Role
from vigilance.domain.workflows.criminal import CriminalState
from vigilance.reviews.commands.turns import Keeper
from vigilance.reviews.queries import due_matters
from vigilance.reviews.rules import review_rules
from vigilance.reviews.turns import turn_on

DECEMBER = date(2026, 12, 7)


def numbers(session, rule, day=DECEMBER):
    return {each.number for each in due_matters(session, rule, day).rows}


def test_the_scholarship_schemes_are_reviewed_every_month_by_the_cvo(session, settings):
    before = rule_named(review_rules(settings.config_dir, date(2026, 11, 30)), "scholarship")
    rule = rule_named(review_rules(settings.config_dir, DECEMBER), "scholarship")
    taken = [
        a_pending_case(session, scheme="PREMAT_SC"),
        a_pending_complaint(session, scheme="POSTMAT_SC"),
    ]
    a_pending_case(session, scheme="OAP")
    a_pending_case(session, scheme=None)

    at = datetime(2026, 12, 7, 6, tzinfo=UTC)
    Keeper(session, Calendar(CalendarKind.HQ), DECEMBER, at).keep([rule])
    turn = turn_on(session, "scholarship", DECEMBER)

    assert (before.cadence, rule.cadence) == (Cadence.QUARTER, Cadence.MONTH)
    assert rule.reviewer is Role.CVO
    assert numbers(session, rule) == {row.number for row in taken}
    # ten open days from Tuesday the 1st, Saturdays and Sundays closed
    assert (turn.begins_on, turn.due_on) == (date(2026, 12, 1), date(2026, 12, 14))


def test_a_rule_may_name_districts_and_what_else_must_hold_there(session):
    rule = a_rule(districts=frozenset({"118", "119"}), groups=frozenset({"A"}))
    inside, other_rank = (
        a_pending_case(session, district="118"),
        a_pending_case(session, district="119"),
    )
    elsewhere = a_pending_case(session, district="162")
    for case, group in ((inside, Group.A), (other_rank, Group.C), (elsewhere, Group.A)):
        an_accused(session, case, group=group)

    assert numbers(session, rule) == {inside.number}


def test_a_rule_may_name_a_track_and_money_still_demanded(session):
    tried, asked = a_pending_case(session), a_pending_complaint(session)
    a_track(session, tried, CriminalState.BEFORE_COURT)
    asked.live_demand = True
    session.flush()

    assert numbers(session, a_rule(tracks=frozenset({"criminal"}))) == {tried.number}
    assert numbers(session, a_rule(live_demand=True)) == {asked.number}
