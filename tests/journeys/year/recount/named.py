"""The cases that the minister's page names: the oldest, the gravest, and those of which a limit ends next."""

from datetime import date, timedelta

from tests.journeys.year.recount.ledger import Chain
from tests.journeys.year.recount.queues import Register

SHOWN = 10
FARTHEST = timedelta(days=30)
RIGHTS = {"appeal-window", "rti-appeal-window", "rti-second-appeal-window"}
"""Limits that somebody need not use: nobody breaches them."""


def released(seen: Register) -> list[Chain]:
    """The cases of which a summary was released; one that came under protection is never named."""
    complaints = seen.standing.complaints
    return [
        case
        for case in seen.standing.cases.values()
        if case.of_kind("release-summary")
        and all(complaints[number].filed.lane != "protected" for number in case.complaints)
    ]


def oldest(seen: Register) -> list[tuple[str, int]]:
    """The ten that came first of those pending, in inquiry or on a track, each with its age."""
    pending = {chain.number for chain in seen.pending()}
    found = sorted(
        (case for case in released(seen) if case.number in pending),
        key=lambda case: (case.received_on, case.id),
    )
    return [(case.number, (seen.today - case.received_on).days) for case in found[:SHOWN]]


def gravest(seen: Register) -> list[tuple[str, int]]:
    """The ten that weigh most of those pending, each with its weight."""
    pending = {chain.number for chain in seen.pending()}
    weighed = [(seen.weight(case), case) for case in released(seen) if case.number in pending]
    found = sorted(
        ((weight, case) for weight, case in weighed if weight),
        key=lambda one: (-one[0], one[1].received_on, one[1].id),
    )
    return [(case.number, weight) for weight, case in found[:SHOWN]]


def ending(seen: Register) -> list[tuple[str, int]]:
    """The ten of which a limit ends first within thirty days, each with the days that are left."""
    named = {case.number: case.id for case in released(seen)}
    first: dict[str, date] = {}
    for clock in seen.clocks.all:
        runs = clock.runs and seen.today <= clock.due <= seen.today + FARTHEST
        if runs and clock.number in named and clock.limit not in RIGHTS:
            first[clock.number] = min(clock.due, first.get(clock.number, clock.due))
    found = sorted(first, key=lambda number: (first[number], named[number]))
    return [(number, (first[number] - seen.today).days) for number in found[:SHOWN]]
