"""Values out of the office's own tables (TOML), each read by its kind; ValueError says what was expected.

A reader of one table remembers everything that is wrong in it, so that the office mends a file in one go.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from vigilance.domain.roles import Role
from vigilance.domain.words import Words

Table = Mapping[str, object]
Read = TypeVar("Read")
Choice = TypeVar("Choice", bound=StrEnum)


class TableReader:
    """Reads one table, and remembers what was wrong with it."""

    def __init__(self, row: Table) -> None:
        """Take the table as it stands in the file."""
        self.row = row
        self.wrong: list[str] = []

    def value(self, key: str, read: Callable[[object], Read]) -> Read | None:
        """What stands under this key, read by its kind; None where it is missing or wrong."""
        if key not in self.row:
            self.wrong.append(f"{key}: is missing")
            return None
        return self.optional(key, read)

    def optional(self, key: str, read: Callable[[object], Read]) -> Read | None:
        """What stands under this key, if anything does."""
        if key not in self.row:
            return None
        try:
            return read(self.row[key])
        except ValueError as error:
            self.wrong.append(f"{key}: {error}")
            return None

    def choice(self, key: str, kind: type[Choice]) -> Choice | None:
        """One of the coded values of this kind."""
        return self.value(key, lambda value: kind(phrase(value)))

    def refuse_unknown(self, known: Mapping[str, object] | frozenset[str]) -> None:
        """Note every key that means nothing here."""
        self.wrong += [f"{key}: unknown key" for key in sorted(self.row.keys() - known)]


def phrase(value: object) -> str:
    """A text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is expected")
    return value


def listed(value: object) -> list[object]:
    """A list."""
    if isinstance(value, list):
        return value
    raise ValueError("a list is expected")


def texts(value: object) -> tuple[str, ...]:
    """A list of texts, at least one."""
    if value == []:
        raise ValueError("at least one is expected")
    return tuple(phrase(item) for item in listed(value))


def day(value: object) -> date:
    """A day, as TOML writes it."""
    if type(value) is not date:
        raise ValueError("a day such as 2026-01-31, without quotes, is expected")
    return value


def count(value: object) -> int:
    """A whole number from nought."""
    if type(value) is not int or value < 0:
        raise ValueError("a whole number from 0 is expected")
    return value


def some(value: object) -> int:
    """A whole number from one."""
    if count(value) == 0:
        raise ValueError("a whole number from 1 is expected")
    return count(value)


def tick(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("true or false is expected")  # noqa: TRY004 -- every wrong value is told in one way
    return value


def counts(value: object) -> tuple[int, ...]:
    """A list of whole numbers from nought."""
    return tuple(count(item) for item in listed(value))


def roles(value: object) -> tuple[Role, ...]:
    """A list of parts played in the office."""
    return tuple(Role(phrase(name)) for name in listed(value))


def table(value: object, keys: set[str]) -> Table:
    """A table with these keys and no others."""
    if not isinstance(value, dict) or value.keys() != keys:
        raise ValueError(f"a table of {', '.join(sorted(keys))} is expected")
    return value


def words(value: object) -> Words:
    """The same words in both languages: a table of hi and en."""
    given = table(value, {"hi", "en"})
    return Words(hi=phrase(given["hi"]), en=phrase(given["en"]))
