"""A desk as its page shows it: sections of lines, one line a record."""

from dataclasses import dataclass
from enum import StrEnum

from vigilance.clocks.badges import Badge


@dataclass(frozen=True, slots=True)
class Line:
    """One record as a line of a desk."""

    url: str
    number: str
    what: str
    district: str
    stage: StrEnum
    urgent: bool
    limit: str | None
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a desk."""

    id: str
    title: str
    rows: list[Line]
    overdue: bool = False

    @property
    def count(self) -> int:
        """How many lines it has."""
        return len(self.rows)

    @property
    def label(self) -> str:
        """Its name in the tally."""
        return self.title

    @property
    def url(self) -> str | None:
        """Where it stands on this page; an empty section is not drawn."""
        return f"#{self.id}" if self.rows else None
