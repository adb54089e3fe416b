"""On whose side the days of a matter were spent: each day counted once for each side that owed something on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vigilance.domain.parties import Side


@dataclass(frozen=True, slots=True)
class Spell:
    """One side owed something from a day up to, and without, another; `stays` are the parts of it that stood still."""

    side: Side
    since: date
    until: date
    stays: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """What one side took: all days on which it owed something, and those of them on which no stay excused it."""

    side: Side
    gross: int
    net: int


@dataclass(frozen=True, slots=True)
class Split:
    """The whole: from the first day to the last, how many days anybody owed anything, and each side's part."""

    since: date
    until: date
    covered: int
    shares: tuple[Share, ...]

    @property
    def elapsed(self) -> int:
        """All days from the first to the last, whether somebody owed something on them or not."""
        return (self.until - self.since).days


Ranges = list[tuple[date, date]]


def split(spells: Iterable[Spell]) -> Split | None:
    """The days of each side; None where nobody ever owed anything.

    Two limits owed by one side on the same day make one day of it; a day on which two sides owe something is one day of
    each, so the shares may come to more than the days that passed.
    """
    known = [spell for spell in spells if spell.until > spell.since]
    if not known:
        return None
    shares = tuple(_share(side, [one for one in known if one.side is side]) for side in Side)
    return Split(
        since=min(spell.since for spell in known),
        until=max(spell.until for spell in known),
        covered=_days(_union((spell.since, spell.until) for spell in known)),
        shares=tuple(share for share in shares if share.gross),
    )


def _share(side: Side, spells: Sequence[Spell]) -> Share:
    gross = _union((spell.since, spell.until) for spell in spells)
    net = _union(part for spell in spells for part in _running(spell))
    return Share(side, _days(gross), _days(net))


def _running(spell: Spell) -> Ranges:
    """The parts of a spell on which it did not stand still."""
    parts: Ranges = []
    at = spell.since
    for since, until in _union(spell.stays):
        if since > at:
            parts.append((at, min(since, spell.until)))
        at = max(at, until)
        if at >= spell.until:
            break
    if at < spell.until:
        parts.append((at, spell.until))
    return [(since, until) for since, until in parts if until > since]


def _union(ranges: Iterable[tuple[date, date]]) -> Ranges:
    joined: Ranges = []
    for since, until in sorted(one for one in ranges if one[1] > one[0]):
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        else:
            joined.append((since, until))
    return joined


def _days(ranges: Ranges) -> int:
    return sum((until - since).days for since, until in ranges)
