"""By what the same text is recognised when it comes again: two short digests, made when a complaint is entered."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.complaints.models import TextMark
from vigilance.domain.digits import ascii_digits
from vigilance.records.models import Record, Tier

DIGEST_BYTES = 8
LEAST_WORDS = 8
"""Fewer words than this are a greeting or a name: everybody writes them."""
LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """The digests of a text: of its words as they stand, and of the set of its longer words without numbers."""

    exact: bytes
    gist: bytes


def likeness_of(text: str) -> Likeness | None:
    """The digests of this text; None where it is too short to be told from others."""
    words = _words(text)
    if len(words) < LEAST_WORDS:
        return None
    said = sorted({word for word in words if len(word) >= LONG_WORD and not word.isdigit()})
    exact = _digest(" ".join(words))
    return Likeness(exact, _digest(" ".join(said)) if len(said) >= LEAST_WORDS else exact)


def keep_text_mark(session: Session, record: Record, text: str, *, at: datetime) -> None:
    """Keep the digests of an ordinary complaint. None of a protected one: whoever guessed a text could prove it."""
    found = likeness_of(text) if record.tier is Tier.ORDINARY else None
    if found is not None:
        session.add(TextMark(record_id=record.id, exact=found.exact, gist=found.gist, made_at=at))


class _PartsOfWords(dict[int, int]):
    """What stands of each sign in a word, by its code: letters, their signs and digits as they are, a blank for others.

    Each sign is looked up once in the life of a process: a letter has hundreds, always the same.
    """

    def __missing__(self, code: int) -> int:
        kept = unicodedata.category(chr(code))[0] in ("L", "M", "N")
        self[code] = code if kept else ord(" ")
        return self[code]


_PARTS = _PartsOfWords()


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", ascii_digits(text)).casefold()
    return plain.translate(_PARTS).split()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:DIGEST_BYTES]
