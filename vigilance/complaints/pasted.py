"""Number and code as people paste them: among the words of the receipt, with invisible marks (hostile input 99)."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.numbering import read_reference, read_secret

LONGEST = 400
"""Characters: a pasted receipt is no longer."""
_GROUP = 4
_MOST_GROUPS = 6
_PIECE = re.compile(r"[0-9A-Za-z]+")


def reference_in(text: str) -> str:
    """The complaint number in this text, or the text itself where none is found."""
    pieces = _pieces(text)
    code = _found(pieces, read_secret)
    if code is not None:  # its groups look like a number too
        pieces = [*pieces[: code.begin], *pieces[code.end :]]
    found = _found(pieces, read_reference)
    return found.said if found else text


def secret_in(text: str) -> str:
    """The secret code in this text, or the text itself where none is found."""
    found = _found(_pieces(text), read_secret)
    return found.said if found else text


@dataclass(frozen=True, slots=True)
class _Found:
    begin: int
    end: int
    said: str


def _pieces(text: str) -> list[str]:
    plain = "".join(sign for sign in text[:LONGEST] if unicodedata.category(sign) != "Cf")
    return _PIECE.findall(unicodedata.normalize("NFKC", ascii_digits(plain)))


def _found(pieces: list[str], read: Callable[[str], str]) -> _Found | None:
    """The likeliest run of pieces that reads as a code: the whole, groups of four before words, more figures first."""
    spans = [
        (begin, end)
        for begin in range(len(pieces))
        for end in range(begin + 1, len(pieces) + 1)
        if end - begin <= _MOST_GROUPS or end - begin == len(pieces)
    ]
    for begin, end in sorted(spans, key=lambda span: _unlikeness(pieces, span)):
        try:
            return _Found(begin, end, read("".join(pieces[begin:end])))
        except Invalid:
            continue
    return None


def _unlikeness(pieces: list[str], span: tuple[int, int]) -> tuple[bool, bool, int]:
    run = pieces[slice(*span)]
    grouped = all(len(piece) == _GROUP for piece in run[:-1]) and len(run[-1]) <= _GROUP
    figures = sum(sign.isdigit() for piece in run for sign in piece)
    return len(run) != len(pieces), not (grouped or len(run) == 1), -figures
