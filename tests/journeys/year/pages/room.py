"""The sheet in the meeting room against the recount: every page of it, figure for figure, and as it was frozen."""

from collections.abc import Iterator

from tests.journeys.year.pages.minister import (
    HOLDERS,
    MONTHS,
    STAGES,
    Compared,
    bands,
    districts,
    months,
    with_sum,
)
from tests.journeys.year.reading import Cell, Reader, Sheet, Table, figure, words
from tests.journeys.year.recount import named
from tests.journeys.year.recount import sheet as recount
from tests.journeys.year.recount.ledger import Ledger
from tests.journeys.year.recount.queues import Register
from vigilance.domain.parties import Party
from vigilance.reference import Reference
from vigilance.web.labels import label_of

OLDEST, GRAVEST = "The ten oldest pending cases", "The ten gravest pending cases"
ENDING = "What breaches next"
Pages = list[Sheet]


def pages_of(reader: Reader, address: str) -> Pages:
    """All pages of the meeting room, turned one after another."""
    found = [reader.open(f"{address}/slides/1")]
    while following := found[-1].following:
        found.append(reader.open(following))
    return found


def compared(
    reader: Reader, ledger: Ledger, seen: Register, reference: Reference
) -> Iterator[Compared]:
    """What each page shows, and the figures in its headline."""
    pages = pages_of(reader, "/minister")
    standing, today = seen.standing, seen.today
    ages = recount.ages(standing.pending, today)
    holders = recount.holders(standing, today)
    tally = {words: cell.count for page in pages for words, cell in page.tally.items()}
    tables = {caption: table for page in pages for caption, table in page.tables.items()}
    headlines = [page.heading for page in pages]
    yield "room headline pending", _first(headlines, "complaints and cases are"), sum(ages)
    yield "room headline old", _first(headlines, "of them are older"), ages[4]
    yield "room pending", tally["Complaints and cases pending"], sum(ages)
    yield "room 181 to 365 days", tally["181–365 days"], ages[3]
    yield "room over a year", tally["Over a year"], ages[4]
    yield "room proceedings", tally["Proceedings pending"], sum(map(sum, holders.values()))
    yield "room ages", [count for page in pages for count in _ages(page)], ages
    yield "room stages", bands(tables.get(STAGES)), with_sum(recount.stages(standing, today))
    by_name = {label_of(Party(code)).en: row for code, row in holders.items()}
    yield "room holders", bands(tables.get(HOLDERS)), with_sum(by_name) if by_name else {}
    thirteen = recount.thirteen_months(ledger, today)
    yield "room months", months(tables[MONTHS]), thirteen
    came, went = thirteen[-1][0], thirteen[-1][2]
    headline = next(one for one in headlines if one.startswith("This month"))
    yield "room headline month", headline, f"This month: {came} came in, {went} went out"
    (tiles,) = [page.tiles for page in pages if page.tiles]
    yield "room districts", tiles, districts(standing, reference)
    yield from _directions(tally, seen)
    if OLDEST in tables:
        days = [row[-1].count for row in tables[OLDEST].rows]
        yield "room days of the oldest", days, [days for _number, days in named.oldest(seen)]
    yield from named_cases("room", tables, seen)


def named_cases(where: str, tables: dict[str, Table], seen: Register) -> Iterator[Compared]:
    """The oldest, the gravest and those first due: which cases, in which order; with which weight or days left."""
    rows = tables[OLDEST].rows if OLDEST in tables else []
    yield f"{where} {OLDEST}", [row[0].text for row in rows], [one[0] for one in named.oldest(seen)]
    for caption, wanted in (
        (GRAVEST, named.gravest(seen)),
        (ENDING, named.ending(seen)),
    ):
        rows = tables[caption].rows if caption in tables else []
        yield f"{where} {caption}", [_named(row) for row in rows], wanted


def _named(row: list[Cell]) -> tuple[str, int]:
    return row[0].text, row[-1].count


def _directions(tally: dict[str, int], seen: Register) -> Iterator[Compared]:
    """The minister's are those on cases that were released to him."""
    counted = recount.directions(named.released(seen), seen.today)
    wanted = {
        "Directions given": counted["To be carried out"] + counted["Carried out"],
        "Carried out": counted["Carried out"],
        "Directions not yet carried out": counted["To be carried out"],
        "of them past their day": counted["Overdue"],
    }
    for name, count in wanted.items():
        yield f"room {name}", tally[name], count


def _first(headlines: list[str], said: str) -> int:
    """The figure with which this headline begins."""
    return figure(next(one for one in headlines if said in one).split(" ")[0])


def _ages(page: Sheet) -> list[int]:
    """The bar of ages: the figure of each band below it."""
    return [figure(words(count)) for count in page.main.iterfind(".//figure/ul/li/strong")]
