"""Names of files: shown with what they hide, never used as paths, safe in a header (RFC 6266)."""

import re
import unicodedata
from urllib.parse import quote

LONGEST_DOWNLOAD = 120
LONGEST_EXTENSION = 10
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_JOINERS = frozenset("\u200c\u200d")
"""Devanagari needs them to write some words."""


def hides_direction(name: str) -> bool:
    """Whether the name turns the direction of reading, as `photo<RLO>gpj.exe` does."""
    return not _DIRECTION.isdisjoint(name)


def shown_name(name: str) -> str:
    """The name with every invisible or controlling character written out, for a page that escapes it as any text."""
    return "".join(
        f"\\u{ord(sign):04x}" if _is_hidden(sign) and sign not in _JOINERS else sign
        for sign in name
    )


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def extension_of(name: str) -> str:
    """The real extension, in small letters, whatever a reader is made to see."""
    plain = "".join(sign for sign in name if not _is_hidden(sign)).rstrip(" .")
    _, dot, extension = plain.rpartition(".")
    return extension.lower() if dot and 0 < len(extension) <= LONGEST_EXTENSION else ""


def safe_name(name: str) -> str:
    """The name as a computer may be given it: no path, nothing hidden, nothing a system reserves."""
    plain = "".join(sign for sign in name if sign in _JOINERS or not _is_hidden(sign))
    plain = re.sub(r'[\\/:*?"<>|;%]', "_", plain).strip(" .")
    plain = re.sub(r"^-+", "_", plain)
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    if len(plain) > LONGEST_DOWNLOAD:
        tail = f".{extension_of(plain)}" if extension_of(plain) else ""
        plain = plain[: LONGEST_DOWNLOAD - len(tail)] + tail
    return plain or "file"


def content_disposition(name: str) -> str:
    """The header of a download: always an attachment, in ASCII for old browsers and in full for the others."""
    safe = safe_name(name)
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
