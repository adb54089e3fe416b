"""A sheet in words: the figures of a day, as they stand or as they were frozen, in the reader's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from vigilance.domain.age_bands import AgeBand
from vigilance.domain.dates import MONTHS
from vigilance.domain.parties import Party
from vigilance.domain.words import Language, Words
from vigilance.domain.workflows.inquiry import State
from vigilance.reference import Reference
from vigilance.reports.figures import Bands, Figures, Listed, Month
from vigilance.reports.queries import Pending
from vigilance.reports.rule_words import RuleWords
from vigilance.reports.sheet import Address, Area, BandRow, Figure, Sheet, summed
from vigilance.reports.stages import Stage
from vigilance.web.labels import label_of

IN_ALL = Words(hi="कुल", en="In all")
PENDING = Words(hi="लम्बित शिकायतें और प्रकरण", en="Complaints and cases pending")
PROCEEDINGS = Words(hi="लम्बित प्रक्रियाएँ", en="Proceedings pending")
WITHIN = Words(hi="%(days)s दिन के भीतर समाप्त", en="Ending within %(days)s days")
NOT_HELD = Words(hi="इस तिमाही में न हुई समीक्षाएँ", en="Reviews not held this quarter")


def nowhere(**_said: object) -> None:
    """No page stands behind a frozen figure: the register has moved on since."""


@dataclass(frozen=True, slots=True)
class MonthShown:
    """One month with its name."""

    label: str
    row: Month


@dataclass(frozen=True, slots=True)
class CaseShown:
    """One listed case; no number where it is out of the reader's sight by now."""

    number: str | None
    days: int
    state: State
    district: str


@dataclass(frozen=True, slots=True)
class GraveShown:
    """One of the gravest as a line: what it weighs, and why, in words."""

    case: CaseShown
    weight: int
    why: str


@dataclass(frozen=True, slots=True)
class EndingShown:
    """One case of which a time limit ends soon."""

    number: str | None
    limit: str
    party: Party
    district: str
    due_on: date
    days: int


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure on two sheets."""

    label: str
    before: int
    after: int

    @property
    def by(self) -> int:
        """By how much it moved."""
        return self.after - self.before


@dataclass(frozen=True)
class Shown:
    """Puts figures in words. `slices`, `tracks` and `due` make the address of what a figure counts, or none."""

    figures: Figures
    reference: Reference
    language: str
    words: RuleWords
    slices: Address = nowhere
    tracks: Address = nowhere
    due: Address = nowhere

    @cached_property
    def sheet(self) -> Sheet:
        """The places and the schemes, arranged as in every slice."""
        places = {
            (code, band.value): count
            for code, counts in self.figures.places.items()
            for band, count in zip(AgeBand, counts, strict=True)
        }
        found = Pending(places, {}, self.figures.schemes)
        return Sheet(found, self.reference, self.language, self.slices)

    @property
    def live(self) -> bool:
        """Whether these are the figures of now, which lead to what they count."""
        return self.slices is not nowhere

    @property
    def age_headers(self) -> list[tuple[str, str]]:
        """The heads of the columns by age."""
        return self.sheet.age_headers

    @property
    def ages(self) -> list[Figure]:
        """The complaints and cases by age."""
        bands = zip(AgeBand, self.figures.ages, strict=True)
        return [Figure(self._said(band), n, self.slices(band=band)) for band, n in bands]

    @property
    def stages(self) -> list[BandRow]:
        """The complaints and cases by stage and age, in the order of the procedure, empty stages too."""
        return [
            self._row(stage, self.figures.stages.get(stage.value), "stage", self.slices)
            for stage in Stage
        ]

    @property
    def holders(self) -> list[BandRow]:
        """The proceedings by with whom they lie and age; who holds none is left out."""
        return [
            self._row(party, self.figures.parties[party.value], "party", self.tracks)
            for party in Party
            if party.value in self.figures.parties
        ]

    @property
    def all_stages(self) -> BandRow:
        """The last line of the table by stage."""
        return summed(IN_ALL.said_in(self.language), self.stages, self.slices)

    @property
    def all_holders(self) -> BandRow:
        """The last line of the table by with whom proceedings lie."""
        return summed(IN_ALL.said_in(self.language), self.holders, self.tracks)

    @property
    def areas(self) -> list[Area]:
        """The divisions with their districts."""
        return self.sheet.areas

    @property
    def schemes(self) -> list[Figure]:
        """The schemes with most, and the rest."""
        return self.sheet.schemes

    @property
    def other_schemes(self) -> list[Figure]:
        """What the rest is made of."""
        return self.sheet.other_schemes

    @property
    def months(self) -> list[MonthShown]:
        """The thirteen months, the oldest first."""
        return [
            MonthShown(month_name(each.month, self.language), each) for each in self.figures.months
        ]

    def listed(self, in_sight: frozenset[str]) -> list[CaseShown]:
        """The ten oldest; a case out of the reader's sight keeps its line and loses its number."""
        return [self._case(each, in_sight) for each in self.figures.oldest]

    def gravest(self, in_sight: frozenset[str]) -> list[GraveShown]:
        """The ten gravest, each with why it weighs."""
        ahead = self.figures.ahead
        return [
            GraveShown(
                self._case(each, in_sight),
                each.weight,
                ", ".join(self.words.ground(name) for name in each.grounds),
            )
            for each in (ahead.gravest if ahead else ())
        ]

    def ending(self, in_sight: frozenset[str]) -> list[EndingShown]:
        """The released cases of which a time limit ends first."""
        ahead = self.figures.ahead
        return [
            EndingShown(
                each.number if each.number in in_sight else None,
                self.words.limit(each.limit),
                Party(each.owed_by),
                self._district(each.district),
                date.fromisoformat(each.due_on),
                (date.fromisoformat(each.due_on) - self.figures.day).days,
            )
            for each in (ahead.ending if ahead else ())
        ]

    @property
    def within(self) -> list[Figure]:
        """How many time limits end within each window."""
        ahead = self.figures.ahead
        counts = {int(days): count for days, count in ahead.within.items()} if ahead else {}
        return [
            Figure(
                WITHIN.said_in(self.language) % {"days": days}, counts[days], self.due(within=days)
            )
            for days in sorted(counts)
        ]

    @property
    def missed(self) -> list[Figure]:
        """The queues that were not reviewed in a turn of the running quarter."""
        ahead = self.figures.ahead
        return [
            Figure(self.words.queue(rule), turns)
            for rule, turns in sorted(ahead.missed.items() if ahead else ())
        ]

    def _case(self, each: Listed, in_sight: frozenset[str]) -> CaseShown:
        return CaseShown(
            each.number if each.number in in_sight else None,
            (self.figures.day - date.fromisoformat(each.received_on)).days,
            State(each.state),
            self._district(each.district),
        )

    def since(self, before: Figures) -> list[Moved]:
        """What is not as it was on an earlier sheet: sums first, then ages, stages and holders."""
        return [each for each in self._both(before) if each.by]

    def _both(self, before: Figures) -> Iterator[Moved]:
        now = self.figures
        yield Moved(PENDING.said_in(self.language), before.total, now.total)
        for band, old, new in zip(AgeBand, before.ages, now.ages, strict=True):
            yield Moved(self._said(band), old, new)
        for stage in Stage:
            yield self._moved(stage, before.stages, now.stages)
        yield from self._ahead(before)
        yield Moved(PROCEEDINGS.said_in(self.language), before.tracks, now.tracks)
        for party in Party:
            yield self._moved(party, before.parties, now.parties)

    def _ahead(self, before: Figures) -> Iterator[Moved]:
        """Only where both sheets have it."""
        if before.ahead is None or self.figures.ahead is None:
            return
        old, new = before.ahead.missed.values(), self.figures.ahead.missed.values()
        yield Moved(NOT_HELD.said_in(self.language), sum(old), sum(new))
        for days, count in sorted(self.figures.ahead.within.items(), key=lambda one: int(one[0])):
            label = WITHIN.said_in(self.language) % {"days": days}
            yield Moved(label, before.ahead.within.get(days, 0), count)

    def _moved(
        self, code: StrEnum, before: Mapping[str, Bands], after: Mapping[str, Bands]
    ) -> Moved:
        sums = (sum(rows.get(code.value, ())) for rows in (before, after))
        return Moved(self._said(code), *sums)

    def _row(self, code: StrEnum, counts: Bands | None, name: str, address: Address) -> BandRow:
        known = counts or [0] * len(AgeBand)
        cells = (
            Figure("", count, address(**{name: code, "band": band}))
            for band, count in zip(AgeBand, known, strict=True)
        )
        return BandRow(self._said(code), tuple(cells), address(**{name: code}))

    def _said(self, code: StrEnum) -> str:
        return label_of(code).said_in(self.language)

    def _district(self, code: str) -> str:
        known = self.reference.districts.get(code)
        return known.name.said_in(self.language) if known else "–"


def month_name(name: str, language: str) -> str:
    """नवंबर 2026 or November 2026, for `2026-11`."""
    year, _, month = name.partition("-")
    return f"{MONTHS[int(month) - 1].said_in(Language(language))} {year}"
