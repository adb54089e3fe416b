"""Texts on their way out: cut where a reader would cut them, choices as numbered lines where there are no buttons."""

import re
import unicodedata
from collections.abc import Sequence

from vigilance.domain.message import Option

_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[।.!?]\s+"), re.compile(r"\s+"))
"""Where to cut, best first: paragraph, line, sentence, word."""
LEAST_PART = 0.5
"""A cut before this share of the room wastes the message; the next best place is taken."""
LAST_OF_BASIC_PLANE = 0xFFFF
JOINERS = frozenset("\u200c\u200d")


def length(text: str) -> int:
    """How long providers count a text: in UTF-16 units, the largest count any of them uses."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_text(text: str, longest: int) -> list[str]:
    """The text in parts that are each at most `longest`; no word is cut that fits, and no letter from its sign."""
    rest, found = text.strip(), []
    while length(rest) > longest and len(rest) > 1:
        end = _cut(rest, longest)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*found, rest] if rest else found


def numbered(text: str, options: Sequence[Option]) -> str:
    """The text with its choices below it, one a line, for a channel or a number of choices without buttons."""
    lines = [f"{place}. {option.label}" for place, option in enumerate(options, start=1)]
    return "\n".join([text, "", *lines]) if lines else text


def _cut(text: str, longest: int) -> int:
    room = _room(text, longest)
    for breaks in _BREAKS:
        ends = [found.end() for found in breaks.finditer(text, 0, room)]
        if ends and ends[-1] >= room * LEAST_PART:
            return ends[-1]
    return _before_sign(text, room)


def _room(text: str, longest: int) -> int:
    """How many characters from the beginning fit."""
    units = 0
    for place, sign in enumerate(text):
        units += 2 if ord(sign) > LAST_OF_BASIC_PLANE else 1
        if units > longest:
            return max(place, 1)
    return len(text)


def _before_sign(text: str, end: int) -> int:
    """A place at or before `end` where no vowel sign, virama or joined picture is cut from what it belongs to."""
    for place in range(end, 0, -1):
        sign, before = text[place], text[place - 1]
        joined = unicodedata.category(sign) in ("Mn", "Mc", "Me") or sign in JOINERS
        if not joined and before not in JOINERS and before != "\u094d":
            return place
    return end
