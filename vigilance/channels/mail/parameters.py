"""The parameters of a header field (name="…"), also split, encoded or numbered as RFC 2231 has it."""

import re
from urllib.parse import unquote_to_bytes

from vigilance.channels.mail.charsets import decoded
from vigilance.channels.mail.headers import LONGEST_HEADER, words

MOST_PARAMETERS = 100
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_ESCAPED = re.compile(r"\\([\"\\])")
"""Other backslashes stand: old mailers put the path of a disk into the name."""
_NUMBERED = re.compile(r"(.+?)\*(?:([0-9]{1,3})(\*)?)?")


def main_value(field: str) -> str:
    """What stands before the parameters, in small letters: `text/plain`, `attachment`."""
    return field[:LONGEST_HEADER].partition(";")[0].strip().strip('"').lower()


def parameters(field: str) -> dict[str, str]:
    """The parameters by name in small letters, decoded; the first of a name stands."""
    plain: dict[str, str] = {}
    parts: dict[str, list[tuple[int, bool, str]]] = {}
    for name, value in _written(field):
        numbered = _NUMBERED.fullmatch(name)
        if numbered is None:
            plain.setdefault(name, value)
            continue
        base, number, star = numbered.groups()
        encoded = star is not None or number is None
        parts.setdefault(base, []).append((int(number or 0), encoded, value))
    read = {name: words(value) for name, value in plain.items()}
    return read | {name: _joined(pieces) for name, pieces in parts.items()}


def _written(field: str) -> list[tuple[str, str]]:
    found = []
    for match in _PARAMETER.finditer(";" + field[:LONGEST_HEADER].partition(";")[2]):
        name, value = match.groups()
        value = value.strip()
        if value.startswith('"'):
            value = _ESCAPED.sub(r"\1", value[1:].removesuffix('"'))
        found.append((name.lower(), value))
        if len(found) == MOST_PARAMETERS:
            break
    return found


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    """The pieces in their order, joined as bytes before they are decoded: a sign may be split between two."""
    charset, data = "", b""
    for place, (_, encoded, value) in enumerate(sorted(pieces, key=lambda piece: piece[0])):
        text = value
        if encoded and place == 0 and text.count("'") >= 2:  # noqa: PLR2004 - charset'language'value
            charset, _, text = text.split("'", 2)
        raw = text.encode("latin-1")
        data += unquote_to_bytes(raw) if encoded else raw
    text, _ = decoded(data, charset)
    return words(text.encode().decode("latin-1")) if "=?" in text else text
