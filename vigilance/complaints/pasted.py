"""Number and code as people paste them: among the words of the receipt, with invisible marks (hostile input 99)."""

import re
import unicodedata
from collections.abc import Callable, Iterator

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
    return _found_in(text, read_reference)


def secret_in(text: str) -> str:
    """The secret code in this text, or the text itself where none is found."""
    return _found_in(text, read_secret)


def _found_in(text: str, read: Callable[[str], str]) -> str:
    plain = "".join(sign for sign in text[:LONGEST] if unicodedata.category(sign) != "Cf")
    for candidate in (plain, *_candidates(plain)):
        try:
            return read(candidate)
        except Invalid:
            continue
    return text


def _candidates(text: str) -> Iterator[str]:
    """What could be a code: pieces that stand together; groups of four before words, more figures before fewer."""
    pieces = _PIECE.findall(unicodedata.normalize("NFKC", ascii_digits(text)))
    runs = [
        pieces[begin:end]
        for begin in range(len(pieces))
        for end in range(begin + 1, min(begin + _MOST_GROUPS, len(pieces)) + 1)
    ]
    yield from ("".join(run) for run in sorted(runs, key=_unlikeness))


def _unlikeness(run: list[str]) -> tuple[bool, int]:
    grouped = all(len(piece) == _GROUP for piece in run[:-1]) and len(run[-1]) <= _GROUP
    figures = sum(sign.isdigit() for piece in run for sign in piece)
    return not (grouped or len(run) == 1), -figures
