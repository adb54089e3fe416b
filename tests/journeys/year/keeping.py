"""What is frozen and printed: a sheet as it was frozen, page and paper in both languages, to be held beside itself later."""

from dataclasses import dataclass
from datetime import date

from tests.journeys.year import through_pages
from tests.journeys.year.conftest import Year
from tests.journeys.year.pages.papers import (
    LANGUAGES,
    fetched,
    minutes_words,
    return_rows_missing,
    rows_missing,
    sides,
    words_missing,
)
from tests.journeys.year.reading import words
from vigilance.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Printed:
    """What the minister's frozen sheet said on one day: its page's words and its paper's bytes, by language."""

    pages: dict[str, str]
    papers: dict[str, bytes]


def printed(year: Year, address: str) -> Printed:
    """The sheet at this address as it is shown and printed now."""
    minister = year.reader(Role.MINISTER)
    return Printed(
        {each: words(minister.open(address, each).main) for each in LANGUAGES},
        {each: fetched(_paper(year, address, each)) for each in LANGUAGES},
    )


def _paper(year: Year, address: str, language: str):
    return year.reader(Role.MINISTER).browser.get(f"{address}/paper.pdf?lang={language}")


def sheet_faults(year: Year, address: str) -> list[str]:
    """Rows of the sheet's page that are not on its paper, and a paper that is not one side of A4."""
    found = []
    for language in LANGUAGES:
        page = year.reader(Role.MINISTER).open(address, language)
        paper = fetched(_paper(year, address, language))
        found += rows_missing(page, paper)
        if len(sides(paper)) != 1:
            found.append(f"{len(sides(paper))} sides in {language}")
    return found


def minutes_faults(year: Year, number: str) -> list[str]:
    """What the page of a sitting says and its minutes do not."""
    found, cvo = [], year.reader(Role.CVO)
    for language in LANGUAGES:
        page = cvo.open(f"/office/sittings/{number}", language)
        paper = fetched(cvo.browser.get(f"/office/sittings/{number}/minutes-{language}.pdf"))
        said = minutes_words(page)
        assert len(said) > 20, said
        found += words_missing(said, paper)
    return found


def return_faults(year: Year, address: str) -> list[str]:
    """Rows of a return that its paper does not have."""
    found, cvo = [], year.reader(Role.CVO)
    for language in LANGUAGES:
        answer = cvo.browser.post(f"{address}/export?lang={language}", data={"form": "pdf"})
        found += return_rows_missing(cvo.open(address, language), fetched(answer))
    return found


def register_faults(year: Year, name: str, since: date, until: date) -> list[str]:
    """Rows of a register's page that its paper does not have."""
    found, cvo = [], year.reader(Role.CVO)
    span = {"since": f"{since:%d/%m/%Y}", "until": f"{until:%d/%m/%Y}"}
    address = f"/office/reports/{name}"
    for language in LANGUAGES:
        answer = cvo.browser.post(f"{address}/export?lang={language}", data=span | {"form": "pdf"})
        page = cvo.open(f"{address}?since={span['since']}&until={span['until']}", language)
        assert page.tables, page.heading
        found += rows_missing(page, fetched(answer))
    return found


def freeze_the_month(year: Year, month: date) -> str:
    """The minister freezes his sheet and the CVO the month's return; where the sheet stands."""
    through_pages.freeze_return(year, "monthly", month)
    return through_pages.freeze_sheet(year)
