"""On whose side the days were spent."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vigilance.domain.parties import Side
from vigilance.domain.time_split import Share, Spell, split

START = date(2024, 1, 1)


def on(number):
    return START + timedelta(days=number)


def spell(side, since, until, *stays):
    return Spell(side, on(since), on(until), tuple((on(a), on(b)) for a, b in stays))


def shares(*spells):
    return {share.side: (share.gross, share.net) for share in split(spells).shares}


def test_where_nobody_owed_anything_there_is_nothing_to_split():
    assert split([]) is None
    assert split([spell(Side.OURS, 3, 3)]) is None


def test_two_limits_of_one_side_on_one_day_are_one_day_of_it():
    assert shares(spell(Side.OURS, 0, 10), spell(Side.OURS, 5, 20)) == {Side.OURS: (20, 20)}


def test_a_day_on_which_two_sides_owe_something_is_a_day_of_each():
    found = split([spell(Side.OURS, 0, 10), spell(Side.COURT, 5, 20)])

    assert found.shares == (Share(Side.OURS, 10, 10), Share(Side.COURT, 15, 15))
    assert (found.covered, found.elapsed) == (20, 20)


def test_days_on_which_nobody_owed_anything_belong_to_nobody():
    found = split([spell(Side.OURS, 0, 10), spell(Side.COURT, 30, 40)])

    assert (found.covered, found.elapsed) == (20, 40)


def test_a_stay_is_taken_from_the_net_days_alone():
    assert shares(spell(Side.OURS, 0, 30, (10, 15))) == {Side.OURS: (30, 25)}


def test_stays_that_overlap_or_reach_beyond_are_taken_once():
    assert shares(spell(Side.OURS, 0, 30, (-5, 3), (10, 20), (15, 25), (28, 99))) == {
        Side.OURS: (30, 10)
    }


def test_what_one_limit_excuses_another_may_still_ask():
    assert shares(spell(Side.OURS, 0, 30, (0, 30)), spell(Side.OURS, 10, 20)) == {
        Side.OURS: (30, 10)
    }


numbers = st.integers(0, 400)
ranges = st.tuples(numbers, numbers)
spells = st.lists(
    st.builds(
        lambda side, days, stays: spell(side, *sorted(days), *(sorted(one) for one in stays)),
        st.sampled_from(list(Side)),
        ranges,
        st.lists(ranges, max_size=3),
    ),
    max_size=12,
)


def days(found, *, net=False):
    counted = set()
    for one in found:
        day = one.since
        while day < one.until:
            if not net or not any(since <= day < until for since, until in one.stays):
                counted.add(day)
            day += timedelta(days=1)
    return counted


@given(spells)
def test_the_sides_together_cover_the_days_that_any_clock_covered(given_spells):
    found = split(given_spells)
    by_side = {side: [one for one in given_spells if one.side is side] for side in Side}
    if found is None:
        assert days(given_spells) == set()
        return
    assert found.covered == len(days(given_spells))
    assert found.covered == len(set().union(*(days(part) for part in by_side.values())))
    assert {share.side: (share.gross, share.net) for share in found.shares} == {
        side: (len(days(part)), len(days(part, net=True)))
        for side, part in by_side.items()
        if days(part)
    }


@given(spells)
def test_nothing_is_negative_and_net_never_exceeds_gross(given_spells):
    found = split(given_spells)
    if found is not None:
        assert all(0 <= share.net <= share.gross <= found.elapsed for share in found.shares)
        assert max(share.gross for share in found.shares) <= found.covered <= found.elapsed
