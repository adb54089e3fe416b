"""Pages as a reader takes figures from them: tables by their caption, tallies and lists by their words, links by hand."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import html

NUMBER = re.compile(r"[+−-]?\d[\d,]*")


def words(element: Any) -> str:
    """All words of an element, spaces made plain."""
    return " ".join(" ".join(element.itertext()).split())


def figure(text: str) -> int:
    """The number that a cell shows: 1,23,456 or −3."""
    found = NUMBER.fullmatch(text.strip())
    assert found, f"no figure: {text!r}"
    return int(text.strip().replace(",", "").replace("−", "-"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words and where its link leads."""

    text: str
    url: str | None

    @property
    def count(self) -> int:
        """The figure in it."""
        return figure(self.text)


@dataclass(slots=True)
class Table:
    """A table by its heads and rows."""

    heads: list[str]
    rows: list[list[Cell]] = field(default_factory=list)

    def figures(self) -> dict[str, list[int]]:
        """Each row's figures by its first cell."""
        return {row[0].text: [cell.count for cell in row[1:]] for row in self.rows}


class Sheet:
    """One page that was opened."""

    def __init__(self, answer: Any, address: str) -> None:
        assert answer.status_code == 200, (address, answer.status_code)
        self.address = address
        tree = html.fromstring(answer.get_data(as_text=True))
        (self.main,) = tree.iter("main")
        (heading,) = self.main.iter("h1")
        self.heading = words(heading)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables by their captions."""
        found = {}
        for table in self.main.iter("table"):
            caption = words(next(table.iter("caption")))
            heads = [words(head) for head in table.iterfind(".//thead//th")]
            found[caption] = made = Table(heads)
            for row in table.iterfind(".//tbody/tr"):
                cells = [cell for cell in row if cell.tag in {"td", "th"}]
                made.rows.append([_cell(cell) for cell in cells if cell.get("class") != "bar"])
        return found

    @cached_property
    def tally(self) -> dict[str, Cell]:
        """The figures that matter, by their words: the count and its link."""
        found = {}
        for item in self.main.iterfind(".//ul[@class='tally']/li"):
            count = words(item.find("b"))
            link = item.find("a")
            label = link if link is not None else item.find("span")
            found[words(label)] = Cell(count, link.get("href") if link is not None else None)
        return found

    @cached_property
    def tiles(self) -> dict[str, int]:
        """The tile map: each district's figure by its name."""
        found = {}
        for place in self.main.iterfind(".//span[@class='place']"):
            count = place.getnext()
            found[words(place)] = figure(words(count).removeprefix(":").strip())
        return found

    @property
    def older(self) -> str | None:
        """Where the list goes on."""
        for link in self.main.iterfind(".//nav//a"):
            if link.get("rel") == "next" or "after=" in (link.get("href") or ""):
                return str(link.get("href"))
        return None

    @property
    def following(self) -> str | None:
        """Where the next page of the meeting room stands."""
        link = self.main.find(".//nav/a[@rel='next']")
        return str(link.get("href")) if link is not None else None


def _cell(cell: Any) -> Cell:
    link = next(cell.iter("a"), None)
    return Cell(words(cell), link.get("href") if link is not None else None)


class Reader:
    """An officer at a browser without JavaScript, reading in English unless told otherwise."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    def open(self, address: str, language: str = "en") -> Sheet:
        """The page at this address."""
        joint = "&" if "?" in address else "?"
        return Sheet(self.browser.get(f"{address}{joint}lang={language}"), address)

    def every_row(self, address: str, table: Callable[[Sheet], Table | None]) -> list[list[Cell]]:
        """All rows of a list, page after page."""
        rows: list[list[Cell]] = []
        following: str | None = address
        while following:
            page = self.open(following)
            found = table(page)
            rows += found.rows if found else []
            following = page.older
        return rows
