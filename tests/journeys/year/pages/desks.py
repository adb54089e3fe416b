"""Outcomes, the reports of figures, the CVO's desk and the review queues against the recount."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from tests.journeys.year.pages.minister import Compared
from tests.journeys.year.people import Staff
from tests.journeys.year.reading import Reader, Table
from tests.journeys.year.recount import reports as recount
from tests.journeys.year.recount.clocks import Clocks
from tests.journeys.year.recount.ledger import Standing, months
from tests.journeys.year.recount.queues import RULES, Register
from vigilance.domain.dates import MONTHS
from vigilance.domain.disposal import Disposal
from vigilance.domain.workflows import complaint, inquiry
from vigilance.reference import Reference
from vigilance.web.labels import label_of

DESK_SHOWS = 50
STATES = {state.value: state for state in (*complaint.State, *inquiry.State)}


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1].en} {day.year}"


def _disposal(code: str) -> str:
    return label_of(Disposal(code)).en if code else "–"


def _figures(table: Table | None, named: int) -> dict[tuple[str, ...], list[int]]:
    """The rows by their first cells."""
    return {
        tuple(cell.text for cell in row[:named]): [cell.count for cell in row[named:]]
        for row in (table.rows if table else ())
    }


def outcomes(reader: Reader, standing: Standing, today: date, staff: Staff) -> Iterator[Compared]:
    """The page of outcomes: month, class, officer; and its last line."""
    page = reader.open("/office/outcomes")
    table = page.tables.get("Outcomes")
    since = months(today.replace(day=1), -11)
    names = {str(officer.id): officer.name_en for officer in staff.everybody}
    wanted = {
        (_month(month), _disposal(disposal), names[actor]): figures
        for (month, disposal, actor), figures in recount.outcomes(standing, since).items()
    }
    *rows, last = table.rows if table else [[]]
    shown = {
        tuple(cell.text.partition(",")[0] for cell in row[:3]): [cell.count for cell in row[3:]]
        for row in rows
    }
    yield "outcomes", shown, wanted
    yield (
        "outcomes in all",
        [cell.count for cell in last[1:]],
        [sum(column) for column in zip(*wanted.values(), strict=True)],
    )


def _report(reader: Reader, name: str, since: date, until: date) -> Table | None:
    span = f"since={since:%d/%m/%Y}&until={until:%d/%m/%Y}"
    page = reader.open(f"/office/reports/{name}?{span}")
    return page.tables.get(page.heading)


def reports(
    reader: Reader, standing: Standing, since: date, until: date, reference: Reference
) -> Iterator[Compared]:
    """The reports of figures over one span."""
    shown = _figures(_report(reader, "disposal-honesty", since, until), 2)
    wanted = recount.outcomes_of_nobody(standing, since, until)
    yield (
        "disposal-honesty",
        shown,
        {(_month(month), _disposal(code)): row for (month, code), row in wanted.items()},
    )
    stages = recount.left(standing, since, until)
    table = _report(reader, "days-per-stage", since, until)
    yield (
        "days-per-stage",
        _days(table, 1),
        {
            (label_of(STATES[stage]).en,): recount.middle_and_long(days)
            for stage, days in stages.items()
        },
    )
    by_district = recount.left(standing, since, until, districts=True)
    table = _report(reader, "offices-by-stage", since, until)
    yield (
        "offices-by-stage",
        _days(table, 2),
        {
            (
                reference.districts[place].name.en if place != "-" else "–",
                label_of(STATES[stage]).en,
            ): recount.middle_and_long(days)
            for (place, stage), days in by_district.items()
        },
    )
    table = _report(reader, "sent-back", since, until)
    yield (
        "sent-back",
        _days(table, 1),
        {(words,): row for words, row in recount.sent_back(standing, since, until).items()},
    )


def _days(table: Table | None, named: int) -> dict[tuple[str, ...], list[int | None]]:
    """Rows in which a dash stands where too few were counted."""
    return {
        tuple(cell.text for cell in row[:named]): [
            None if cell.text == "–" else cell.count for cell in row[named:]
        ]
        for row in (table.rows if table else ())
    }


def load(reader: Reader, clocks: Clocks, staff: Staff) -> Iterator[Compared]:
    """What officers carry, and how many of the limits they owe were due before today."""
    today = clocks.today
    table = _report(reader, "officers-load", today, today)
    shown = {row[0].text: [cell.count for cell in row[1:]] for row in (table.rows if table else ())}
    names = {str(officer.id): officer.name_en for officer in staff.everybody}
    late = Counter(clock.owner for clock in clocks.all if clock.runs and clock.due < today)
    carried = recount.carried(clocks.standing)
    wanted = {
        names[who]: [*carried.get(who, [0, 0, 0]), late[who]]
        for who in {*carried, *filter(None, late)}
    }
    yield "officers-load", shown, wanted


def cvo_desk(reader: Reader, standing: Standing) -> Iterator[Compared]:
    """What waits for the CVO: each section counts up to fifty."""
    page = reader.open("/office/cvo")
    states = Counter(each.state for each in standing.matters)
    for words, state in (
        ("Complaints to decide", "decision-pending"),
        ("Inquiry reports to accept or return", "report-submitted"),
        ("Accepted reports: action or closure", "report-accepted"),
        ("Closures proposed", "closure-proposed"),
    ):
        yield f"desk {words}", page.tally[words].count, min(DESK_SHOWS, states[state])
    asked = recount.extensions_waiting(standing)
    yield "desk extensions", page.tally["More time asked"].count, min(DESK_SHOWS, asked)
    for words, table in page.tables.items():
        if words in page.tally:
            yield f"desk list {words}", len(table.rows), page.tally[words].count


def queues(reader: Reader, register: Register, *names: str) -> Iterator[Compared]:
    """These review queues: the numbers of what is due in each."""
    for name in names or RULES:
        rows = reader.every_row(
            f"/office/reviews?rule={name}",
            lambda page: next(
                (one for one in page.tables.values() if "Last review" in one.heads), None
            ),
        )
        shown = sorted(next(cell.text for cell in row if cell.text).split(" ")[0] for row in rows)
        yield f"queue {name}", shown, sorted(register.due(name))


def own_queue(reader: Reader, register: Register) -> Iterator[Compared]:
    """The Principal Secretary at his own desk: the cases of the department that are not protected."""
    (shown,) = queues(reader, register, "principal-secretary")
    cases = register.standing.cases
    hidden = {
        number
        for number, case in cases.items()
        if any(
            register.standing.complaints[one].filed.lane == "protected" for one in case.complaints
        )
    }
    what, numbers, wanted = shown
    yield f"own {what}", numbers, [number for number in wanted if number not in hidden]


REPORTS = ("disposal-honesty", "days-per-stage", "offices-by-stage", "sent-back", "time-by-side")


def links(reader: Reader, since: date, until: date) -> list[tuple[str, int, str]]:
    """Every figure of the outcomes and of the reports that leads to what it counts: its name, itself, the address."""
    span = f"since={since:%d/%m/%Y}&until={until:%d/%m/%Y}"
    pages = ["/office/outcomes", *(f"/office/reports/{name}?{span}" for name in REPORTS)]
    return [
        (f"{address} {row[0].text} {place}", cell.count, cell.url)
        for address in pages
        for table in reader.open(address).tables.values()
        for row in table.rows
        for place, cell in enumerate(row)
        if cell.url and "matters" in cell.url
    ]
