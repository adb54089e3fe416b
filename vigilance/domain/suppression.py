"""Figures fit to be published: small counts are withheld, and so many more that none of them can be reckoned back.

A reader knows which figures add up to which, that a count is a whole number from nought, that what is marked small is
below the threshold, and that what is withheld besides is not. From all this he must not learn any withheld figure.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf

Row = dict[str, Fraction]
LEAST_HIDING = 2
"""Below two there is nothing but nought, and a mark for it alone would tell it."""


class Hidden(StrEnum):
    """Why a figure is not told."""

    SMALL = "small"
    """It is below the threshold."""
    COVER = "cover"
    """It is not, but with it a small one could be reckoned."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that is the sum of others, each by its name."""

    whole: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All that stand in it."""
        return self.whole, *self.parts


def withheld(counts: Mapping[str, int], sums: Sequence[Sum], smallest: int) -> dict[str, Hidden]:
    """Which of these figures are not told, where counts below `smallest` (2 or more) are not to be known.

    Of what may cover a figure the smallest part is taken, and a sum only where no part is left. Where all are so small
    that the marks themselves would tell them, nothing is told and nothing is marked as small.
    """
    if smallest < LEAST_HIDING:
        raise ValueError(f"a threshold below {LEAST_HIDING} hides nothing")
    hidden = {name: Hidden.SMALL for name, count in counts.items() if count < smallest}
    while known := _determined(counts, sums, hidden, smallest):
        before = len(hidden)
        for name in sorted(known):
            cover = _cover(name, counts, sums, hidden)
            if cover is not None:
                hidden[cover] = Hidden.COVER
        if len(hidden) == before:
            return dict.fromkeys(counts, Hidden.COVER)
    return hidden


def _cover(
    name: str, counts: Mapping[str, int], sums: Sequence[Sum], hidden: Mapping[str, Hidden]
) -> str | None:
    """The next figure to withhold, of a sum in which this one stands; else of any sum with something withheld in it."""
    wholes = {each.whole for each in sums}
    near = {each for one in sums if name in one.names for each in one.names}
    far = {each for one in sums if not hidden.keys().isdisjoint(one.names) for each in one.names}
    for group in (near, far):
        told = [each for each in group if each not in hidden]
        if told:
            return min(told, key=lambda each: (each in wholes, counts[each], each))
    return None


def _determined(
    counts: Mapping[str, int], sums: Sequence[Sum], hidden: Mapping[str, Hidden], smallest: int
) -> set[str]:
    """The withheld figures that a reader could reckon after all."""
    return _by_sums(sums, hidden) | _by_bounds(counts, sums, hidden, smallest)


def _by_sums(sums: Iterable[Sum], hidden: Collection[str]) -> set[str]:
    """Those that adding and subtracting sums gives: single in a line of the reduced echelon form."""
    reduced: dict[str, Row] = {}
    for each in sums:
        row: Row = {}
        for name, sign in ((each.whole, 1), *((part, -1) for part in each.parts)):
            if name in hidden:
                row[name] = row.get(name, Fraction(0)) + sign
        _enter(reduced, {name: value for name, value in row.items() if value})
    return {pivot for pivot, row in reduced.items() if len(row) == 1}


def _enter(reduced: dict[str, Row], row: Row) -> None:
    """Put one more line into the form, which stays reduced."""
    for pivot in [name for name in row if name in reduced]:
        row = _less(row, reduced[pivot], row[pivot])
    if not row:
        return
    pivot, first = next(iter(row.items()))
    row = {name: value / first for name, value in row.items()}
    for name, other in reduced.items():
        if pivot in other:
            reduced[name] = _less(other, row, other[pivot])
    reduced[pivot] = row


def _less(row: Row, other: Row, times: Fraction) -> Row:
    """The line less so many times the other, without its noughts."""
    names = row.keys() | other.keys()
    found = {
        name: row.get(name, Fraction(0)) - times * other.get(name, Fraction(0)) for name in names
    }
    return {name: value for name, value in found.items() if value}


def _by_bounds(
    counts: Mapping[str, int], sums: Sequence[Sum], hidden: Mapping[str, Hidden], smallest: int
) -> set[str]:
    """Those whose least and greatest possible value are the same, narrowed sum by sum until nothing moves."""
    least: dict[str, float] = dict(counts)
    most: dict[str, float] = dict(counts)
    for name, why in hidden.items():
        small = why is Hidden.SMALL
        least[name], most[name] = (0, smallest - 1) if small else (smallest, inf)
    moved = True
    while moved:
        moved = False
        for each in sums:
            for name, low, high in _narrowed(each, least, most):
                if low > least[name] or high < most[name]:
                    least[name], most[name] = max(low, least[name]), min(high, most[name])
                    moved = True
    return {name for name in hidden if least[name] == most[name]}


def _narrowed(
    each: Sum, least: Mapping[str, float], most: Mapping[str, float]
) -> list[tuple[str, float, float]]:
    """What one sum says of each figure in it."""
    low, high = sum(least[part] for part in each.parts), sum(most[part] for part in each.parts)
    found = [(each.whole, low, high)]
    for part in each.parts:
        others_most = sum(most[other] for other in each.parts if other != part)
        others_least = low - least[part]
        found.append((part, least[each.whole] - others_most, most[each.whole] - others_least))
    return found
