"""PDFs against the pages they are taken from: every cell of the page stands on the paper, row by row, in both languages."""

import re
from typing import Any

import pypdfium2

from tests.journeys.year.reading import Sheet, Table, words

LANGUAGES = ("hi", "en")


def squeezed(text: str) -> str:
    """Without spaces, line ends and hyphens: a PDF breaks lines as it likes, and a hyphen at a break is read as a mark."""
    return re.sub(r"[\s\-\u00ad\u0002\ufffe]+", "", text)


def sides(pdf: bytes) -> list[str]:
    """The text of each side."""
    texts = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            side = page.get_textpage()
            texts.append(side.get_text_range())
    return texts


def rows_missing(page: Sheet, pdf: bytes) -> list[str]:
    """The rows of the page's tables that do not stand on the paper, cell after cell; but for what moved since another."""
    tables = [table for table in page.tables.values() if not _of_changes(table)]
    rows = ["".join(cell.text for cell in row) for table in tables for row in table.rows]
    return words_missing(rows, pdf)


def _of_changes(table: Table) -> bool:
    """Whether each line ends in a change, which a page shows beside a frozen sheet and its paper does not have."""
    return bool(table.rows) and all(row[-1].text[:1] in {"+", "−"} for row in table.rows)


def return_rows_missing(page: Sheet, pdf: bytes) -> list[str]:
    """The same for a return, whose paper is one table: subject, split, part, and every column of figures."""
    first = next(iter(page.tables.values()))
    heads = first.heads[1:]
    rows = []
    for caption, table in page.tables.items():
        figures = [head for head in table.heads if head in heads]
        parted = len(table.heads) > len(figures) + 1
        for row in table.rows:
            part = row[1].text if parted else "–"
            by_head = dict(zip(figures, (cell.text for cell in row[1 + parted :]), strict=True))
            cells = [by_head.get(head, "–") for head in heads]
            rows.append("".join([row[0].text, caption, part, *cells]))
    return words_missing(rows, pdf)


def words_missing(words: list[str], pdf: bytes) -> list[str]:
    """Those of these words that do not stand on the paper."""
    paper = squeezed("".join(sides(pdf)))
    return [each for each in words if squeezed(each) not in paper]


def minutes_words(page: Sheet) -> list[str]:
    """What the page of a sitting says of each matter and each member."""
    found = []
    for heading in page.main.iterfind(".//section[@class='direction']/h3"):
        found += [part.strip() for part in words(heading).split("·")]
    found += [words(said) for said in page.main.iterfind(".//p[@class='said']")]
    for member in page.main.xpath(".//h2/following-sibling::ul[1]/li"):
        found += [part.strip() for part in words(member).split("·")]
    return found


def fetched(answer: Any) -> bytes:
    """The PDF of an answer."""
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.status_code
    return bytes(answer.data)
