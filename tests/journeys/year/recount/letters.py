"""The register of public representatives' letters, read off its own chain on the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.journeys.year.recount.ledger import Ledger, Told, instant_of
from tests.journeys.year.world import Letter

REPLY_WITHIN = timedelta(days=15)
"""The department's limit, in days of the calendar."""


@dataclass(frozen=True, slots=True)
class Line:
    """One letter as it stands: confirmed, due and answered on which days."""

    letter: Letter
    stage: str
    confirmed: date | None
    due: date
    replied: date | None

    def standing(self, last: date) -> str:
        """How its reply stood on this day."""
        if self.replied and self.replied <= last:
            return "Replied in time" if self.replied <= self.due else "Replied late"
        return "Reply overdue" if self.due < last else "Reply waits"


def lines(ledger: Ledger, notebook: dict[str, Letter], today: date) -> Iterator[Line]:
    """Every letter that was entered before today."""
    acts: dict[str, list[Told]] = {}
    for told in ledger.events.values():
        for event in told:
            if event.at < instant_of(today) and "letter" in event.body and "to" in event.body:
                acts.setdefault(event.body["letter"], []).append(event)
    for number, own in acts.items():
        yield _line(notebook[number], own)


def _line(letter: Letter, acts: list[Told]) -> Line:
    confirmed = replied = None
    begun = letter.received_on
    for event in acts:
        if event.kind == "confirm-letter":
            confirmed = event.day
        elif event.kind == "reply-to-letter":
            replied = event.day
        elif event.kind == "reopen":
            begun, replied = event.day, None
    return Line(letter, acts[-1].body["to"], confirmed, begun + REPLY_WITHIN, replied)
