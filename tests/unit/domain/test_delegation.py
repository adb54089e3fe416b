"""When somebody may act for an officer on leave, and when not."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigilance.domain.actors import Actor
from vigilance.domain.delegation import LONGEST, Span, StandIn, check_span
from vigilance.domain.errors import Invalid
from vigilance.domain.handover import Part
from vigilance.domain.roles import Role

X, S, T = (uuid.UUID(int=number) for number in (1, 2, 3))
TODAY = date(2026, 3, 2)
DAYS = st.integers(0, 40).map(lambda days: TODAY + timedelta(days=days))


def refused(officer=X, substitute=S, since=TODAY, until=TODAY, standing=()):
    with pytest.raises(Invalid) as found:
        check_span(officer, substitute, since, until, today=TODAY, standing=standing)
    return found.value.fields


def span(officer, substitute, since, until):
    return Span("SWD-A-2026-0001", officer, substitute, since, until)


def test_one_day_is_a_leave_and_its_first_day_may_be_today():
    check_span(X, S, TODAY, TODAY, today=TODAY, standing=())


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (TODAY - timedelta(days=1), TODAY, "since"),
        (TODAY + timedelta(days=2), TODAY + timedelta(days=1), "until"),
        (TODAY, TODAY + LONGEST, "until"),
    ],
)
def test_days_that_are_past_turned_round_or_too_many_are_refused(since, until, field):
    assert set(refused(since=since, until=until)) == {field}


def test_the_longest_leave_has_a_hundred_and_eighty_days():
    last = TODAY + timedelta(days=179)

    check_span(X, S, TODAY, last, today=TODAY, standing=())
    assert refused(until=last + timedelta(days=1)) == {
        "until": [
            "A delegation lasts at most 180 days. For a longer absence hand the matters over."
        ]
    }


@pytest.mark.parametrize(
    ("other", "field"),
    [
        (span(X, T, TODAY, TODAY), "since"),
        (span(S, T, TODAY, TODAY), "substitute"),
        (span(T, X, TODAY, TODAY), "officer"),
    ],
)
def test_two_at_once_and_chains_are_refused_by_the_number_of_the_other(other, field):
    (why,) = refused(standing=[other])[field]

    assert "SWD-A-2026-0001" in why


def test_who_acts_for_one_may_act_for_another_too():
    check_span(X, S, TODAY, TODAY, today=TODAY, standing=[span(T, S, TODAY, TODAY)])


@given(DAYS, DAYS, DAYS, DAYS)
def test_spans_meet_exactly_where_they_share_a_day(first, second, third, fourth):
    since, until = sorted((first, second))
    other = span(X, T, *sorted((third, fourth)))

    def of(start, end):
        return {start + timedelta(days=n) for n in range((end - start).days + 1)}

    shared = of(since, until) & of(other.since, other.until)
    assert other.meets(since, until) == bool(shared)


def test_his_own_and_those_he_acts_for_count_as_one_hand():
    stands_in = (StandIn("SWD-A-2026-0001", X, Part.VO, TODAY),)
    actor = Actor(frozenset({Role.VO}), S, stands_in=stands_in)

    assert actor.acts_for(Part.VO) == {S, X}
    assert actor.acts_for(Part.INQUIRING_OFFICER) == {S}
    assert actor.hands == {S, X}
    assert Actor(frozenset({Role.SYSTEM})).hands == frozenset()
