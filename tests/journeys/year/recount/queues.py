"""The review queues and the weight of cases, asked of each matter by hand: what comes in, and what was not put off."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tests.journeys.year.recount.clocks import Clocks
from tests.journeys.year.recount.ledger import Chain, Standing
from tests.journeys.year.recount.sheet import holder
from tests.journeys.year.world import Named
from vigilance.domain.outside import OTHERS


@dataclass(frozen=True)
class Register:
    """The register of one morning with its clocks, and what a queue may ask of a matter in it."""

    clocks: Clocks

    @property
    def standing(self) -> Standing:
        """Complaints and cases."""
        return self.clocks.standing

    @property
    def today(self) -> date:
        """This morning."""
        return self.clocks.today

    @cached_property
    def late(self) -> set[str]:
        """The numbers of matters with a limit that is over."""
        return {
            clock.number
            for clock in self.clocks.all
            if clock.runs and clock.counts_until < self.today
        }

    @cached_property
    def owed_outside(self) -> set[str]:
        """The numbers of matters on which an authority outside owes a step, standing still or not."""
        return {
            clock.number
            for clock in self.clocks.all
            if clock.done is None and clock.owed_by in OTHERS
        }

    def pending(self) -> Iterator[Chain]:
        """What is open, and what is over and runs on a track that is reviewed."""
        for chain in self.standing.matters:
            running = (track for track in chain.tracks if holder(track))
            if chain.is_open or any(track.name not in ALONE for track in running):
                yield chain

    def accused(self, chain: Chain) -> list[Named]:
        """Who is accused in a case; nobody in a complaint."""
        return self.standing.accused_of(chain) if chain.is_case else []

    def due(self, rule: str) -> list[str]:
        """The numbers of what stands in this queue and was not put off by its reviewer."""
        reviewer, takes = RULES[rule]
        return [
            chain.number
            for chain in self.pending()
            if takes(self, chain) and not self._put_off(chain, reviewer)
        ]

    def _put_off(self, chain: Chain, reviewer: str) -> bool:
        own = [
            event
            for event in chain.of_kind("review")
            if REVIEWER.get(event.body["rule"], "cvo") == reviewer
        ]
        return bool(own) and date.fromisoformat(own[-1].body["next_on"]) > self.today

    def weight(self, chain: Chain) -> int:
        """What a case weighs under the department's rule of gravity, ground by ground."""
        return sum(weight for weight, holds in GROUNDS if holds(self, chain))


Takes = Callable[[Register, Chain], bool]


def _aged(days: int) -> Takes:
    return lambda seen, chain: (seen.today - chain.received_on).days >= days


def _lies(days: int, *states: str) -> Takes:
    return lambda seen, chain: (
        chain.state in states and (seen.today - chain.moves[-1].day).days >= days
    )


def _of_groups(*groups: str) -> Takes:
    return lambda seen, chain: any(one.group in groups for one in seen.accused(chain))


def _of_amount(least: int) -> Takes:
    return lambda seen, chain: sum(one.amount for one in seen.accused(chain)) >= least


def _of_public_interest(seen: Register, chain: Chain) -> bool:
    """Money is demanded still, or a public representative wrote."""
    told = chain.complaints if chain.is_case else {chain.number}
    lanes = {seen.standing.complaints[number].filed.lane for number in told}
    return chain.filed.live_demand or "public-representative" in lanes


def _directed(_seen: Register, chain: Chain) -> bool:
    """A direction on it was given and its report not accepted."""
    last = {
        event.body["direction"]: event.kind
        for event in chain.of_kind(
            "give-direction", "record-compliance", "compliance-accepted", "compliance-returned"
        )
    }
    return any(kind != "compliance-accepted" for kind in last.values())


def _retires(seen: Register, chain: Chain) -> bool:
    last = seen.today + timedelta(days=180)
    return any(seen.today <= one.retires <= last for one in seen.accused(chain))


def _is_heard(seen: Register, chain: Chain) -> bool:
    """A court has it on its list within a fortnight: the day that the last act before it fixed."""
    last = seen.today + timedelta(days=14)
    return any(seen.today <= day <= last for day in _next_hearings(seen, chain))


def _next_hearings(seen: Register, chain: Chain) -> Iterator[date]:
    for one in seen.accused(chain):
        for track in chain.tracks:
            if track.accused == one.number and track.name == "criminal" and holder(track):
                facts = [said for name, _action, said in one.facts if name == track.name]
                heard = [said for said in facts[: len(track.acts)] if "next_on" in said]
                if heard:
                    yield date.fromisoformat(heard[-1]["next_on"])


def _lies_outside(seen: Register, chain: Chain) -> bool:
    on_track = any(holder(track) in OTHERS for track in chain.tracks if track.name not in ALONE)
    return on_track or chain.number in seen.owed_outside


def _criminal(_seen: Register, chain: Chain) -> bool:
    return any(track.name == "criminal" and holder(track) for track in chain.tracks)


def _any(*takes: Takes) -> Takes:
    return lambda seen, chain: any(one(seen, chain) for one in takes)


def _of_cases(takes: Takes) -> Takes:
    return lambda seen, chain: chain.is_case and takes(seen, chain)


OVER_A_YEAR, MILLION = 366, 1_000_000
WAITING = ("decision-pending", "report-submitted", "report-accepted", "closure-proposed")
RULES: Mapping[str, tuple[str, Takes]] = {
    "overdue": ("cvo", lambda seen, chain: chain.number in seen.late),
    "over-a-year": ("cvo", _aged(OVER_A_YEAR)),
    "over-180-days": ("cvo", _aged(181)),
    "decision-waits": ("cvo", _lies(15, *WAITING)),
    "inquiry-runs": ("cvo", _lies(30, "ordered", "under-inquiry")),
    "grave": ("cvo", _any(_of_groups("A", "B"), _of_amount(MILLION), _of_public_interest)),
    "near": ("cvo", _any(_retires, _is_heard)),
    "directions": ("cvo", _directed),
    "with-others": ("cvo", _lies_outside),
    "scholarship": (
        "cvo",
        lambda _seen, chain: chain.filed.scheme in {"PREMAT_SC", "POSTMAT_SC"},
    ),
    "all-pending": ("cvo", lambda _seen, _chain: True),
    "principal-secretary": ("principal-secretary", _of_cases(lambda _seen, _chain: True)),
    "minister": (
        "minister",
        _of_cases(
            _any(
                _aged(OVER_A_YEAR),
                _of_groups("A"),
                _of_amount(MILLION),
                _of_public_interest,
                _directed,
            )
        ),
    ),
}
"""The queues: whose each is, and what it takes."""
REVIEWER = {"principal-secretary": "principal-secretary", "minister": "minister"}
ALONE = {"rti", "public-representative", "disclosure"}
"""Tracks that do not keep a matter in review once its own inquiry is over."""
GROUNDS: tuple[tuple[int, Takes], ...] = (
    (25, lambda _seen, chain: chain.filed.live_demand),
    (20, _criminal),
    (20, _of_groups("A")),
    (10, _of_groups("B")),
    (20, _of_amount(10 * MILLION)),
    (10, _of_amount(MILLION)),
    (15, _retires),
    (10, lambda seen, chain: chain.number in seen.late),
    (10, _directed),
    (10, _of_public_interest),
    (5, _aged(OVER_A_YEAR)),
)
"""What makes a case grave, as the department fixed it; no trap is laid in this year."""
