"""The minister's pages against the recount: the sheet, the slices behind its figures, proceedings, directions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.journeys.year.reading import NUMBER, Cell, Reader, Sheet
from tests.journeys.year.recount import sheet as recount
from tests.journeys.year.recount.ledger import UNKNOWN, Ledger, Standing, counted
from vigilance.domain.parties import Party
from vigilance.reference import Reference
from vigilance.web.labels import label_of

Compared = tuple[str, Any, Any]
"""What is compared, as the page shows it, as the recount counts it."""
STAGES = "Complaints and cases by stage and age"
HOLDERS = "Pending proceedings by with whom they lie and age"
MONTHS = "Received and disposed of, month by month"
DIVISIONS = "Pending by division and age"
SCHEMES = "In which scheme"
MOST_SCHEMES = 6


def compared(
    reader: Reader, ledger: Ledger, standing: Standing, today: date, reference: Reference
) -> Iterator[Compared]:
    """The sheet, figure for figure."""
    page = reader.open("/minister")
    ages = recount.ages(standing.pending, today)
    stages = recount.stages(standing, today)
    holders = recount.holders(standing, today)
    yield from _tally(page, ages, stages, holders)
    yield "stages", _bands(page, STAGES), _with_sum(stages)
    named = {label_of(Party(code)).en: bands for code, bands in holders.items()}
    yield "holders", _bands(page, HOLDERS), _with_sum(named) if named else {}
    yield "months", _months(page), recount.thirteen_months(ledger, today)
    yield "schemes", _listed(page, SCHEMES), _ranked(standing, reference)
    yield from _places(page, standing, today, reference)
    yield "in Hindi", _all_figures(reader.open("/minister", "hi")), _all_figures(page)


def _all_figures(page: Sheet) -> list[str]:
    """Every figure in the order of the page, whatever its language."""
    rows = [row for table in page.tables.values() for row in table.rows]
    return [cell.text for row in rows for cell in row if NUMBER.fullmatch(cell.text)]


def _tally(page: Sheet, ages: list[int], stages: Any, holders: Any) -> Iterator[Compared]:
    wanted = {
        "Pending": sum(ages),
        "181–365 days": ages[3],
        "Over a year": ages[4],
        "Waiting for a decision": sum(stages["Decision"]),
        "Proceedings pending": sum(map(sum, holders.values())),
    }
    for name, figure in wanted.items():
        yield name, page.tally[name].count, figure


def _bands(page: Sheet, caption: str) -> dict[str, list[int]]:
    found = page.tables.get(caption)
    return found.figures() if found else {}


def _with_sum(rows: dict[str, list[int]]) -> dict[str, list[int]]:
    """Each row with its sum, and the last line with the sum of all."""
    whole = [sum(column) for column in zip(*rows.values(), strict=True)]
    return {name: [*bands, sum(bands)] for name, bands in {**rows, "In all": whole}.items()}


def _months(page: Sheet) -> list[tuple[int, int, int, int]]:
    rows = page.tables[MONTHS].figures().values()
    return [(row[0], row[1], row[3], row[4]) for row in rows]


def _listed(page: Sheet, caption: str) -> dict[str, int]:
    found = page.tables.get(caption)
    return {name: figures[0] for name, figures in found.figures().items()} if found else {}


def _ranked(standing: Standing, reference: Reference) -> dict[str, int]:
    counts = recount.schemes(standing)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    found = {
        reference.schemes[code].name.en if code != UNKNOWN else "Scheme not known": count
        for code, count in ranked[:MOST_SCHEMES]
    }
    rest = sum(count for _code, count in ranked[MOST_SCHEMES:])
    return found | ({"Other schemes": rest} if rest else {})


def _places(
    page: Sheet, standing: Standing, today: date, reference: Reference
) -> Iterator[Compared]:
    counts = recount.places(standing)
    districts = {each.name.en: counts.get(code, 0) for code, each in reference.districts.items()}
    yield "districts", page.tiles, districts
    divisions = {}
    for division in reference.divisions:
        codes = {each.code for each in division.districts}
        bands = recount.ages(
            (each for each in standing.pending if each.filed.district in codes), today
        )
        divisions[division.name.en] = [*bands, sum(bands)]
    nowhere = recount.ages(
        (each for each in standing.pending if each.filed.district == UNKNOWN), today
    )
    if any(nowhere):
        divisions["District not known"] = [*nowhere, sum(nowhere)]
    yield "divisions", _bands(page, DIVISIONS), divisions


def figures_with_links(page: Sheet) -> list[tuple[str, Cell]]:
    """Every figure of the sheet that is a link, or stands in a row whose name is one, with what it is."""
    found = [(name, cell) for name, cell in page.tally.items() if cell.url]
    for caption in (STAGES, HOLDERS, DIVISIONS):
        table = page.tables.get(caption)
        for row in table.rows if table else ():
            found += [
                (f"{row[0].text} {place}", cell)
                for place, cell in enumerate(row)
                if cell.url and place
            ]
            if row[0].url:
                found.append((row[0].text, Cell(row[-1].text, row[0].url)))
    return found


def behind(reader: Reader, cell: Cell) -> int:
    """How many the page behind a figure says it counts."""
    heading = reader.open(cell.url or "").heading
    return int(heading.rpartition(":")[2].strip().replace(",", ""))


def directions(reader: Reader, address: str, standing: Standing, today: date) -> Iterator[Compared]:
    """The page of directions, for a reader who sees every case."""
    page = reader.open(address)
    for name, figure in recount.directions(standing, today).items():
        yield f"{address} {name}", page.tally[name].count, figure


def tracks(reader: Reader, standing: Standing) -> Iterator[Compared]:
    """The list of pending proceedings at the CVO's desk: each line with its matter and party."""
    rows = reader.every_row(
        "/office/tracks", lambda page: page.tables.get("Pending proceedings, the first begun first")
    )
    shown = counted((row[0].text, row[4].text) for row in rows)
    wanted = counted(
        (chain.number, label_of(Party(recount.holder(track) or "")).en)
        for chain, track in recount.pending_tracks(standing)
    )
    yield "tracks", shown, wanted
