"""The district or scheme somebody means, however he writes it: exact spellings first, then near ones."""

import difflib
import re
from dataclasses import dataclass
from functools import cached_property

from vigilance.reference import District, Reference, Scheme, folded

NEAR = 0.84
LONGEST_NAME = 3
"""Words in the longest name of a district."""
MOST_WORDS = 30
"""A story is not searched: a village may have the name of a far district."""
SHORTEST_SPELLING = 4


@dataclass(frozen=True)
class Known:
    """The districts and schemes of the office, for the conversation."""

    reference: Reference

    @cached_property
    def _spellings(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for district in self.reference.districts.values():
            for name in (district.name.en, district.name.hi, *district.variants):
                found.setdefault(folded(name), district.code)
        return found

    @cached_property
    def own_schemes(self) -> tuple[Scheme, ...]:
        """The schemes offered by number: those of this department that people apply for."""
        schemes = self.reference.schemes.values()
        return tuple(
            s for s in schemes if "other department" not in s.department and s.kind != "internal"
        )

    def district_in(self, text: str) -> District | None:
        """The district named in a short answer."""
        words = re.findall(r"[\w\u0900-\u097f.'-]+", text)[:MOST_WORDS]
        runs = [
            " ".join(words[start : start + size])
            for size in range(min(LONGEST_NAME, len(words)), 0, -1)
            for start in range(len(words) - size + 1)
        ]
        for run in runs:
            if (found := None if run.isdigit() else self.reference.find_district(run)) is not None:
                return found
        for run in runs:
            if len(folded(run)) < SHORTEST_SPELLING:
                continue
            if near := difflib.get_close_matches(folded(run), self._spellings, 1, NEAR):
                return self.reference.districts[self._spellings[near[0]]]
        return None

    def scheme_in(self, text: str) -> Scheme | None:
        """The scheme named in a short answer: by its code, or by the longest of its names that stands in it."""
        exact = self.reference.find_scheme(text)
        if exact is not None:
            return exact
        typed = folded(text[:400])
        names = [
            (len(folded(name)), scheme)
            for scheme in self.reference.schemes.values()
            for name in (scheme.name.hi, scheme.name.en, *scheme.aliases)
            if len(folded(name)) >= SHORTEST_SPELLING and folded(name) in typed
        ]
        return max(names, key=lambda each: each[0])[1] if names else None
