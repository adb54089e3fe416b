"""The periodical returns against the recount: every table of a return, and the matters behind each figure."""

from collections.abc import Iterator
from datetime import date

from tests.journeys.year.pages.minister import Compared
from tests.journeys.year.reading import Reader, Sheet, Table
from tests.journeys.year.recount import returns as recount
from tests.journeys.year.recount.ledger import UNKNOWN, Standing, months
from vigilance.domain.disposal import Disposal
from vigilance.domain.personnel import Group, Penalty
from vigilance.domain.tracks import WORKFLOWS
from vigilance.reference import Reference
from vigilance.web.labels import label_of

SUBJECTS = {
    "Complaints": "complaints",
    "Investigations": "investigations",
    "Disciplinary: major": "major",
    "Disciplinary: minor": "minor",
    "Suspensions": "suspensions",
    "Prior approval, section 17A": "sanction-17a",
    "Sanction, section 19": "sanction-19",
    "Sanction, BNSS section 218": "sanction-218",
    "Agency and court": "court",
    "Recoveries": "recoveries",
}
AGES = (
    "Up to 1 month",
    "1 to 3 months",
    "3 to 6 months",
    "6 to 12 months",
    "1 to 3 years",
    "Over 3 years",
)
LENGTHS = {"monthly": 1, "quarterly": 3, "annual": 12}
MATTERS = "matters?"


def compared(
    reader: Reader, cadence: str, since: date, standing: Standing, reference: Reference
) -> Iterator[Compared]:
    """Every table of one return."""
    after = months(since, LENGTHS[cadence])
    address = f"/office/returns/{cadence}/{since.isoformat()}"
    page = reader.open(address)
    moves = {name: recount.moves_of(code, standing) for name, code in SUBJECTS.items()}
    wanted = {name: recount.row(own, since, after) for name, own in moves.items()}
    yield f"{address} whole", page.tables["The whole"].figures(), wanted
    classes, ages, groups, districts, disclosed = {}, {}, {}, {}, {}
    for name, own in moves.items():
        for how, count in recount.classes(own, since, after).items():
            classes[name, _class_words(how)] = [count]
        for words, count in zip(AGES, recount.pending_ages(own, after), strict=True):
            ages[name, words] = [count]
        for code, row in recount.split(own, "group", since, after).items():
            groups[name, "Not known" if code == UNKNOWN else label_of(Group(code)).en] = row
        for code, row in recount.split(own, "district", since, after).items():
            place = "Not known" if code == UNKNOWN else reference.districts[code].name.en
            districts[name, place] = row
        if any(row := recount.row((one for one in own if one.disclosure), since, after)):
            disclosed[name] = row
    for caption, rows in (
        ("Disposed of as", classes),
        ("Age of what is pending", ages),
        ("By group A, B, C, D", groups),
        ("By district", districts),
    ):
        some = {key: row for key, row in rows.items() if any(row)}
        yield f"{address} {caption}", _parted(page.tables.get(caption)), some
    shown = page.tables.get("Protected disclosures (whistle-blowers)")
    yield f"{address} disclosures", shown.figures() if shown else {}, disclosed
    yield (
        f"{address} orders",
        _parted(page.tables.get("Penalties and recoveries")),
        _orders(standing, since, after),
    )


def _class_words(code: str) -> str:
    if code in set(Disposal):
        return label_of(Disposal(code)).en
    action = next(
        action for workflow in WORKFLOWS.values() for action in workflow.actions() if action == code
    )
    return label_of(action).en


def _orders(standing: Standing, since: date, after: date) -> dict[tuple[str, str], list[int]]:
    penalties, money = recount.orders(standing, since, after)
    rows = {("Penalties", label_of(Penalty(code)).en): [n] for code, n in penalties.items()}
    rows["Money (rupees)", "Recovery ordered"] = [money["ordered"]]
    rows["Money (rupees)", "Realised"] = [money["realised"]]
    return rows


def _parted(table: Table | None) -> dict[tuple[str, str], list[int]]:
    """The rows of a table that has a column of parts; two parts with one name are added up."""
    found: dict[tuple[str, str], list[int]] = {}
    for row in table.rows if table else ():
        key, figures = (row[0].text, row[1].text), [cell.count for cell in row[2:]]
        known = found.get(key, [0] * len(figures))
        found[key] = [a + b for a, b in zip(known, figures, strict=True)]
    return found


def links(page: Sheet) -> list[tuple[str, int, str]]:
    """Every figure of a return that leads to its matters: what it is, the figure, the address."""
    return [
        (f"{caption}, {row[0].text}", cell.count, cell.url)
        for caption, table in page.tables.items()
        for row in table.rows
        for cell in row
        if cell.url and MATTERS in cell.url
    ]


def rows_behind(reader: Reader, address: str) -> int:
    """How many matters the page behind a figure lists."""
    page = reader.open(address)
    return sum(len(table.rows) for table in page.tables.values())
