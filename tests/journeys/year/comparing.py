"""What the pages show against what is counted: every page, and what stands behind every figure that is a link."""

from collections.abc import Iterable, Iterator
from datetime import date

from tests.journeys.year.conftest import Year
from tests.journeys.year.life import FIRST, month_before
from tests.journeys.year.pages import (
    ahead,
    clocks,
    desks,
    minister,
    registers,
    returns,
    room,
    slices,
)
from tests.journeys.year.recount.clocks import Clocks
from tests.journeys.year.recount.ledger import Ledger, Standing, instant_of, months
from tests.journeys.year.recount.queues import Register
from vigilance.domain.roles import Role

WHOLE = {3, 12}
"""The months at whose end every link is followed and every line of a register read; at the others a sample."""
SAMPLE = 12
LETTERS_FROM = date(2025, 12, 1)
"""The first letters had lain for some days before New Year."""
MOST_BEHIND = 500
"""So many matters the page behind a figure lists."""
TOLD = 12


def look_around(year: Year, day: date) -> list[str]:
    """All pages on this morning: whatever one of them shows otherwise than it is counted."""
    return figures_wrong(year, day) + wrong(links_compared(year, day))


def figures_wrong(year: Year, day: date) -> list[str]:
    """The same without following the links behind the figures."""
    ledger = Ledger(year.world.database, year.world.matters)
    return wrong(compared(year, day, ledger, ledger.at(instant_of(day))))


def wrong(compared: Iterable[minister.Compared]) -> list[str]:
    """What is shown otherwise than it is counted, in words short enough to be read."""
    return [
        f"{what}: {_apart(shown, counted)}" for what, shown, counted in compared if shown != counted
    ]


def _apart(shown: object, counted: object) -> str:
    if isinstance(shown, dict) and isinstance(counted, dict):
        keys = [key for key in {**shown, **counted} if shown.get(key) != counted.get(key)]
        return "; ".join(f"{key}: {shown.get(key)} for {counted.get(key)}" for key in keys[:TOLD])
    if isinstance(shown, list) and isinstance(counted, list) and len(counted) > TOLD:
        more = [each for each in shown if each not in counted]
        less = [each for each in counted if each not in shown]
        return f"{len(shown)} for {len(counted)}: {more[:TOLD]} and not {less[:TOLD]}"
    return f"{shown} for {counted}"


def compared(
    year: Year, day: date, ledger: Ledger, standing: Standing
) -> Iterator[minister.Compared]:
    """Every page of figures, in the sight of readers who may see the whole."""
    world, cvo = year.world, year.reader(Role.CVO)
    auditor, reference = year.reader(Role.AUDITOR), world.office.reference
    first = month_before(day)
    yield from minister.compared(year.reader(Role.MINISTER), ledger, standing, day, reference)
    yield from minister.directions(cvo, "/office/directions", standing, day)
    yield from minister.tracks(cvo, standing)
    for reader in (cvo, auditor):
        yield from desks.outcomes(reader, standing, day, world.staff)
    yield from desks.reports(auditor, standing, first, day, reference)
    yield from desks.reports(cvo, standing, FIRST, day, reference)
    yield from desks.cvo_desk(cvo, standing)
    begin = FIRST if first.month in WHOLE else first
    yield from registers.of_matters(cvo, standing, begin, day)
    yield from registers.of_accused(cvo, standing, FIRST, day)
    yield from registers.of_letters(cvo, ledger, world.letters, LETTERS_FROM, day)
    for cadence, since in _returns_of(first):
        yield from returns.compared(auditor, cadence, since, standing, reference)
    yield from _of_clocks(year, day, ledger, standing)


def _returns_of(first: date) -> Iterator[tuple[str, date]]:
    yield "monthly", first
    if first.month % 3 == 0:
        yield "quarterly", months(first, -2)
    if first.month == months(FIRST, -1).month:
        yield "annual", FIRST


def _of_clocks(
    year: Year, day: date, ledger: Ledger, standing: Standing
) -> Iterator[minister.Compared]:
    """The counters that stand on time limits."""
    world, cvo = year.world, year.reader(Role.CVO)
    read = Clocks(world.office.settings.config_dir, ledger, standing, day)
    yield from clocks.today_desk(cvo, read)
    for place, officer in enumerate(world.staff.officers[Role.VO]):
        yield from clocks.officers_desk(year.reader(Role.VO, place), read, str(officer.id))
    yield from clocks.late_with_whom(cvo, read, world.staff)
    yield from clocks.sides(cvo, read, month_before(day), day)
    yield from ahead.ending(year.reader(Role.MINISTER), read)
    yield from ahead.reviews_missed(year.reader(Role.MINISTER), ledger, read)
    yield from ahead.by_name(year.reader(Role.MINISTER), read)
    yield from desks.load(cvo, read, world.staff)
    register = Register(read)
    yield from desks.queues(cvo, register)
    yield from desks.own_queue(year.reader(Role.PRINCIPAL_SECRETARY), register)
    minister_, reference = year.reader(Role.MINISTER), world.office.reference
    yield from room.compared(minister_, ledger, register, reference)
    yield from room.named_cases("sheet", minister_.open("/minister").tables, register)
    yield from slices.of_schemes(minister_, register, reference)
    if month_before(day).month in WHOLE:
        yield from slices.of_districts(minister_, register, reference)


def links_compared(year: Year, day: date) -> Iterator[minister.Compared]:
    """Each figure that is a link against what stands behind it: all of them in some months, a sample in the others."""
    cvo, month = year.reader(Role.CVO), month_before(day)
    chance = year.world.rng("links", day)

    def some(found: list) -> list:
        return found if month.month in WHOLE else chance.sample(found, min(SAMPLE, len(found)))

    for name, cell in some(minister.figures_with_links(cvo.open("/minister"))):
        yield f"behind {name}", minister.behind(cvo, cell), cell.count
    page = cvo.open(f"/office/returns/monthly/{month.isoformat()}")
    found = returns.links(page) + desks.links(cvo, month, day)
    for name, count, url in some(found):
        yield f"behind {name}", returns.rows_behind(cvo, url), min(MOST_BEHIND, count)
