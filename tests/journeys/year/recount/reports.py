"""Outcomes, days in stages, what was sent back, and loads, counted from the ledger one by one."""

from datetime import date, timedelta
from math import ceil

from tests.journeys.year.recount.ledger import Standing, instant_of

CLOSING = ("approve-closure", "file", "forward", "file-anonymous", "file-unconfirmed")
FEWEST = 5
Key = tuple[date, str, str]


def outcomes(standing: Standing, since: date, until: date | None = None) -> dict[Key, list[int]]:
    """By month, class and officer: closed, and of these opened again, appealed against, set aside.

    What happens later is told of the last closing before it, whether that lies in this time or not.
    """
    closings = [
        (event.at, chain.id, event)
        for chain in standing.matters
        for event in chain.of_kind(*CLOSING)
    ]
    closings.sort(key=lambda each: each[0])
    fared: dict[int, set[int]] = {}
    for chain in standing.matters:
        own = {chain.id}
        of_cases = own if chain.is_case else own | {case.id for case in standing.cases_of(chain)}
        for event in chain.events:
            kinds = {
                "reopen": (1, own),
                "track-file-complainant-appeal": (2, of_cases),
                "track-set-closure-aside": (3, of_cases),
            }
            if event.kind not in kinds:
                continue
            column, where = kinds[event.kind]
            before = [
                place
                for place, (at, record, _) in enumerate(closings)
                if record in where and at <= event.at
            ]
            if before:
                fared.setdefault(before[-1], set()).add(column)
    found: dict[Key, list[int]] = {}
    for place, (_at, _record, event) in enumerate(closings):
        if event.day < since or (until is not None and event.day > until):
            continue
        key = event.day.replace(day=1), event.body.get("disposal") or "", event.actor
        row = found.setdefault(key, [0, 0, 0, 0])
        for column in {0} | fared.get(place, set()):
            row[column] += 1
    return found


def outcomes_of_nobody(
    standing: Standing, since: date, until: date
) -> dict[tuple[date, str], list[int]]:
    """The same without the officers."""
    found: dict[tuple[date, str], list[int]] = {}
    for (month, disposal, _actor), row in outcomes(standing, since, until).items():
        sums = found.setdefault((month, disposal), [0, 0, 0, 0])
        for place, figure in enumerate(row):
            sums[place] += figure
    return found


def left(standing: Standing, since: date, until: date, *, districts: bool = False) -> dict:
    """How many days each stage took that was left in this time."""
    begin, end = instant_of(since), instant_of(until + timedelta(days=1))
    found: dict = {}
    for chain in standing.matters:
        for before, event in zip(chain.moves, chain.moves[1:], strict=False):
            if begin <= event.at < end:
                stage = event.body["from"]
                key = (chain.filed.district, stage) if districts else stage
                found.setdefault(key, []).append((event.day - before.day).days)
    return found


def middle_and_long(days: list[int]) -> list[int | None]:
    """How many, the median and the ninetieth of a hundred by nearest rank; of fewer than five, only how many."""
    if len(days) < FEWEST:
        return [len(days), None, None]
    ordered = sorted(days)
    return [len(days), *(ordered[max(1, ceil(len(days) * share / 10)) - 1] for share in (5, 9))]


def sent_back(standing: Standing, since: date, until: date) -> dict[str, list[int | None]]:
    """Of what was put up, how much was sent back by the next act on it; of what was closed, how much did not stand."""
    begin, end = instant_of(since), instant_of(until + timedelta(days=1))
    found = {}
    for words, put_up, back in (
        ("Scrutinies sent back", "record-scrutiny", "return-scrutiny"),
        ("Inquiry reports sent back", "submit-report", "return-report"),
        ("Proposals of closure refused", "propose-closure", "refuse-closure"),
    ):
        whole = part = 0
        for chain in standing.matters:
            acts = chain.of_kind(put_up, back)
            for place, event in enumerate(acts):
                if event.kind == put_up and begin <= event.at < end:
                    whole += 1
                    part += place + 1 < len(acts) and acts[place + 1].kind == back
        found[words] = _share(whole, part)
    rows = list(outcomes(standing, since, until).values())
    closed = sum(row[0] for row in rows)
    for place, words in enumerate(
        ("Closings opened again", "Closings appealed against", "Closings set aside"), start=1
    ):
        found[words] = _share(closed, sum(row[place] for row in rows))
    return found


def _share(whole: int, part: int) -> list[int | None]:
    return [whole, part, round(100 * part / whole) if whole else None]


def carried(standing: Standing) -> dict[str, list[int]]:
    """By officer: pending complaints given to him, cases he follows, inquiries he holds."""
    found: dict[str, list[int]] = {}

    def add(who: str | None, column: int) -> None:
        if who:
            found.setdefault(who, [0, 0, 0])[column] += 1

    for chain in standing.pending:
        if chain.is_case:
            order, changed = chain.events[0].body, chain.last("change-officer")
            add(order["vo"], 1)
            add(changed.body["officer"] if changed else order["inquiring_officer"], 2)
        else:
            given = chain.last("assign")
            add(given.body["officer"] if given else None, 0)
    return found


def extensions_waiting(standing: Standing) -> int:
    """In how many cases more time was asked and nothing decided."""
    kinds = ("ask-extension", "grant-extension", "refuse-extension")
    last = [case.last(*kinds) for case in standing.cases.values()]
    return sum(event is not None and event.kind == "ask-extension" for event in last)
