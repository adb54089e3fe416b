"""Which reading of files is unusual: rules with their thresholds, pure; the numbers are data (config/reading.toml)."""

import tomllib
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from vigilance.domain.dates import INDIA

WEEKS_COMPARED = 4


class ReadingRule(StrEnum):
    """Why an officer stands in the weekly note."""

    FAR_MORE = "far-more"
    OUTSIDE = "outside-matters"
    AT_NIGHT = "at-night"
    SAME_PERSON = "same-person"


@dataclass(frozen=True, slots=True)
class Reading:
    """One opening of a file: which, when, and whether it was among the reader's own matters."""

    record_id: uuid.UUID
    at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class Unusual:
    """What one rule found: how many, and how many are usual for this officer."""

    rule: ReadingRule
    count: int
    usual: int


Thresholds = Mapping[ReadingRule, Mapping[str, int]]


@lru_cache(maxsize=4)
def reading_thresholds(path: Path) -> Thresholds:
    """The numbers of the rules."""
    with path.open("rb") as file:
        found = tomllib.load(file)
    return {rule: found[rule.value] for rule in ReadingRule}


def unusual(
    readings: Sequence[Reading],
    earlier: int,
    same_person: Collection[Collection[uuid.UUID]],
    thresholds: Thresholds,
) -> Iterator[Unusual]:
    """What the rules find in one officer's week; `earlier` counts his readings of the four weeks before.

    `same_person` are sets of records that have one complainant.
    """
    usual = round(earlier / WEEKS_COMPARED)
    night = thresholds[ReadingRule.AT_NIGHT]
    records = {one.record_id for one in readings}
    counts = {
        ReadingRule.FAR_MORE: len(readings),
        ReadingRule.OUTSIDE: len({one.record_id for one in readings if not one.own}),
        ReadingRule.AT_NIGHT: sum(_by_night(one.at, night) for one in readings),
        ReadingRule.SAME_PERSON: max((len(records & set(each)) for each in same_person), default=0),
    }
    times = thresholds[ReadingRule.FAR_MORE]["times"]
    for rule, count in counts.items():
        enough = count >= thresholds[rule]["at_least"]
        if enough and (rule is not ReadingRule.FAR_MORE or count > times * max(usual, 1)):
            yield Unusual(rule, count, usual if rule is ReadingRule.FAR_MORE else 0)


def _by_night(at: datetime, night: Mapping[str, int]) -> bool:
    hour = at.astimezone(INDIA).hour
    return hour >= night["from"] or hour < night["until"]
