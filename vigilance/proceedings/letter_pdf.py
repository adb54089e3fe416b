"""A letter as a tagged PDF (PDF/UA-1). Its text goes in as data, line by line, and is never read as source."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path

from vigilance.domain.dates import day_in_words
from vigilance.domain.words import Language, Words
from vigilance.settings import PROJECT, Settings

TEMPLATE = Path(__file__).with_name("office-letter.typ")
FONTS = PROJECT / "vigilance" / "static" / "built" / "typst-fonts"
OFFICE = Words(hi="समाज कल्याण विभाग, उत्तर प्रदेश", en="Social Welfare Department, Uttar Pradesh")
NUMBER = Words(hi="पत्रांक: {number}", en="No.: {number}")
DAY = Words(hi="दिनांक: {day}", en="Date: {day}")
TO = Words(hi="सेवा में,", en="To")
DRAFT = Words(hi="प्रारूप", en="DRAFT")
WITHDRAWN = Words(hi="वापस लिया गया", en="WITHDRAWN")
PAGE = Words(hi="पृष्ठ", en="Page")
STRONG = ("विषय:", "सन्दर्भ:", "Subject:", "Reference:")
TITLE, ANNEXURE, RIGHT = "# ", "## ", ">"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a letter's text: a heading, a paragraph, a line in bold, or what stands on the right under it."""

    kind: str
    words: str = ""
    level: int = 0
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A letter with its head, ready to be set."""

    language: Language
    text: str = field(repr=False)
    addressee: str | None = field(repr=False)
    number: str | None
    day: date | None
    mark: Words | None = None


def parts_of(text: str) -> list[Part]:
    """The text of a letter in its parts; an empty line parts nothing more than a new line does."""
    parts: list[Part] = []
    titled = False
    for line in (each.strip() for each in text.splitlines()):
        if line.startswith(ANNEXURE):
            # A level that is skipped would make the document untagged: the first heading is of the first.
            parts.append(Part("heading", line.removeprefix(ANNEXURE).strip(), 2 if titled else 1))
            titled = True
        elif line.startswith(TITLE):
            parts.append(Part("heading", line.removeprefix(TITLE).strip(), 1))
            titled = True
        elif line.startswith(RIGHT):
            said = line.removeprefix(RIGHT).strip()
            before = parts.pop().lines if parts and parts[-1].kind == "right" else ()
            parts.append(Part("right", lines=(*before, said) if said else before))
        elif line:
            parts.append(Part("strong" if line.startswith(STRONG) else "text", line))
    return [part for part in parts if part.kind != "right" or part.lines]


def letter_pdf(sheet: Sheet, settings: Settings, at: datetime) -> bytes:
    """The letter as a PDF, with the office's own fonts and no others."""
    spoken = sheet.language
    parts = parts_of(sheet.text)
    title = next((part.words for part in parts if part.words), OFFICE.said_in(spoken))
    address = settings.office_address_hi if spoken == "hi" else settings.office_address_en
    values = {
        "language": spoken.value,
        "title": title,
        "office": OFFICE.said_in(spoken),
        "address": address,
        "number": NUMBER.said_in(spoken).format(number=sheet.number or "–"),
        "day": DAY.said_in(spoken).format(
            day=day_in_words(sheet.day, spoken) if sheet.day else "–"
        ),
        "to-words": TO.said_in(spoken),
        "to": sheet.addressee,
        "mark": sheet.mark.said_in(spoken) if sheet.mark else None,
        "parts": [asdict(part) for part in parts],
        "foot": f"{sheet.number or ''} · {PAGE.said_in(spoken)}",
    }
    return compiled(TEMPLATE, values, at)


def compiled(template: Path, values: Mapping[str, object], at: datetime) -> bytes:
    """This template set with these words."""
    import typst  # noqa: PLC0415 -- 6 MB, and few workers ever draw a paper

    made: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return made
