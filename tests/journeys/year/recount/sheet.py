"""The minister's figures, counted one matter after another."""

from collections.abc import Iterable
from datetime import date

from tests.journeys.year.recount.ledger import (
    Chain,
    Ledger,
    Standing,
    Track,
    counted,
    instant_of,
    months,
)
from vigilance.domain.holders import HELD_BY

STAGES = {
    "registered": "Registered",
    "awaiting-confirmation": "Awaiting the complainant",
    "under-scrutiny": "Scrutiny",
    "factual-report-called": "Scrutiny",
    "decision-pending": "Decision",
    "ordered": "Inquiry",
    "under-inquiry": "Inquiry",
    "report-submitted": "Decision",
    "report-accepted": "Decision",
    "closure-proposed": "Closure",
}
LAST_DAYS = (30, 90, 180, 365)
CAME, CAME_BACK = ("register",), ("reopen",)
WENT = ("forward", "file", "file-anonymous", "file-unconfirmed", "order-action", "approve-closure")


def band(days: int) -> int:
    """The place of the age band: 0 for up to thirty days, 4 for over a year."""
    return sum(days > last for last in LAST_DAYS)


def by_band(ages: Iterable[int]) -> list[int]:
    """How many fall in each band."""
    found = [0] * 5
    for age in ages:
        found[band(age)] += 1
    return found


def ages(chains: Iterable[Chain], today: date) -> list[int]:
    """How old they are, by band."""
    return by_band((today - each.received_on).days for each in chains)


def stage(chain: Chain) -> str:
    """The stage in the minister's words."""
    return STAGES[chain.state]


def stages(standing: Standing, today: date) -> dict[str, list[int]]:
    """Each stage, by age."""
    return {
        name: ages((each for each in standing.pending if stage(each) == name), today)
        for name in dict.fromkeys(STAGES.values())
    }


def places(standing: Standing) -> dict[str, int]:
    """Each district's pending matters."""
    return counted(each.filed.district for each in standing.pending)


def schemes(standing: Standing) -> dict[str, int]:
    """Each scheme's pending matters."""
    return counted(each.filed.scheme for each in standing.pending)


def holder(track: Track) -> str | None:
    """With whom a track lies by the law of its state; nobody once it is over."""
    found = HELD_BY[track.name].get(track.state)  # type: ignore[index]
    return found.value if found else None


def pending_tracks(standing: Standing) -> list[tuple[Chain, Track]]:
    """The tracks that lie with somebody."""
    return [(chain, track) for chain, track in standing.tracks() if holder(track)]


def holders(standing: Standing, today: date) -> dict[str, list[int]]:
    """With whom how many proceedings lie, by age."""
    found = pending_tracks(standing)
    return {
        party: by_band(
            (today - track.begun_on).days for _chain, track in found if holder(track) == party
        )
        for party in {holder(track) for _chain, track in found}
    }


def thirteen_months(ledger: Ledger, today: date) -> list[tuple[int, int, int, int]]:
    """Received, opened again, disposed of, pending at the end: month after month, the oldest first."""
    found = []
    now = ledger.at(instant_of(today))
    acts = [event for each in now.matters for event in each.events]
    for back in range(12, -1, -1):
        first = months(today.replace(day=1), -back)
        begin, end = instant_of(first), min(instant_of(months(first, 1)), instant_of(today))
        own = [event.kind for event in acts if begin <= event.at < end]
        pending = len(ledger.at(end).pending) if end > begin or back == 0 else 0
        found.append(
            (
                sum(kind in CAME for kind in own),
                sum(kind in CAME_BACK for kind in own),
                sum(kind in WENT for kind in own),
                pending,
            )
        )
    return found


def directions(chains: Iterable[Chain], today: date) -> dict[str, int]:
    """How the directions on these matters stand: each follows its own events."""
    due: dict[str, date] = {}
    last: dict[str, str] = {}
    for chain in chains:
        for event in chain.of_kind(
            "give-direction", "record-compliance", "compliance-accepted", "compliance-returned"
        ):
            said = event.body["direction"]
            last[said] = event.kind
            if event.kind == "give-direction":
                due[said] = date.fromisoformat(event.body["due_on"])
    waiting = [said for said, kind in last.items() if kind != "compliance-accepted"]
    return {
        "To be carried out": len(waiting),
        "Overdue": sum(due[said] < today for said in waiting),
        "Reported, to be accepted": sum(kind == "record-compliance" for kind in last.values()),
        "Report returned": sum(kind == "compliance-returned" for kind in last.values()),
        "Carried out": sum(kind == "compliance-accepted" for kind in last.values()),
    }
