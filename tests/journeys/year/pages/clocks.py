"""Counters that stand on time limits: today's desks, what is overdue with whom, on whose side the time went."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tests.journeys.year.pages.minister import Compared
from tests.journeys.year.people import Staff
from tests.journeys.year.reading import Reader
from tests.journeys.year.recount.clocks import Clock, Clocks
from tests.journeys.year.recount.ledger import Standing
from tests.journeys.year.recount.reports import carried
from vigilance.domain.parties import SIDES, Party, Side
from vigilance.domain.roles import Role
from vigilance.web.labels import label_of

SOON, ONE_DAY = timedelta(days=7), timedelta(days=1)
APPROACHING, WINDOWS = {"retirement", "four-year-bar"}, {"appeal-window"}
"""Limits under which nobody spends time, and those that end on their last day whatever was done."""
MOST, NEW = 100, 50
"""How many lines the desk of today shows at most, of what is due and of what is new."""


def _due(clocks: Iterable[Clock], today: date) -> dict[str, int]:
    """The desk's first lines by how they stand."""
    due = sorted(clock.due for clock in clocks if clock.runs and clock.due <= today + SOON)
    by_day = {clock.due: clock.counts_until for clock in clocks}
    found = {"Overdue": 0, "Due today": 0, "Due within a week": 0}
    for day in due[:MOST]:
        if today < day:
            found["Due within a week"] += 1
        elif today <= by_day[day]:
            found["Due today"] += 1
        else:
            found["Overdue"] += 1
    return found


def today_desk(reader: Reader, clocks: Clocks) -> Iterator[Compared]:
    """The CVO watches all: what is overdue, due and near, and what was given to nobody."""
    page = reader.open("/office")
    for words, count in _due(clocks.all, clocks.today).items():
        yield f"today {words}", page.tally[words].count, count
    waiting = [
        each
        for each in clocks.standing.complaints.values()
        if each.state == "registered" and not each.of_kind("assign")
    ]
    yield "today New", page.tally["New"].count, min(NEW, len(waiting))


def officers_desk(reader: Reader, clocks: Clocks, officer: str) -> Iterator[Compared]:
    """A Vigilance Officer's own: his clocks, and what was given to him and is not begun."""
    page = reader.open("/office")
    own = [clock for clock in clocks.all if clock.owner == officer]
    for words, count in _due(own, clocks.today).items():
        yield f"desk of {officer} {words}", page.tally[words].count, count
    given = [
        each
        for each in clocks.standing.complaints.values()
        if each.state == "registered"
        and (assigned := each.last("assign")) is not None
        and assigned.body["officer"] == officer
    ]
    yield f"desk of {officer} New", page.tally["New"].count, min(NEW, len(given))
    silent = [
        clock.number
        for clock in own_silence(clocks, "confirmation")
        if clock_holder(clocks.standing, clock.number) == officer
    ]
    words = "To be reminded: no answer in the time given"
    yield f"desk of {officer} silent", page.tally[words].count, min(NEW, len(silent))


def own_silence(clocks: Clocks, limit: str) -> list[Clock]:
    """The clocks of this question whose days are over without an answer."""
    return [
        clock
        for clock in clocks.all
        if clock.limit == limit
        and clock.runs
        and clock.counts_until < clocks.today
        and clocks.standing.complaints[clock.number].state == "awaiting-confirmation"
    ]


def clock_holder(standing: Standing, number: str) -> str | None:
    """To whom the complaint is given."""
    given = standing.complaints[number].last("assign")
    return given.body["officer"] if given else None


def late_with_whom(reader: Reader, clocks: Clocks, staff: Staff) -> Iterator[Compared]:
    """Who carries how much, with what is overdue: on the CVO's desk and in the report."""
    page, today = reader.open("/office/cvo"), clocks.today
    shown = page.tables["Who carries how much"].figures()
    late = [clock for clock in clocks.all if clock.runs and clock.counts_until < today]
    held = carried(clocks.standing)
    for officer in staff.officers[Role.VO]:
        name, key = officer.name_en, str(officer.id)
        pending = sum(held.get(key, [])[:2])  # complaints and cases, not what he inquires into
        overdue = len({clock.number for clock in late if clock.owner == key})
        yield f"carries {name}", shown[name], [pending, overdue]
    unconfirmed = page.tally["Proposed to be filed: not confirmed after the reminder"].count
    yield "desk unconfirmed", unconfirmed, min(NEW, len(own_silence(clocks, "reminder")))


def sides(reader: Reader, clocks: Clocks, since: date, until: date) -> Iterator[Compared]:
    """On whose side the time went: a day of a matter counts once for a side, its limits laid over each other."""
    end = until + ONE_DAY
    days: dict[tuple[str, str], set[date]] = {}
    for clock in clocks.all:
        if clock.limit in APPROACHING:
            continue
        first, last = max(clock.started, since), min(clock.done or end, end)
        if clock.limit in WINDOWS:
            last = min(last, clock.due)
        key = SIDES[Party(clock.owed_by)].value, clock.number
        spent = days.setdefault(key, set())
        spent |= {first + timedelta(days=n) for n in range((last - first).days)}
    wanted: dict[str, list[int]] = {}
    for (side, _number), spent in days.items():
        if spent:
            row = wanted.setdefault(label_of(Side(side)).en, [0, 0])
            row[0], row[1] = row[0] + 1, row[1] + len(spent)
    span = f"since={since:%d/%m/%Y}&until={until:%d/%m/%Y}"
    page = reader.open(f"/office/reports/time-by-side?{span}")
    table = page.tables.get(page.heading)
    yield "time-by-side", table.figures() if table else {}, wanted
