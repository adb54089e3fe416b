"""The copy of a frozen sheet that may be published: sums without names, small counts withheld (domain/suppression.py).

The tables and their lines are always the same, whatever the figures are: an absent line would tell a nought, and an
order by size would tell which of two withheld figures is the larger.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vigilance.domain.age_bands import AgeBand
from vigilance.domain.parties import Party
from vigilance.domain.suppression import Hidden, Sum, withheld
from vigilance.reference import Reference
from vigilance.reports.figures import Bands, Figures, added
from vigilance.reports.queries import NOT_KNOWN
from vigilance.reports.stages import Stage

BANDS = range(len(AgeBand))
ALL, TRACKS = "all", "tracks"


def cell(row: str, band: int) -> str:
    """The name of one count of a table by age."""
    return f"{row}/{band}"


@dataclass(slots=True)
class _Tables:
    """The figures of the copy by name, and which add up to which."""

    counts: dict[str, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def whole(self, name: str, bands: Sequence[int]) -> None:
        """A count with its ages."""
        self.counts[name] = sum(bands)
        self.counts |= {cell(name, band): bands[band] for band in BANDS}
        self.sums.append(Sum(name, tuple(cell(name, band) for band in BANDS)))

    def by_age(self, whole: str, rows: Mapping[str, Sequence[int]]) -> None:
        """Lines with their ages that add up to a whole with its own."""
        for name, bands in rows.items():
            self.whole(name, bands)
        self.sums.append(Sum(whole, tuple(rows)))
        for band in BANDS:
            self.sums.append(Sum(cell(whole, band), tuple(cell(name, band) for name in rows)))


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """What is told of a sheet, and what is not and why."""

    counts: Mapping[str, int]
    hidden: Mapping[str, Hidden]

    def told(self, name: str) -> int | Hidden:
        """The figure, or why it is not told."""
        return self.hidden.get(name, self.counts[name])


def public_copy(figures: Figures, reference: Reference, smallest: int) -> PublicCopy:
    """The figures of the published tables; counts below `smallest` and what would tell them are withheld."""
    tables = _Tables()
    tables.whole(ALL, figures.ages)
    tables.by_age(ALL, _rows("stage", (each.value for each in Stage), figures.stages))
    tables.by_age(ALL, divisions(figures, reference))
    tables.whole(TRACKS, added(figures.parties.values()))
    tables.by_age(TRACKS, _rows("party", (each.value for each in Party), figures.parties))
    schemes = {f"scheme:{code}": figures.schemes.get(code, 0) for code in reference.schemes}
    schemes[f"scheme:{NOT_KNOWN}"] = sum(figures.schemes.values()) - sum(schemes.values())
    tables.counts |= schemes
    tables.sums.append(Sum(ALL, tuple(schemes)))
    for month in figures.months:
        tables.counts[f"received:{month.month}"] = month.received
        tables.counts[f"disposed:{month.month}"] = month.disposed
    return PublicCopy(tables.counts, withheld(tables.counts, tables.sums, smallest))


def divisions(figures: Figures, reference: Reference) -> dict[str, Bands]:
    """The counts of each division by age, and of what has no district that the office knows."""
    of = {code: each.division for code, each in reference.districts.items()}
    rows = {f"division:{each.key}": [0] * len(AgeBand) for each in reference.divisions}
    rows[f"division:{NOT_KNOWN}"] = [0] * len(AgeBand)
    for code, bands in figures.places.items():
        name = f"division:{of.get(code, NOT_KNOWN)}"
        rows[name] = added([rows[name], bands])
    return rows


def _rows(kind: str, codes: Iterable[str], known: Mapping[str, Bands]) -> dict[str, Bands]:
    return {f"{kind}:{code}": known.get(code, [0] * len(AgeBand)) for code in codes}
