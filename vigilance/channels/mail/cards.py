"""Invitations and visiting cards (iCalendar, vCard) as lines a person reads; labels in both languages of the office."""

import re
from collections.abc import Iterator
from datetime import datetime

import vobject
from vobject.base import Component, ContentLine

MOST_LINES = 200
LONGEST_LINE = 2000
_LABELS = {
    "SUMMARY": "विषय / Subject",
    "DTSTART": "आरम्भ / Begins",
    "DTEND": "समाप्ति / Ends",
    "LOCATION": "स्थान / Place",
    "ORGANIZER": "बुलाने वाला / Called by",
    "DESCRIPTION": "विवरण / Details",
    "FN": "नाम / Name",
    "TEL": "फ़ोन / Telephone",
    "EMAIL": "ई-मेल / E-mail",
    "ADR": "पता / Address",
    "ORG": "कार्यालय / Office",
    "TITLE": "पद / Post",
    "NOTE": "टिप्पणी / Note",
}
_MOMENTS = frozenset({"DTSTART", "DTEND"})
_ESCAPED = re.compile(r"\\([nN,;:\\])")
_BREAK = {"n": "\n", "N": "\n"}


def card_text(text: str) -> str:
    """The lines of all cards or dates in the text that say something to a person. Raises what its parser raises."""
    found = vobject.readComponents(text, transform=False, ignoreUnreadable=True, allowQP=True)
    lines: list[str] = []
    for card in found:
        for line in _lines(card, depth=0):
            lines.append(line)
            if len(lines) == MOST_LINES:
                return "\n".join(lines)
    return "\n".join(lines)


def _lines(component: Component, *, depth: int) -> Iterator[str]:
    for child in component.getChildren():
        if isinstance(child, ContentLine):
            said = _value(child)
            if child.name in _LABELS and said:
                yield f"{_LABELS[child.name]}: {said}"
        elif child.name == "VEVENT" and depth == 0:
            # A reminder and a time zone are dates of the program's, not of the person's.
            yield from _lines(child, depth=depth + 1)


def _value(line: ContentLine) -> str:
    written = str(line.value)[:LONGEST_LINE]
    if line.name in _MOMENTS:
        return _moment(written, str((line.params.get("TZID") or [""])[0]))
    plain = _ESCAPED.sub(lambda found: _BREAK.get(found.group(1), found.group(1)), written)
    if line.name == "ADR":
        plain = ", ".join(part.strip() for part in plain.split(";") if part.strip())
    return plain.removeprefix("mailto:").removeprefix("MAILTO:").strip(" ;\n")


def _moment(written: str, zone: str) -> str:
    """Day and hour as the office writes them, with the zone that was named."""
    for form, shown in (("%Y%m%dT%H%M%S", "%d-%m-%Y %H:%M"), ("%Y%m%d", "%d-%m-%Y")):
        try:
            moment = datetime.strptime(written.removesuffix("Z"), form)  # noqa: DTZ007 - the zone is shown as written
        except ValueError:
            continue
        named = "UTC" if written.endswith("Z") else zone
        return f"{moment.strftime(shown)} {named}".strip()
    return written
