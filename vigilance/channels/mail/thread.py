"""Where a mail says it belongs: numbers it names, mails it answers, addresses it was sent to. Hints, never proofs."""

import re
import unicodedata

from vigilance.channels.mail.addresses import MOST_RECIPIENTS, addresses_in
from vigilance.channels.mail.fields import Fields
from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.message import ThreadHints
from vigilance.domain.numbering import read_reference, register_number

MOST_HINTS = 20
_LOOKED_AT = 100_000
_NUMBER = re.compile(
    r"(?<![A-Z0-9])([A-Z]{2,8})[ /-]?([A-Z]{1,4})[ /-]?((?:19|20)[0-9]{2})[ /-]([0-9]{1,9})(?![0-9])"
)
_REFERENCE = re.compile(r"(?<![A-Z0-9-])([0-9A-Z]{4})-([0-9A-Z]{4})(?![A-Z0-9]|-[A-Z0-9])")
_BARE_REFERENCE = re.compile(r"(?<![A-Z0-9-])[0-9A-Z]{8}(?![A-Z0-9-])")
_MESSAGE_ID = re.compile(r"<([^<>\s\x00-\x1f\x7f]{1,250})>")
_BARE_ID = re.compile(r"[^\s<>,;\x00-\x1f\x7f]{1,120}@[^\s<>,;\x00-\x1f\x7f]{1,120}")
_SENT_TO = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "to",
    "cc",
    "resent-to",
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def hints_of(fields: Fields, subject: str, text: str, quoted: str) -> ThreadHints:
    """What the mail says about where it belongs."""
    return ThreadHints(
        numbers=numbers_in(subject, text, quoted),
        case_addresses=_sent_to(fields),
        message_ids=answered_ids(fields),
    )


def numbers_in(subject: str, *texts: str) -> tuple[str, ...]:
    """Register numbers and public references that are named, those of the subject first."""
    found: dict[str, None] = {}
    for place, text in enumerate((subject, *texts)):
        plain = _plain(text[:_LOOKED_AT])
        for match in _NUMBER.finditer(plain):
            found.setdefault(_as_made("-".join(match.groups())))
        references = [match.group() for match in _REFERENCE.finditer(plain)]
        if place == 0:
            references += _BARE_REFERENCE.findall(plain)
        for written in references:
            reference = _reference(written)
            if reference is not None:
                found.setdefault(reference)
    return tuple(found)[:MOST_HINTS]


def answered_ids(fields: Fields) -> tuple[str, ...]:
    """The mails this one answers, newest first."""
    found = dict.fromkeys(message_ids(fields.first("in-reply-to")))
    found |= dict.fromkeys(reversed(message_ids(fields.first("references"))))
    return tuple(found)[:MOST_HINTS]


def message_ids(value: str) -> list[str]:
    """Message-IDs in a header's value, without their brackets; what only looks like one is none (row 62)."""
    bracketed = _MESSAGE_ID.findall(value)
    found = bracketed or _BARE_ID.findall(value)
    return [each.encode("latin-1").decode("utf-8", "replace") for each in found]


def _sent_to(fields: Fields) -> tuple[str, ...]:
    """Every address it was sent to; first those the mail servers wrote down."""
    found: dict[str, None] = {}
    for name in _SENT_TO:
        for value in fields.all(name):
            found |= dict.fromkeys(addresses_in(value))
    return tuple(found)[:MOST_RECIPIENTS]


def _plain(text: str) -> str:
    return _DASHES.sub("-", unicodedata.normalize("NFKC", ascii_digits(text)))


def _as_made(written: str) -> str:
    try:
        return register_number(written)
    except Invalid:
        return written


def _reference(written: str) -> str | None:
    """A public reference; years joined by a dash, and words, are none."""
    if not any(sign.isdigit() for sign in written) or not any(sign.isalpha() for sign in written):
        return None
    try:
        return read_reference(written)
    except Invalid:
        return None
