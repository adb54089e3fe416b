"""The year read back from the ledger: each record's chain of events folded into how it stood at any instant.

Written from the meaning of the events alone. It shares nothing with the product's counting: no kept total, no query of a
register, no row but those of the two tables of events. What the ledger does not carry (districts, schemes, groups and the
facts of orders: it holds codes and days, never particulars) comes from the notebook of who filed and entered it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.journeys.year.world import Matter, Named
from vigilance.audit.models import Event, EventPayload
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM

INDIA = ZoneInfo("Asia/Kolkata")
UNKNOWN = "-"
COMPLAINT_OVER = {"taken-up", "forwarded", "filed"}
CASE_OVER = {"action-ordered", "closed"}


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it stands on the ledger."""

    seq: int
    kind: str
    actor: str
    at: datetime
    body: Mapping[str, Any]

    @property
    def day(self) -> date:
        """Its day in India."""
        return self.at.astimezone(INDIA).date()

    @property
    def moves(self) -> bool:
        """Whether it moved the matter from one state to another, or began it."""
        return (
            {"from", "to"} <= self.body.keys()
            and "track" not in self.body
            and self.body["from"] != self.body["to"]
        )


@dataclass(slots=True)
class Track:
    """One track of an accused, or of the matter: its acts."""

    id: str
    name: str
    accused: int | None
    acts: list[Told] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.acts[-1].body["to"]

    @property
    def begun_on(self) -> date:
        """The day of its first act."""
        return date.fromisoformat(self.acts[0].body["on"])


@dataclass(slots=True)
class Chain:
    """One complaint or case: its events up to an instant."""

    id: str
    number: str
    is_case: bool
    received_on: date
    filed: Matter
    events: list[Told]
    complaints: set[str] = field(default_factory=set)

    @property
    def moves(self) -> list[Told]:
        """The steps from state to state."""
        return [event for event in self.events if event.moves]

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.moves[-1].body["to"]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be dealt with."""
        return self.state not in (CASE_OVER if self.is_case else COMPLAINT_OVER)

    @property
    def tracks(self) -> list[Track]:
        """Its tracks, in the order in which they were begun."""
        found: dict[str, Track] = {}
        for event in self.events:
            if "track" in event.body and event.kind.startswith("track-"):
                body = event.body
                track = found.setdefault(
                    body["proceeding"], Track(body["proceeding"], body["track"], body["accused"])
                )
                track.acts.append(event)
        return list(found.values())

    def of_kind(self, *kinds: str) -> list[Told]:
        """Its events of these kinds."""
        return [event for event in self.events if event.kind in kinds]

    def last(self, *kinds: str) -> Told | None:
        """The last of them."""
        return next(iter(reversed(self.of_kind(*kinds))), None)


class Ledger:
    """All that was told, with the notebook beside it; `at(instant)` is the register as it then stood."""

    def __init__(self, database: Database, notebook: Mapping[str, Matter]) -> None:
        self.notebook = dict(notebook)
        self.events: dict[str, list[Told]] = {}
        statement = (
            select(
                Event.record_id,
                Event.record_seq,
                Event.type,
                Event.actor,
                Event.at,
                EventPayload.body,
            )
            .join(EventPayload, EventPayload.event_id == Event.id)
            .order_by(Event.record_id, Event.record_seq)
        )
        with database.reading() as session:
            act_as(session, SYSTEM)
            for record_id, *told in session.execute(statement):
                self.events.setdefault(record_id.hex, []).append(Told(*told))

    def at(self, instant: datetime) -> "Standing":
        """The register as it stood just before this instant."""
        complaints: dict[str, Chain] = {}
        cases: dict[str, Chain] = {}
        for record_id, told in self.events.items():
            before = [event for event in told if event.at < instant]
            if before and before[0].kind == "register":
                body = before[0].body
                received = date.fromisoformat(body["received_on"])
                chain = Chain(
                    record_id,
                    body["number"],
                    False,
                    received,
                    self.notebook[body["number"]],
                    before,
                )
                complaints[chain.number] = chain
        for record_id, told in self.events.items():
            before = [event for event in told if event.at < instant]
            if before and before[0].kind == "order-inquiry":
                source = complaints[before[0].body["complaint"]]
                chain = Chain(
                    record_id,
                    before[0].body["number"],
                    True,
                    source.received_on,
                    source.filed,
                    before,
                )
                chain.complaints = {source.number} | {
                    e.body["complaint"] for e in chain.of_kind("complaint-joined")
                }
                chain.complaints -= {e.body["complaint"] for e in chain.of_kind("complaint-parted")}
                cases[chain.number] = chain
        return Standing(complaints, cases)


@dataclass(frozen=True, slots=True)
class Standing:
    """Every complaint and case as it stood."""

    complaints: Mapping[str, Chain]
    cases: Mapping[str, Chain]

    @property
    def matters(self) -> Iterator[Chain]:
        """Complaints and cases."""
        yield from self.complaints.values()
        yield from self.cases.values()

    @property
    def pending(self) -> list[Chain]:
        """Those that are open."""
        return [each for each in self.matters if each.is_open]

    def tracks(self) -> Iterator[tuple[Chain, Track]]:
        """Every track with its matter."""
        for chain in self.matters:
            for track in chain.tracks:
                yield chain, track

    def cases_of(self, complaint: Chain) -> list[Chain]:
        """The cases that a complaint led to."""
        return [case for case in self.cases.values() if complaint.number in case.complaints]

    def accused_of(self, case: Chain) -> list[Named]:
        """Who is accused in a case by now."""
        named = len(case.of_kind("accused-named"))
        return case.filed.accused[:named]


def months(day: date, by: int) -> date:
    """The same day so many months on or back, or the last day of that month."""
    place = day.year * 12 + day.month - 1 + by
    year, month = divmod(place, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(last, day.day))
        except ValueError:
            continue
    raise AssertionError(day)


def instant_of(day: date) -> datetime:
    """The first instant of a day in India."""
    return datetime(day.year, day.month, day.day, tzinfo=INDIA)


def counted(values: Iterable[Any]) -> dict[Any, int]:
    """How often each occurs."""
    found: dict[Any, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found
