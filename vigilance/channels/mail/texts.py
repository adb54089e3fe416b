"""The words of a mail: which of its parts they stand in, and how they are read."""

import re
from dataclasses import dataclass, field

from vigilance.channels.mail.cards import card_text
from vigilance.channels.mail.charsets import DOUBTFUL, clean, decoded
from vigilance.channels.mail.html import HIDDEN_TEXT, has_invisible_signs, hides_text, html_text
from vigilance.channels.mail.mime import file_name_of
from vigilance.channels.mail.parameters import main_value
from vigilance.channels.mail.part import CALENDAR, CARD, ENCLOSED, NotUnpacked, Part, opening
from vigilance.channels.mail.transfer import uu_files

LEGACY_FONT = "legacy-font"
"""The letters are Latin, but a font of before Unicode made them Hindi: shown as they are, retype them."""
TEXT_CUT = "text-cut"
LONGEST_TEXT = 1_000_000
"""Characters of a mail's text that are kept apart from its bytes."""
_READABLE = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext"})
_FONTS = re.compile(
    r"(?:kruti\s?dev|dev\s?lys|chanakya|shusha|4cgandhi|agra\s?thin|aps[- ]dv|shivaji0)",
    re.IGNORECASE,
)
_KRUTI_WORDS = frozenset((
    "gS", "gSA", "gSa", "dk", "dh", "ds", "esa", "ls", "dks", "vkSj", "fd", "ugha", "ij", "Hkh", "Fkk", "Fkh",
    "tks", "fn;k", "djus", "x;k", "jgk",
))  # fmt: skip
_FEWEST_WORDS = 3
_KRUTI_SHARE = 0.12
_LOOKED_AT = 20_000
SIGNATURE = "-- "
_STUB = 200
_MUCH_LONGER = 5


@dataclass(slots=True)
class Words:
    """What was read: the text, and what is odd about it."""

    text: str = field(default="", repr=False)
    markup: str = field(default="", repr=False)
    flags: set[str] = field(default_factory=set)
    used: set[int] = field(default_factory=set)
    """The parts (by id) whose words these are; every other leaf is an attachment."""
    files: list[tuple[bytes, bytes]] = field(default_factory=list, repr=False)
    """Names and bytes of files that were written into the text."""


def words_of(mail: Part) -> Words:
    """The text of a mail; of several ways in which it says the same, the plain one unless that is a stub."""
    words = Words()
    text = clean(_text(mail, words)).strip("\n").rstrip() or _of_visiting_cards(mail)
    words.text = text[:LONGEST_TEXT]
    if len(text) > LONGEST_TEXT:
        words.flags.add(TEXT_CUT)
    if _FONTS.search(words.markup[:_LOOKED_AT]) or reads_like_krutidev(words.text):
        words.flags.add(LEGACY_FONT)
    if has_invisible_signs(words.text) or (words.markup and hides_text(words.markup)):
        words.flags.add(HIDDEN_TEXT)
    return words


def is_attachment(part: Part) -> bool:
    """Whether a leaf is meant as a file: it says so, it has a name, or it is no text."""
    if part.media_type not in _READABLE:
        return True
    place = part.fields.first("content-disposition")
    if main_value(place) == "attachment":
        return True
    return bool(file_name_of(part))


def reads_like_krutidev(text: str) -> bool:
    """Whether Latin letters spell the small words of Hindi as the Kruti Dev keyboard writes them."""
    found = text[:_LOOKED_AT].split()
    hits = [word.strip(",.?-A") for word in found]
    known = [word for word in hits if word in _KRUTI_WORDS]
    return len(set(known)) >= _FEWEST_WORDS and len(known) >= len(found) * _KRUTI_SHARE


def _text(part: Part, words: Words) -> str:
    if part.media_type in ENCLOSED:
        return ""
    if part.parts:
        return _of_several(part, words)
    if part.media_type == CALENDAR:
        return _of_card(part)
    if is_attachment(part):
        return ""
    words.used.add(id(part))
    return _of_leaf(part, words)


def _of_several(part: Part, words: Words) -> str:
    if part.media_type == "multipart/alternative":
        return _of_alternative(part, words)
    if part.media_type == "multipart/related":
        return next((text for each in part.parts[:1] if (text := _text(each, words))), "")
    if part.media_type == "multipart/report":
        return _text(part.parts[0], words)
    pieces = (_text(each, words) for each in part.parts)
    # Outlook says the same in the mail and in its winmail.dat.
    told = {" ".join(piece.split()): piece.strip("\n") for piece in pieces if piece.strip()}
    return "\n\n".join(told.values())


def _of_alternative(part: Part, words: Words) -> str:
    """The plain way; the other one where the plain one is blank or only says that there is another."""
    read = [(each.media_type, _text(each, words)) for each in part.parts]
    plain = next((text for kind, text in read if kind == "text/plain" and text.strip()), "")
    other = next((text for kind, text in read if kind != "text/plain" and text.strip()), "")
    stub = len(plain) < _STUB and len(other) > _MUCH_LONGER * max(len(plain.strip()), 1)
    return other if other and stub else plain or other


def _of_visiting_cards(mail: Part) -> str:
    """Who is named on the cards of a mail that says nothing else; beside words a card is a file like any other.

    The sender's own card hangs on many a mail: his name has no place in what is told of his complaint (row 97).
    """
    cards = (_of_card(part) for part in mail.walk() if part.media_type == CARD)
    return clean("\n\n".join(text for text in cards if text)).strip()


def _of_card(part: Part) -> str:
    """What stands on it; nothing where it cannot be read. It stays a file."""
    text, _ = decoded(part.content, part.charset)
    try:
        with opening():
            return card_text(text)
    except NotUnpacked:
        return ""


def _of_leaf(part: Part, words: Words) -> str:
    content, files = uu_files(part.content)
    words.files += files
    text, doubtful = decoded(content, part.charset)
    if doubtful:
        words.flags.add(DOUBTFUL)
    if part.media_type == "text/plain" and not _is_markup(text):
        return _reflowed(text, part.type_parameters)
    words.markup += text
    return html_text(text)


def _is_markup(text: str) -> bool:
    """Whether a text that calls itself plain, or nothing at all, is HTML all the same."""
    return text[:200].lstrip("\ufeff \t\n").lower().startswith(("<!doctype html", "<html"))


def _reflowed(text: str, given: dict[str, str]) -> str:
    """Lines that were broken only for the journey are one again (RFC 3676)."""
    if given.get("format", "").lower() != "flowed":
        return text
    together = given.get("delsp", "").lower() == "yes"
    lines: list[list[str]] = []
    flowing = False
    for line in text.split("\n"):
        bare = line.removeprefix(" ")
        joins = flowing and not bare.startswith(">") and bare != SIGNATURE
        flowing = bare.endswith(" ") and bare != SIGNATURE and not bare.startswith(">")
        piece = bare[:-1] if flowing and together else bare
        if joins:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return "\n".join("".join(pieces) for pieces in lines)
