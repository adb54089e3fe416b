"""All the figures of the minister's sheet on one day: codes and numbers, collected once, and kept when it is frozen."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from vigilance.domain.age_bands import AgeBand
from vigilance.domain.flows import SIGN, Flow
from vigilance.domain.review_turns import first_of_quarter
from vigilance.reports.ahead import Due, due_soonest, within_days
from vigilance.reports.kept_sums import Sums, Way, kept_sums
from vigilance.reports.queries import (
    NOT_KNOWN,
    Grave,
    Released,
    gravest_released,
    oldest_released,
)
from vigilance.reports.stages import STAGE_OF
from vigilance.reviews.direction_queries import Which, direction_figures, on_sheet
from vigilance.reviews.turns import missed_since

MONTHS_SHOWN = 13
MOST_ENDING = 10
Bands = list[int]
"""Counts by age band, the youngest first."""
BANDS = {band.value: place for place, band in enumerate(AgeBand)}


@dataclass(frozen=True, slots=True)
class Month:
    """One month: what came, what went, and what was pending at its end (today, in the running month)."""

    month: str
    received: int
    reopened: int
    between: int
    """Cases opened less complaints and cases that went on as another matter."""
    disposed: int
    pending: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One released case in a list of the sheet: its number, where it stands, and no word of it."""

    number: str
    received_on: str
    state: str
    district: str


@dataclass(frozen=True, slots=True)
class Weighed(Listed):
    """One of the gravest: its weight, and the grounds of the rule that made it."""

    weight: int
    grounds: list[str]


@dataclass(frozen=True, slots=True)
class Ending:
    """One released case of which a time limit ends soon: which, on which day, and who owes the step."""

    number: str
    district: str
    limit: str
    owed_by: str
    due_on: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is grave and what comes: counted since November 2026, so older frozen sheets do not have it."""

    gravest: list[Weighed]
    within: dict[str, int]
    """How many time limits of all matters end within so many days."""
    ending: list[Ending]
    missed: dict[str, int]
    """How many turns of each queue of the running quarter were not held in time."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one sheet says, as codes and numbers: the same in every language and for all time."""

    on: str
    places: dict[str, Bands]
    stages: dict[str, Bands]
    schemes: dict[str, int]
    parties: dict[str, Bands]
    months: list[Month]
    oldest: list[Listed]
    directions: dict[str, int]
    ahead: Ahead | None = None
    """None on sheets frozen before it was counted: they do not say that nothing was grave."""

    @property
    def ages(self) -> Bands:
        """How many complaints and cases are pending, by age."""
        return added(self.stages.values())

    @property
    def total(self) -> int:
        """How many complaints and cases are pending."""
        return sum(self.ages)

    @property
    def tracks(self) -> int:
        """How many proceedings are pending."""
        return sum(added(self.parties.values()))

    @property
    def named(self) -> frozenset[str]:
        """The numbers of all cases that it lists."""
        numbers = {each.number for each in self.oldest}
        if self.ahead is not None:
            numbers |= {each.number for each in self.ahead.gravest}
            numbers |= {each.number for each in self.ahead.ending}
        return frozenset(numbers)

    @property
    def day(self) -> date:
        """The day of the sheet."""
        return date.fromisoformat(self.on)


def added(rows: Iterable[Bands]) -> Bands:
    """Counts by band added up."""
    return [sum(column) for column in zip([0] * len(AgeBand), *rows, strict=True)]


def canonical_json(figures: Figures) -> str:
    """The figures as text: keys in order, no spaces, so that equal figures give equal text and one hash."""
    return json.dumps(asdict(figures), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def figures_of(text: str) -> Figures:
    """The figures that were written as this text."""
    said: dict[str, Any] = json.loads(text)
    months = [Month(**each) for each in said.pop("months")]
    oldest = [Listed(**each) for each in said.pop("oldest")]
    return Figures(months=months, oldest=oldest, ahead=_ahead_of(said.pop("ahead", None)), **said)


def _ahead_of(said: dict[str, Any] | None) -> Ahead | None:
    if said is None:
        return None
    gravest = [Weighed(**each) for each in said.pop("gravest")]
    ending = [Ending(**each) for each in said.pop("ending")]
    return Ahead(gravest=gravest, ending=ending, **said)


def collect(session: Session, today: date, oldest: Sequence[Released] | None = None) -> Figures:
    """The figures as they stand: short reads of kept totals, and the released cases in the reader's sight.

    `oldest` are the ten oldest where the caller has read them, as a page has that shows more than their numbers.
    """
    months = [_month_before(today, back) for back in range(MONTHS_SHOWN)]
    sums = kept_sums(session, months[-1], today)
    stages = _stages(sums)
    return Figures(
        on=today.isoformat(),
        places=_by_band(sums[Way.PLACE]),
        stages=stages,
        schemes={code: count for (code, _), count in sums[Way.SCHEME].items()},
        parties=_by_band(sums[Way.PARTY]),
        months=_months(sums, months, sum(added(stages.values()))),
        oldest=[_listed(each) for each in (oldest_released(session) if oldest is None else oldest)],
        directions=_directions(session, today),
        ahead=_ahead(session, today, sums),
    )


def _ahead(session: Session, today: date, sums: Sums) -> Ahead:
    ending = {date.fromisoformat(day): count for (day, _), count in sums[Way.DUE].items()}
    within = within_days(ending, today)
    return Ahead(
        gravest=[_grave(each) for each in gravest_released(session)],
        within={str(days): count for days, count in within.items()},
        ending=[_ending(each) for each in due_soonest(session, today, size=MOST_ENDING).rows],
        missed=missed_since(session, first_of_quarter(today), today),
    )


def _grave(found: Grave) -> Weighed:
    return Weighed(**asdict(_listed(found.case)), weight=found.weight, grounds=[*found.grounds])


def _ending(found: Due) -> Ending:
    return Ending(
        number=found.number,
        district=found.district_code or NOT_KNOWN,
        limit=found.limit_name,
        owed_by=found.owed_by.value,
        due_on=found.due_on.isoformat(),
    )


def _stages(sums: Sums) -> dict[str, Bands]:
    """The matters by stage, each by age."""
    stages: dict[str, list[Bands]] = defaultdict(list)
    for state, bands in _by_band(sums[Way.STAGE]).items():
        stages[STAGE_OF[state].value].append(bands)
    return {stage: added(rows) for stage, rows in stages.items()}


def _by_band(counts: Mapping[tuple[str, str], int]) -> dict[str, Bands]:
    found: dict[str, Bands] = {}
    for (code, band), count in counts.items():
        found.setdefault(code, [0] * len(AgeBand))[BANDS[band]] = count
    return found


def _months(sums: Sums, names: Sequence[str], pending: int) -> list[Month]:
    """The months up to this one; what was pending at the end of each is reckoned back from what is now."""
    found = []
    for name in names:
        of = {flow: sums[Way.MONTH].get((name, flow.value), 0) for flow in Flow}
        found.append(_month(name, of, pending))
        pending -= sum(SIGN[flow] * count for flow, count in of.items())
    return found[::-1]


def _month(name: str, of: Mapping[Flow, int], pending: int) -> Month:
    between = of[Flow.INTO_CASES] - of[Flow.OUT_TO_CASES]
    return Month(name, of[Flow.RECEIVED], of[Flow.REOPENED], between, of[Flow.DISPOSED], pending)


def _month_before(today: date, back: int) -> str:
    day = today.replace(day=1)
    for _ in range(back):
        day = (day - timedelta(days=1)).replace(day=1)
    return f"{day:%Y-%m}"


def _directions(session: Session, today: date) -> dict[str, int]:
    """The same figures of directions as on their own page."""
    found = direction_figures(session, today, on_sheet())
    given = found[Which.OPEN] + found[Which.CARRIED_OUT]
    named = (Which.CARRIED_OUT, Which.OPEN, Which.LATE)
    return {"given": given, **{which.value: found[which] for which in named}}


def _listed(found: Released) -> Listed:
    day, place = found.received_on.isoformat(), found.district_code or NOT_KNOWN
    return Listed(found.number, day, found.state.value, place)
