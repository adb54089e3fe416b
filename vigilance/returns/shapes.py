"""What a report is: its name, who may run it, its columns with their kinds, its filters, and where its rows come from.

Reports are data (report_table.py): a new one is one entry. A report never has a column for a person who complained,
for a text or for a name of an accused: exports hold numbers, days and coded values (security.md, "export list").
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Date, Select
from sqlalchemy.orm import Session

from vigilance.domain.calendar import later_by_months
from vigilance.domain.dates import INDIA
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.reports.matters_behind import Thing

NONE = "-"
"""Stands for what is not known in the name of a line."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a line of figures is about, where that is no coded value: its name in an address, and in words."""

    code: str
    words: Words

    def said_in(self, language: str) -> str:
        """In this language."""
        return self.words.said_in(language)


class Kind(StrEnum):
    """What stands in a column, which decides how it is written on a page and typed in a file."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    AMOUNT = "amount"
    CODED = "coded"
    CODED_LIST = "coded-list"
    DISTRICT = "district"
    SCHEME = "scheme"
    POST = "post"
    WORDS = "words"


NUMBERS = frozenset({Kind.COUNT, Kind.AMOUNT})
"""What stands on the right of its column, and is a number in a file."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head in both languages, its kind, where its value is read, and how a code becomes its member."""

    name: str
    words: Words
    kind: Kind = Kind.TEXT
    value: Any = None
    coded: Callable[[str], StrEnum] | None = None
    told: "Callable[[Asked], Any] | None" = None
    """Where the value is read, if that hangs on what is asked."""

    def read(self, asked: "Asked") -> Any:
        """The column of the database, or what stands for it."""
        return self.told(asked) if self.told else self.value


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing a report can be narrowed by: a column of the database, and which values may be asked for."""

    name: str
    words: Words
    value: Any = None
    choices: tuple[StrEnum, ...] = ()
    """Empty where a district is chosen."""
    coded: Callable[[Any], StrEnum] | None = None
    told: "Callable[[Asked], Any] | None" = None

    def read(self, asked: "Asked") -> Any:
        """As of a column."""
        return self.told(asked) if self.told else self.value


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked of a report on a day: from a day up to and with another, narrowed by these filters."""

    since: date
    until: date
    chosen: Mapping[str, str] = field(default_factory=dict)
    today: date = date.max

    @property
    def last(self) -> date:
        """The last day of it that has come: nothing is overdue, and no time has gone, on a day to come."""
        return min(self.until, self.today)

    @property
    def after_last(self) -> date:
        """The day after it."""
        return self.last + timedelta(days=1)

    @property
    def before(self) -> date:
        """The day after it; of the month that runs, whose days to come hold nothing, the first day of the next."""
        if self.until < self.today:
            return self.until + timedelta(days=1)
        return later_by_months(self.until.replace(day=1), 1)

    @property
    def begin(self) -> datetime:
        """The first instant, in India."""
        return datetime.combine(self.since, time(), INDIA)

    @property
    def end(self) -> datetime:
        """The first instant after the last day."""
        return datetime.combine(self.until + timedelta(days=1), time(), INDIA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What every report has."""

    name: str
    title: Words
    about: Words
    by: frozenset[Role]
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of its columns, as JSON has them."""
        return [column.name for column in self.columns]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Report):
    """A register: one row of the database a line, in the order of its key (an instant or a day, then an id)."""

    source: Callable[[Select[Any]], Select[Any]]
    """Puts the tables and what always holds under the columns."""
    key: tuple[Any, Any]

    def within(self, asked: Asked) -> list[ColumnElement[bool]]:
        """The conditions of the span and of the filters."""
        day = self.key[0]
        on_days = isinstance(day.type, Date)
        since, until = (asked.since, asked.until + timedelta(days=1)) if on_days else (None, None)
        narrowed = [
            each.read(asked) == asked.chosen[each.name]
            for each in self.filters
            if each.name in asked.chosen
        ]
        return [day >= (since or asked.begin), day < (until or asked.end), *narrowed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Report):
    """A report of figures: few lines, counted from many rows."""

    count: Callable[[Session, Asked], Iterable[tuple[Any, ...]]]
    things: Callable[[Session, Asked], Iterable[Thing]] | None = None
    """All that its figures count, one by one; a column that is not among their heads counts no rows."""
    heads: frozenset[str] = frozenset()
    whole: bool = False
    """Whether it counts the whole office whoever asks: figures alone, never a row (security.md row 109)."""

    def line_of(self, row: tuple[Any, ...]) -> tuple[str, ...]:
        """By what the things of this row are known: its values before the figures."""
        known = [
            value
            for column, value in zip(self.columns, row, strict=True)
            if column.kind not in NUMBERS
        ]
        return tuple(value.code if isinstance(value, Named) else value or NONE for value in known)
