"""What stands in a header, as text: cut before it is decoded, encoded words joined as bytes (RFC 2047)."""

import binascii
import re

from vigilance.channels.mail.charsets import clean, decoded, known_charset
from vigilance.channels.mail.transfer import unpacked

LONGEST_HEADER = 4096
"""Bytes of a header that are decoded: decoding is where long ones cost seconds (security.md 7, row 61)."""

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([BbQq])\?([^?\r\n]*)\?=")
_CUT_WORD = re.compile(r"=\?[^?\s]{1,60}\?(?:[BbQq]\?[^?\r\n]*\??)?$")
_SPACES = re.compile(r"\s+")


def words(value: str) -> str:
    """A header's value (one character a byte) as people read it, on one line."""
    text, _ = words_and_doubt(value)
    return text


def words_and_doubt(value: str) -> tuple[str, bool]:
    """The same, and whether its encoding had to be guessed."""
    cut = value[:LONGEST_HEADER]
    if len(value) > LONGEST_HEADER:
        cut = _CUT_WORD.sub("", cut)
    pieces, doubtful = [], False
    for data, charset in _runs(cut):
        text, guessed = decoded(data, charset)
        doubtful = doubtful or (guessed and charset != "")
        pieces.append(text)
    return one_line("".join(pieces)), doubtful


def one_line(text: str) -> str:
    """The text with no line end in it, whatever it hid: nothing of a header is ever a header again (row 67)."""
    return _SPACES.sub(" ", clean(text)).strip()


def _runs(value: str) -> list[tuple[bytes, str]]:
    """Runs of bytes with their character set (empty: as they stand); neighbours of one set are one run."""
    runs: list[tuple[bytes, str]] = []
    position = 0
    for match in _WORD.finditer(value):
        between = value[position : match.start()]
        if not (between.isspace() and runs and runs[-1][1]):
            _add(runs, between.encode("latin-1"), "")
        charset, kind, text = match.groups()
        name = charset if known_charset(charset) else "unknown-8bit"
        _add(runs, _word_bytes(kind, text), name.lower())
        position = match.end()
    _add(runs, value[position:].encode("latin-1"), "")
    return runs


def _add(runs: list[tuple[bytes, str]], data: bytes, charset: str) -> None:
    if not data:
        return
    if runs and runs[-1][1] == charset:
        runs[-1] = (runs[-1][0] + data, charset)
    else:
        runs.append((data, charset))


def _word_bytes(kind: str, text: str) -> bytes:
    raw = text.encode("latin-1")
    if kind in "Bb":
        return unpacked(raw, "base64")
    return binascii.a2b_qp(raw, header=True)
