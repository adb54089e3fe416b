"""The minister's sheet: kept totals arranged as the page shows them, in the reader's language."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vigilance.domain.age_bands import AgeBand
from vigilance.domain.words import Words
from vigilance.reference import Reference
from vigilance.reports.queries import NOT_KNOWN, Pending
from vigilance.reports.stages import STAGE_OF, Stage
from vigilance.web.labels import label_of

NO_PLACE = NO_CODE = "not-known"
"""How an address says that the district, or the scheme, is not known."""
NO_DISTRICT = Words(hi="जिला ज्ञात नहीं", en="District not known")
NO_SCHEME = Words(hi="योजना ज्ञात नहीं", en="Scheme not known")
OTHER_SCHEMES = Words(hi="अन्य योजनाएँ", en="Other schemes")
MOST_SCHEMES = 6
Address = Callable[..., str | None]
"""Makes the address of what a figure counts, or none."""
LEVELS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """One count, its words, and the page behind it."""

    label: str
    count: int
    url: str | None = None
    level: int = 0
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A division: its count, its counts by age, its districts."""

    slug: str
    label: str
    count: int
    url: str | None
    bands: tuple[Figure, ...]
    districts: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class BandRow:
    """One line of a table by age: a name, its counts from the youngest band to the oldest, its sum."""

    label: str
    cells: tuple[Figure, ...]
    url: str | None = None

    @property
    def count(self) -> int:
        """The sum over the bands."""
        return sum(cell.count for cell in self.cells)


def summed(label: str, rows: Sequence[BandRow], address: Address) -> BandRow:
    """The last line: each column added up, with the address of what it counts."""
    cells = (
        Figure("", sum(row.cells[place].count for row in rows), address(band=band))
        for place, band in enumerate(AgeBand)
    )
    return BandRow(label, tuple(cells), address())


@dataclass(frozen=True, slots=True)
class Sheet:
    """Puts totals in words. `address` gives the address of a slice: division, district, scheme, band, stage."""

    found: Pending
    reference: Reference
    language: str
    address: Address

    @property
    def ages(self) -> list[Figure]:
        """The bands from the youngest to the oldest, empty ones too."""
        counts: Counter[str] = Counter()
        for (_, band), count in self.found.by_place.items():
            counts[band] += count
        return [
            Figure(label_of(band).said_in(self.language), counts[band], self.address(band=band))
            for band in AgeBand
        ]

    @property
    def age_headers(self) -> list[tuple[str, str]]:
        """The heads of the columns of figures, a column a band."""
        return [(label_of(band).said_in(self.language), "num") for band in AgeBand]

    @property
    def stages(self) -> list[Figure]:
        """The stages in the order of the procedure, empty ones too."""
        counts: Counter[Stage] = Counter()
        for state, count in self.found.by_state.items():
            counts[STAGE_OF[state]] += count
        return [
            Figure(label_of(stage).said_in(self.language), counts[stage], self.address(stage=stage))
            for stage in Stage
        ]

    @property
    def schemes(self) -> list[Figure]:
        """The schemes with most pending matters; the rest in one line."""
        ranked, others = self._ranked_schemes(), self.other_schemes
        if not others:
            return ranked
        rest = Figure(OTHER_SCHEMES.said_in(self.language), sum(each.count for each in others))
        return [*ranked[:MOST_SCHEMES], rest]

    @property
    def other_schemes(self) -> list[Figure]:
        """What stands in that one line, scheme by scheme."""
        return self._ranked_schemes()[MOST_SCHEMES:]

    def _ranked_schemes(self) -> list[Figure]:
        ranked = sorted(self.found.by_scheme.items(), key=lambda item: (-item[1], item[0]))
        return [
            Figure(self._scheme(code), count, self.address(scheme=self._said_of(code)))
            for code, count in ranked
            if count
        ]

    @property
    def areas(self) -> list[Area]:
        """Every division in the order of the file, and what has no district, if there is any."""
        districts = Counter[str]()
        for (code, _), count in self.found.by_place.items():
            districts[code] += count
        most = max((n for code, n in districts.items() if code != NOT_KNOWN), default=0)
        areas = [
            Area(
                slug=division.key.casefold(),
                label=division.name.said_in(self.language),
                count=sum(districts[each.code] for each in division.districts),
                url=self.address(division=division.key),
                bands=self._bands(division.key, [each.code for each in division.districts]),
                districts=tuple(
                    Figure(
                        each.name.said_in(self.language),
                        districts[each.code],
                        self.address(district=each.code) if districts[each.code] else None,
                        level_of(districts[each.code], most),
                    )
                    for each in division.districts
                ),
            )
            for division in self.reference.divisions
        ]
        return [*areas, *self._nowhere(districts)]

    def _nowhere(self, districts: Counter[str]) -> list[Area]:
        known = self.reference.districts.keys()
        codes = [code for code, count in districts.items() if code not in known and count]
        count = sum(districts[code] for code in codes)
        label = NO_DISTRICT.said_in(self.language)
        url = self.address(division=NO_PLACE)
        bands = self._bands(NO_PLACE, codes)
        return [Area(NO_PLACE, label, count, url, bands, ())] if codes else []

    def _bands(self, division: str, codes: Sequence[str]) -> tuple[Figure, ...]:
        by_place = self.found.by_place
        return tuple(
            Figure(
                "",
                sum(by_place.get((code, band), 0) for code in codes),
                self.address(division=division, band=band),
            )
            for band in AgeBand
        )

    def _said_of(self, code: str) -> str:
        return code if code in self.reference.schemes else NO_CODE

    def _scheme(self, code: str) -> str:
        scheme = self.reference.schemes.get(code)
        return (scheme.name if scheme else NO_SCHEME).said_in(self.language)


def level_of(count: int, most: int) -> int:
    """How dark a tile is: 0 for none, 4 for the most."""
    return math.ceil(LEVELS * count / most) if most else 0
