"""What is withheld of published figures cannot be reckoned back, by sums or by what a count can be."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigilance.domain.suppression import Hidden, Sum, withheld

K = 5


def a_table(cells):
    """The figures of a table with its sums by row, by column and in all, and which add up to which."""
    rows, columns = range(len(cells)), range(len(cells[0]))
    counts = {f"r{r}c{c}": cells[r][c] for r in rows for c in columns}
    sums = []
    for r in rows:
        counts[f"r{r}"] = sum(cells[r])
        sums.append(Sum(f"r{r}", tuple(f"r{r}c{c}" for c in columns)))
    for c in columns:
        counts[f"c{c}"] = sum(row[c] for row in cells)
        sums.append(Sum(f"c{c}", tuple(f"r{r}c{c}" for r in rows)))
    counts["all"] = sum(counts[f"r{r}"] for r in rows)
    sums.append(Sum("all", tuple(f"r{r}" for r in rows)))
    sums.append(Sum("all", tuple(f"c{c}" for c in columns)))
    return counts, sums


def readings(counts, hidden, k):
    """Every two by two table a reader must hold possible: as told where told, small where marked small."""
    most = counts["all"] + k

    def possible(name):
        if name not in hidden:
            return {counts[name]}
        return set(range(k)) if hidden[name] is Hidden.SMALL else set(range(k, most + 1))

    names = ("r0c0", "r0c1", "r1c0", "r1c1", "r0", "r1", "c0", "c1", "all")
    may = {name: possible(name) for name in names}
    first, second = (
        [(x, y) for x, y in product(may[f"r{r}c0"], may[f"r{r}c1"]) if x + y in may[f"r{r}"]]
        for r in (0, 1)
    )
    for (a, b), (c, d) in product(first, second):
        if a + c in may["c0"] and b + d in may["c1"] and a + b + c + d in may["all"]:
            yield dict(
                zip(names, (a, b, c, d, a + b, c + d, a + c, b + d, a + b + c + d), strict=True)
            )


def test_nothing_small_nothing_withheld():
    counts, sums = a_table([[5, 6], [7, 8]])

    assert withheld(counts, sums, K) == {}


def test_a_single_small_figure_takes_three_others_with_it():
    counts, sums = a_table([[2, 9, 30], [8, 7, 40], [50, 60, 70]])

    hidden = withheld(counts, sums, K)

    assert hidden["r0c0"] is Hidden.SMALL
    assert sorted(hidden) == ["r0c0", "r0c1", "r1c0", "r1c1"]


def test_two_small_figures_whose_sum_leaves_one_reading_are_covered():
    counts, sums = a_table([[4, 4, 90], [80, 70, 60]])

    hidden = withheld(counts, sums, K)

    assert {"r0c0", "r0c1", "r0c2"} <= set(hidden)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=4, max_size=4))
def test_no_withheld_figure_has_but_one_reading(cells):
    counts, sums = a_table([cells[:2], cells[2:]])
    k = 3

    hidden = withheld(counts, sums, k)
    if len(hidden) == len(counts) and set(hidden.values()) == {Hidden.COVER}:
        return  # nothing is told, not even what is small

    assert all(count >= k for name, count in counts.items() if name not in hidden)
    assert all(counts[name] < k for name, why in hidden.items() if why is Hidden.SMALL)
    assert all(counts[name] >= k for name, why in hidden.items() if why is Hidden.COVER)
    seen = {name: set() for name in hidden}
    for reading in readings(counts, hidden, k):
        for name in hidden:
            seen[name].add(reading[name])
    assert [name for name, values in seen.items() if len(values) < 2] == []


def test_of_figures_that_are_all_tiny_nothing_is_told():
    counts, sums = a_table([[1, 1], [2, 2]])

    assert withheld(counts, sums, 3) == dict.fromkeys(counts, Hidden.COVER)


def derivable(sums, hidden, counts):
    """Those a reader gets by solving one sum after another for its only unknown, over and over."""
    known = {name for name in counts if name not in hidden}
    grown = True
    while grown:
        grown = False
        for each in sums:
            unknown = [name for name in each.names if name not in known]
            if len(unknown) == 1:
                known.add(unknown[0])
                grown = True
    return known & set(hidden)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(2, 6).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=2, max_size=8
        )
    )
)
def test_no_withheld_figure_follows_from_the_sums_of_a_larger_table(cells):
    counts, sums = a_table(cells)

    hidden = withheld(counts, sums, K)

    assert derivable(sums, hidden, counts) == set()
    assert not any(count < K for name, count in counts.items() if name not in hidden)


def test_a_figure_of_two_tables_is_covered_in_both():
    counts = {"all": 40, "a": 3, "b": 17, "c": 20, "x": 25, "y": 15, "z": 12}
    sums = [Sum("all", ("a", "b", "c")), Sum("all", ("x", "y")), Sum("y", ("a", "z"))]

    hidden = withheld(counts, sums, K)

    assert {"a", "b", "z"} <= set(hidden)


def test_a_threshold_that_hides_nothing_is_refused():
    with pytest.raises(ValueError, match="below 2"):
        withheld({"a": 1}, [], 1)
