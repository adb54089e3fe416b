"""Values of a report in the words of one language: for pages, for files, and for the command line without a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.money import grouped, rupees
from vigilance.reference import Reference
from vigilance.returns.shapes import NUMBERS, Column, Kind
from vigilance.web.labels import label_of

NOTHING = "–"
Cell = str | int | date | None
"""A value as a file types it: text, number or day."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says values in one language."""

    language: str
    reference: Reference

    def head(self, column: Column) -> str:
        """The head of a column."""
        return column.words.said_in(self.language)

    def typed(self, column: Column, value: Any) -> Cell:
        """The value as a file types it: codes in words, days as days, figures as figures."""
        if value is None or value == []:
            return None
        if column.kind is Kind.DAY:
            return ist_day(value) if isinstance(value, datetime) else day_of(value)
        if column.kind in NUMBERS:
            return int(value)
        return self._worded(column, value)

    def shown(self, column: Column, value: Any) -> str:
        """The value as a page shows it."""
        cell = self.typed(column, value)
        if cell is None or cell == "":
            return NOTHING
        if isinstance(cell, date):
            return day_in_words(cell, self.language)
        if column.kind is Kind.AMOUNT:
            return rupees(int(str(cell)))
        return grouped(cell) if isinstance(cell, int) else cell

    def _worded(self, column: Column, value: Any) -> str:
        if column.kind is Kind.CODED and column.coded:
            return label_of(column.coded(value)).said_in(self.language)
        if column.kind is Kind.CODED_LIST and column.coded:
            members = [column.coded(each) for each in value]
            return "; ".join(label_of(each).said_in(self.language) for each in members)
        if column.kind is Kind.WORDS:
            return str(value.said_in(self.language))
        return self._named(column.kind, str(value))

    def _named(self, kind: Kind, code: str) -> str:
        named: dict[Kind, Mapping[str, Any]] = {
            Kind.DISTRICT: self.reference.districts,
            Kind.SCHEME: self.reference.schemes,
            Kind.POST: self.reference.designations,
        }
        found = named.get(kind, {}).get(code)
        return str(found.name.said_in(self.language)) if found else code


def day_of(value: object) -> date | None:
    """A day as a column or as the facts of an act hold it."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
