"""The mark on everything that leaves the office: its number, who took it, when. It stands on every row and page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vigilance.domain.dates import INDIA
from vigilance.domain.words import Words
from vigilance.returns.report_table import AnyReport
from vigilance.returns.shapes import Asked
from vigilance.returns.speaking import Speaker

MARK = Words(hi="किसके लिए बना", en="Made for")
FROM_TO = Words(hi="{since} से {until} तक", en="{since} to {until}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Who took which export when."""

    number: str
    who: str
    at: datetime

    @property
    def line(self) -> str:
        """The mark in one line."""
        return f"{self.number} · {self.who} · {self.at.astimezone(INDIA):%d/%m/%Y %H:%M}"


def span_of(asked: Asked, language: str) -> str:
    """The time a report is about, in words."""
    words = FROM_TO.said_in(language)
    return words.format(since=f"{asked.since:%d/%m/%Y}", until=f"{asked.until:%d/%m/%Y}")


@dataclass(frozen=True, slots=True)
class Taken:
    """One export as it is written: which report, over which time, in whose words, under which mark."""

    report: AnyReport
    asked: Asked
    speaker: Speaker
    mark: Mark

    @property
    def title(self) -> str:
        """The name of the report."""
        return self.report.title.said_in(self.speaker.language)

    @property
    def span(self) -> str:
        """The time it is about."""
        return span_of(self.asked, self.speaker.language)

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return [self.speaker.head(column) for column in self.report.columns]

    def cells(self, row: tuple[Any, ...]) -> list[Any]:
        """One row, typed."""
        return [
            self.speaker.typed(column, value)
            for column, value in zip(self.report.columns, row, strict=True)
        ]
