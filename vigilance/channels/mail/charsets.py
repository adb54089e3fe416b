"""Bytes as text, whatever their sender said they were; nothing is lost but what was never text."""

import codecs
import re

DOUBTFUL = "encoding-doubtful"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}")
_NOT_FOR_TEXT = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
"""Python knows them as encodings; no mail is written in them, and some are slow on purpose-made bytes."""
_SUSPECT = frozenset({"utf-7"})
"""Nobody writes it today but to hide what he writes."""
_SILENT = frozenset({"", "ascii"})
_SINGLE_BYTE = re.compile(r"iso8859-|cp125|koi8|mac-|cp437|cp85")
_UNSHOWABLE = {code: None for code in range(32) if chr(code) not in "\t\n\x0c"} | {0x7F: None}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(data: bytes, declared: str = "") -> tuple[str, bool]:
    """The text of these bytes, and whether its encoding had to be guessed against or without what was said."""
    name = known_charset(declared)
    if name in _SILENT:
        return _guessed(data, certain=name is not None)
    if name is None:
        return _guessed(data, certain=False)
    text = _strictly(data, name)
    if text is None:
        return _guessed(data, certain=False, first=name)
    if _SINGLE_BYTE.match(name) and not data.isascii():
        real = _strictly(data, "utf-8")
        if real is not None:
            return clean(real), True
    return clean(text), "\ufffd" in text or name in _SUSPECT


def known_charset(declared: str) -> str | None:
    """Python's name of a character set, empty where none is named, None where nobody knows it."""
    wanted = declared.strip().strip("\"'").partition("*")[0]
    if not wanted:
        return ""
    if not _NAME.fullmatch(wanted):
        return None
    try:
        found = codecs.lookup(wanted)
    except (LookupError, ValueError):
        return None
    if found.name in _NOT_FOR_TEXT or not getattr(found, "_is_text_encoding", True):
        return None
    return found.name


def clean(text: str) -> str:
    """The text as a page and a database can hold it: one kind of line end, nothing that controls a terminal."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _LONE_SURROGATE.sub("\ufffd", text)
    return text.translate(_UNSHOWABLE)


def _guessed(data: bytes, *, certain: bool, first: str | None = None) -> tuple[str, bool]:
    """Nothing usable was said: UTF-8 where the bytes agree, else the old Western set, which takes any byte."""
    if data.isascii():
        japanese = b"\x1b$" in data
        text = _strictly(data, "iso2022_jp") if japanese else None
        return clean(text or data.decode("ascii")), japanese or not certain
    real = _strictly(data, "utf-8")
    if real is not None:
        return clean(real), not certain
    if first is not None and first != "utf-8":
        return clean(data.decode(first, "replace")), True
    broken = data.decode("utf-8", "replace")
    foreign = sum(sign > "\x7f" for sign in broken)
    if broken.count("\ufffd") * 2 < foreign:
        return clean(broken), True
    return clean(data.decode("cp1252", "replace")), True


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, ValueError, OverflowError):
        return None
