"""Who takes which of an officer's matters."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from vigilance.domain.handover import Bundle, spread

FIRST, SECOND, THIRD = (uuid.UUID(int=number) for number in (1, 2, 3))


def bundles(*sizes):
    number = iter(range(100, 10_000))
    return [Bundle(tuple(uuid.UUID(int=next(number)) for _ in range(size))) for size in sizes]


def takers(found):
    return [officer for _bundle, officer in found]


def test_equals_are_served_in_turn():
    assert takers(spread(bundles(1, 1, 1, 1), {FIRST: 0, SECOND: 0})) == [
        FIRST,
        SECOND,
        FIRST,
        SECOND,
    ]


def test_whoever_carries_least_is_given_the_next():
    assert takers(spread(bundles(1, 1, 1), {FIRST: 2, SECOND: 0})) == [SECOND, SECOND, FIRST]


def test_a_case_weighs_as_much_as_it_has_records():
    assert takers(spread(bundles(3, 1, 1, 1), {FIRST: 0, SECOND: 0})) == [
        FIRST,
        SECOND,
        SECOND,
        SECOND,
    ]


@given(st.permutations([1, 1, 2, 2]))
def test_the_shares_are_even_in_whatever_order_the_matters_were_found(sizes):
    found = spread(bundles(*sizes), {FIRST: 0, SECOND: 0})

    assert sum(len(bundle.records) for bundle, taker in found if taker == FIRST) == 3


def test_a_wall_is_gone_round():
    (bundle,) = bundles(2)

    assert takers(spread([bundle], {FIRST: 0, SECOND: 5}, {(FIRST, bundle.records[1])})) == [SECOND]


def test_where_walls_bar_everybody_nobody_is_given_it():
    (bundle,) = bundles(1)

    assert takers(spread([bundle], {FIRST: 0}, {(FIRST, bundle.records[0])})) == [None]


@given(
    st.lists(st.integers(1, 4), max_size=30),
    st.lists(st.integers(0, 20), min_size=1, max_size=3),
)
def test_nothing_is_lost_and_nobody_gets_ahead_by_more_than_one_bundle(sizes, carried):
    loads = dict(zip((FIRST, SECOND, THIRD), carried, strict=False))
    made = bundles(*sizes)

    found = spread(made, loads)

    assert [bundle for bundle, _ in found] == made
    assert None not in takers(found)
    final = {
        officer: loads[officer] + sum(len(b.records) for b, taker in found if taker == officer)
        for officer in loads
    }
    gained = [officer for officer in loads if final[officer] > loads[officer]]
    for officer in gained:
        assert final[officer] - min(final.values()) <= 4
