"""Addresses in headers: found without ever descending into brackets (security.md 7, row 63)."""

import re
from dataclasses import dataclass, field

from vigilance.channels.mail.charsets import clean, decoded
from vigilance.channels.mail.headers import LONGEST_HEADER, words

MOST_RECIPIENTS = 50
LONGEST_ADDRESS = 254
LONGEST_NAME = 200
_ADDRESS = re.compile(r'[^\s<>(),;:"\\@\[\]]{1,128}@[^\s<>(),;:"\\@\[\]]{1,190}')
_IN_BRACKETS = re.compile(r"<([^<>]{0,400})>")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address and the name written beside it."""

    address: str = field(repr=False)
    name: str | None = field(repr=False)


def mailboxes(value: str) -> list[Mailbox]:
    """The mailboxes of a header, at most fifty, in order."""
    found = []
    for piece in _pieces(value[:LONGEST_HEADER]):
        box = _mailbox(piece)
        if box is not None:
            found.append(box)
        if len(found) == MOST_RECIPIENTS:
            break
    return found


def addresses_in(value: str) -> list[str]:
    """Every address in a header of any length, without names, at most fifty."""
    found: dict[str, None] = {}
    for match in _ADDRESS.finditer(value):
        found.setdefault(_readable(match.group()))
        if len(found) == MOST_RECIPIENTS:
            break
    return list(found)


def _pieces(value: str) -> list[str]:
    """The header cut at its commas, those inside quotation marks, brackets and comments left alone."""
    pieces, start, depth, quoted, escaped = [], 0, 0, False, False
    for place, sign in enumerate(value):
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == '"' and depth == 0:
            quoted = not quoted
        elif not quoted:
            depth = max(0, depth + (sign == "(") - (sign == ")"))
            if depth == 0 and sign in ",;":
                pieces.append(value[start:place])
                start = place + 1
    pieces.append(value[start:])
    return pieces


def _mailbox(piece: str) -> Mailbox | None:
    plain, comment = _without_comments(piece)
    bracket = _IN_BRACKETS.search(plain)
    inside = bracket.group(1) if bracket else plain
    match = _ADDRESS.search(inside) or _ADDRESS.search(plain)
    if match is None or len(match.group()) > LONGEST_ADDRESS:
        return None
    before = plain[: bracket.start()] if bracket else ""
    name = words(before.split(":")[-1].strip().strip('"').replace('\\"', '"')) or words(comment)
    return Mailbox(_readable(match.group()), name[:LONGEST_NAME].strip(" \"'") or None)


def _without_comments(piece: str) -> tuple[str, str]:
    """What is outside the round brackets, and what is inside them, in one walk."""
    outside, inside, depth = [], [], 0
    for sign in piece:
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif depth:
            inside.append(sign)
        else:
            outside.append(sign)
    return "".join(outside), "".join(inside)


def _readable(address: str) -> str:
    """The address as text, its domain in small letters; a Hindi one is written in UTF-8 (RFC 6532)."""
    text, _ = decoded(address.encode("latin-1"))
    local, _, domain = clean(text).rpartition("@")
    return f"{local}@{domain.lower().rstrip('.')}"
