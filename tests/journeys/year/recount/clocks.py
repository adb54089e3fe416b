"""Every time limit read off the ledger by hand: the schedule of limits is data, the reckoning is written here anew.

A limit begins with the first act that starts it, ends with the first that stops it, is lengthened by the order that grants
more time, and stands still while the complainant is asked whether the complaint is his. This year knows no other stay.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.journeys.year.recount.ledger import Chain, Ledger, Standing, instant_of, months

ONE_DAY = timedelta(days=1)
ASKED, ANSWERED = "ask-confirmation", {"confirm", "disown", "file-unconfirmed"}


@dataclass(frozen=True, slots=True)
class Clock:
    """One run of a limit: of which matter, when due, until which day it counts as met, who owes it."""

    number: str
    limit: str
    started: date
    due: date
    counts_until: date
    done: date | None
    stayed: bool
    owed_by: str
    owner: str | None

    @property
    def runs(self) -> bool:
        """Whether it is neither done nor standing still."""
        return self.done is None and not self.stayed


@dataclass(frozen=True)
class Clocks:
    """The clocks of a standing register, with the days on which the office was known to be closed."""

    config_dir: Path
    ledger: Ledger
    standing: Standing
    today: date

    @cached_property
    def limits(self) -> dict[str, list[dict[str, Any]]]:
        """The schedule, by track."""
        found: dict[str, list[dict[str, Any]]] = {}
        text = (self.config_dir / "time_limits.toml").read_bytes()
        for limit in tomllib.loads(text.decode())["time_limit"]:
            found.setdefault(limit["track"], []).append(limit)
        return found

    @cached_property
    def closed(self) -> set[date]:
        """Gazetted holidays, and what was declared before today."""
        days = set()
        for path in sorted((self.config_dir / "holidays").glob("*.csv")):
            with path.open(encoding="utf-8") as lines:
                days |= {date.fromisoformat(row["date"]) for row in csv.DictReader(lines)}
        for told in self.ledger.events.values():
            days |= {
                date.fromisoformat(event.body["day"])
                for event in told
                if event.kind == "declare-holiday" and event.at < instant_of(self.today)
            }
        return days

    def is_open(self, day: date, calendar: str) -> bool:
        """Headquarters rest on Saturdays and Sundays, district offices on Sundays and second Saturdays."""
        rests = day.weekday() == 6 or (
            day.weekday() == 5 and (calendar == "hq" or 8 <= day.day <= 14)
        )
        return not rests and day not in self.closed

    def next_open(self, day: date, calendar: str) -> date:
        """This day, or the next on which the office is open."""
        while not self.is_open(day, calendar):
            day += ONE_DAY
        return day

    def later(self, start: date, span: str, calendar: str) -> date:
        """The day on which this span is over."""
        count, unit = span.split(" ", 1)
        if unit.startswith("month"):
            return months(start, int(count))
        if unit.startswith("day"):
            return start + timedelta(days=int(count))
        day = start
        for _each in range(int(count)):
            day = self.next_open(day + ONE_DAY, calendar)
        return day

    @cached_property
    def all(self) -> list[Clock]:
        """Every clock of every matter."""
        return [clock for chain in self.standing.matters for clock in self.of(chain)]

    def of(self, chain: Chain) -> Iterator[Clock]:
        """The clocks of one matter and of its tracks."""
        acts = [(event.kind, _day(event)) for event in chain.events if "track" not in event.body]
        for limit in self.limits["inquiry" if chain.is_case else "complaint"]:
            yield from self._runs(chain, limit, acts)
        for track in chain.tracks:
            own = [
                (event.kind.removeprefix("track-"), date.fromisoformat(event.body["on"]))
                for event in track.acts
            ]
            for limit in self.limits.get(track.name, ()):
                yield from self._runs(chain, limit, own)

    def _runs(
        self, chain: Chain, limit: dict[str, Any], acts: list[tuple[str, date]]
    ) -> Iterator[Clock]:
        start: date | None = None
        more, granted = 0, limit.get("extension", {}).get("granted_on")
        stays: list[list[date | None]] = []
        for action, day in acts:
            if start is not None:
                if limit["name"] == "scrutiny" and action == ASKED:
                    stays.append([day, None])
                elif stays and stays[-1][1] is None and action in ANSWERED:
                    stays[-1][1] = day
                if action in limit["stops_on"]:
                    yield self._clock(chain, limit, start, day, stays, more)
                    start = None
                elif action == granted:
                    more += 1
                    continue
            if start is None and action in limit["starts_on"]:
                start, more, stays = day, 0, []
        if start is not None:
            yield self._clock(chain, limit, start, None, stays, more)

    def _clock(
        self,
        chain: Chain,
        limit: dict[str, Any],
        start: date,
        done: date | None,
        stays: list[list[date | None]],
        more: int,
    ) -> Clock:
        calendar = limit["calendar"]
        span = limit["allowed"]
        if more and span.split(" ")[1].rstrip("s") == limit["extension"]["span"].split(" ")[
            1
        ].rstrip("s"):
            count = int(span.split(" ")[0]) + more * int(limit["extension"]["span"].split(" ")[0])
            due = self.later(start, f"{count} {span.split(' ')[1]}", calendar)
        elif more:
            due = self.later(
                self.later(start, span, calendar), limit["extension"]["span"], calendar
            )
        else:
            due = self.later(start, span, calendar)
        stayed = False
        for since, until in stays:
            if since is None or since > due:
                break
            if until is None:
                stayed = done is None
            else:
                due += until - since
        return Clock(
            chain.number,
            limit["name"],
            start,
            due,
            self.next_open(due, calendar),
            done,
            stayed,
            limit["owed_by"],
            owner(chain, limit["owed_by"], self.standing),
        )


def _day(event: Any) -> date:
    """The day that counts: of a registration, the day of receipt."""
    said = event.body.get("received_on")
    return date.fromisoformat(said) if said else event.day


def owner(chain: Chain, party: str, standing: Standing) -> str | None:
    """Which officer owes a step on this matter: the one it is given to."""
    if party not in {"vo", "inquiring-officer"}:
        return None
    followed = [chain] if chain.is_case else standing.cases_of(chain)
    if followed:
        order, changed = followed[0].events[0].body, followed[0].last("change-officer")
        if party == "vo":
            return order["vo"]
        return changed.body["officer"] if changed else order["inquiring_officer"]
    given = chain.last("assign") if party == "vo" else None
    return given.body["officer"] if given else None
