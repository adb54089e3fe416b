"""The periodical returns, counted movement by movement: what came in and went out of each subject, and how it was split."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.journeys.year.recount.ledger import (
    CASE_OVER,
    COMPLAINT_OVER,
    UNKNOWN,
    Chain,
    Standing,
    Track,
    instant_of,
    months,
)
from vigilance.domain.tracks import WORKFLOWS

TRACKS = {
    "major": "departmental-major",
    "minor": "departmental-minor",
    "suspensions": "suspension",
    "sanction-17a": "sanction-17a",
    "sanction-19": "sanction-19",
    "sanction-218": "sanction-218",
    "court": "criminal",
    "recoveries": "recovery",
}
AGE_MONTHS = (1, 3, 6, 12, 36)


@dataclass(frozen=True, slots=True)
class Move:
    """A matter that came in, or went out, or came back."""

    matter: str
    number: str
    at: datetime
    way: str
    """received, reopened, disposed"""
    how: str
    district: str
    group: str
    disclosure: bool
    since: date


def moves_of(subject: str, standing: Standing) -> list[Move]:
    """Every movement of a subject."""
    if subject == "complaints":
        return [move for each in standing.complaints.values() for move in _matter(each, standing)]
    if subject == "investigations":
        return [move for each in standing.cases.values() for move in _matter(each, standing)]
    return [
        move
        for chain, track in standing.tracks()
        if chain.is_case and track.name == TRACKS[subject]
        for move in _track(chain, track, standing)
    ]


def _matter(chain: Chain, standing: Standing) -> Iterator[Move]:
    over = CASE_OVER if chain.is_case else COMPLAINT_OVER
    cases = [chain] if chain.is_case else standing.cases_of(chain)
    groups = [one.group for case in cases for one in standing.accused_of(case)]
    lanes = (
        [standing.complaints[each].filed.lane for each in chain.complaints]
        if chain.is_case
        else [chain.filed.lane]
    )
    for event in chain.moves:
        before, after = event.body["from"], event.body["to"]
        if before is None:
            way, how = "received", "received"
        elif before not in over and after in over:
            way, how = "disposed", event.body.get("disposal") or event.kind
        elif before in over and after not in over:
            way, how = "reopened", event.kind
        else:
            continue
        yield Move(
            chain.id,
            chain.number,
            event.at,
            way,
            how,
            chain.filed.district,
            min(groups, default=UNKNOWN),
            "protected" in lanes,
            chain.received_on,
        )


def _track(chain: Chain, track: Track, standing: Standing) -> Iterator[Move]:
    over = {state.value for state in WORKFLOWS[track.name].final}
    group = next(
        (one.group for one in standing.accused_of(chain) if one.number == track.accused), UNKNOWN
    )
    for event in track.acts:
        before, after = event.body["from"], event.body["to"]
        action = event.kind.removeprefix("track-")
        if before is None:
            way, how = "received", "received"
        elif before not in over and after in over:
            way, how = "disposed", action
        elif before in over and after not in over:
            way, how = "reopened", action
        else:
            continue
        yield Move(
            track.id,
            chain.number,
            event.at,
            way,
            how,
            chain.filed.district,
            group,
            False,
            track.begun_on,
        )


def row(moves: Iterable[Move], since: date, after: date) -> list[int]:
    """Brought forward, received, reopened, total, disposed of, carried forward."""
    begin, end = instant_of(since), instant_of(after)
    moves = list(moves)
    before = [move for move in moves if move.at < begin]
    within = [move for move in moves if begin <= move.at < end]
    forward = sum(-1 if move.way == "disposed" else 1 for move in before)
    received = sum(move.way == "received" for move in within)
    reopened = sum(move.way == "reopened" for move in within)
    disposed = sum(move.way == "disposed" for move in within)
    total = forward + received + reopened
    return [forward, received, reopened, total, disposed, total - disposed]


def split(moves: Iterable[Move], by: str, since: date, after: date) -> dict[str, list[int]]:
    """The same, split by an attribute; parts in which nothing stood or moved are left out."""
    moves = [move for move in moves if move.at < instant_of(after)]
    found = {
        part: row((move for move in moves if getattr(move, by) == part), since, after)
        for part in {getattr(move, by) for move in moves}
    }
    return {part: figures for part, figures in found.items() if any(figures)}


def classes(moves: Iterable[Move], since: date, after: date) -> dict[str, int]:
    """What was disposed of as what."""
    begin, end = instant_of(since), instant_of(after)
    found: dict[str, int] = {}
    for move in moves:
        if move.way == "disposed" and begin <= move.at < end:
            found[move.how] = found.get(move.how, 0) + 1
    return found


def pending_ages(moves: Iterable[Move], after: date) -> list[int]:
    """What is carried forward, by age in months on the last day: the youngest first."""
    until, found = after - timedelta(days=1), [0] * 6
    last: dict[str, Move] = {}
    for move in sorted(moves, key=lambda each: each.at):
        if move.at < instant_of(after):
            last[move.matter] = move
    for move in last.values():
        if move.way != "disposed":
            found[sum(move.since <= months(until, -count) for count in AGE_MONTHS)] += 1
    return found


def orders(standing: Standing, since: date, after: date) -> tuple[dict[str, int], dict[str, int]]:
    """Penalties imposed by their kind, and money ordered and realised, by the day on which each was entered."""
    begin, end = instant_of(since), instant_of(after)
    penalties: dict[str, int] = {}
    money = {"ordered": 0, "realised": 0}
    for chain, track in standing.tracks():
        for event in track.acts:
            if not begin <= event.at < end:
                continue
            facts = _facts(chain, track, event)
            for penalty in facts.get("penalties") or ():
                penalties[penalty] = penalties.get(penalty, 0) + 1
            kind = {"track-order-recovery": "ordered", "track-record-realisation": "realised"}
            if event.kind in kind:
                money[kind[event.kind]] += facts["amount"]
    return penalties, money


def _facts(chain: Chain, track: Track, event: Any) -> dict[str, Any]:
    """What the notebook says of this act: the entry of this number on this track of this accused."""
    named = next((one for one in chain.filed.accused if one.number == track.accused), None)
    own = [facts for name, _action, facts in named.facts if name == track.name] if named else []
    return own[event.body["entry"] - 1] if own else {}
