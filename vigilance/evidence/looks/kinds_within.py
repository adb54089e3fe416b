"""Content a browser or a computer would act on, and content of two kinds in one file (security.md 7, 47 to 49)."""

import csv
import io
import re

from vigilance.evidence.signs import Found, Sign

_HEAD, _TAIL = 8192, 65557
_MARKUP = re.compile(
    r"<(?:!doctype\s+(?:html|svg)|html|svg|script|iframe|body|head|meta\s|object\s|embed\s|[a-z]+:svg|\?php|\?xml-stylesheet)",
    re.IGNORECASE,
)
_HANDLER = re.compile(r"<[a-z][^>]{0,2000}\son[a-z]{3,20}\s*=|javascript:", re.IGNORECASE)
_MIME = re.compile(
    r"\A(?:[\x21-\x39\x3b-\x7e]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*MIME-Version:", re.IGNORECASE
)
_PROGRAMS = (
    b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!/", b"L\x00\x00\x00\x01\x14\x02\x00",
    b"dex\n",
)  # fmt: skip
_PICTURES = ("image/", "video/", "audio/")
_ZIP_END, _ZIP_LISTED = b"PK\x05\x06", b"PK\x01\x02"
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_FORMULA = re.compile(r"[=@]|[+-](?![\d.,\s-]*$)|[\t\r]")
_MOST_ROWS = 200_000


def look_for_markup(content: bytes, found: Found) -> None:
    """SVG, HTML, MHT and their like, by content."""
    text = text_of(content[: 64 * 1024])
    found.sign(Sign.ACTIVE_CONTENT, when=is_archived_page(text) or is_markup(text))


def is_archived_page(text: str) -> bool:
    """Whether it is a page saved with all it shows (MHT), which is built as a mail is."""
    return _MIME.match(text) is not None and "text/html" in text.lower()


def is_markup(text: str) -> bool:
    """Whether a browser would take it for a page."""
    return _MARKUP.search(text) is not None or _HANDLER.search(text) is not None


def look_for_programs(content: bytes, found: Found) -> None:
    """What a computer would run."""
    windows = content[:2] == b"MZ" and content[60:64].ljust(4, b"\x00")
    at = int.from_bytes(content[60:64], "little")
    found.sign(Sign.PROGRAM, when=windows and content[at : at + 2] in (b"PE", b"NE", b"LE"))
    found.sign(Sign.PROGRAM, when=content.startswith(_PROGRAMS))


def look_for_two_kinds(content: bytes, media_type: str, found: Found) -> None:
    """A file that is one thing to one program and another to the next."""
    if media_type.startswith(_PICTURES) or media_type == "application/pdf":
        edges = content[:_HEAD] + content[-_HEAD:] if len(content) > 2 * _HEAD else content
        found.sign(Sign.TWO_KINDS, when=_MARKUP.search(edges.decode("latin-1")))
        found.sign(Sign.TWO_KINDS, when=_ends_as_zip(content))
        found.sign(Sign.TWO_KINDS, when=any(each in content for each in _ARCHIVES))
    if media_type != "application/pdf":
        found.sign(Sign.TWO_KINDS, when=b"%PDF-" in content[:1024])
    if media_type in ("image/gif", "image/bmp"):
        start = 6 if media_type == "image/gif" else 2
        found.sign(
            Sign.TWO_KINDS,
            when=content[start : start + 2] == b"/*" or content[start : start + 1] == b"=",
        )
    found.sign(Sign.TWO_KINDS, when=content.startswith(b"PK") and not _ends_there(content))


def _ends_as_zip(content: bytes) -> bool:
    return _ZIP_END in content[-_TAIL:] and _ZIP_LISTED in content


def _ends_there(content: bytes) -> bool:
    """Whether a zip is over where it says so, with nothing behind it."""
    end = content.rfind(_ZIP_END, max(0, len(content) - _TAIL))
    if end < 0:
        return True
    comment = int.from_bytes(content[end + 20 : end + 22], "little")
    return end + 22 + comment >= len(content)


def look_for_formulas(content: bytes, name: str, found: Found) -> None:
    """Cells of a table in plain text that a spreadsheet would take for formulas."""
    text = text_of(content)
    if not name.lower().rstrip(" .").endswith((".csv", ".tsv", ".txt")):
        return
    table = name.lower().endswith((".csv", ".tsv"))
    first = text[:4096]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(rows):
            if number >= _MOST_ROWS:
                found.sign(Sign.PARTLY_READ)
                return
            for cell in row:
                # In a text that is no table only what would run a program counts: people begin lines with a dash.
                found.sign(Sign.FORMULA_CELLS, when=table and _FORMULA.match(cell.lstrip(" ")))
                dde = re.match(r"\s*[=+@-]\s*[\w.]+\s*\|", cell)
                found.sign(Sign.DDE, when=dde)
                found.sign(Sign.FORMULA_CELLS, when=dde)
    except csv.Error:
        found.sign(Sign.PARTLY_READ)


def text_of(content: bytes) -> str:
    """The content as text, by its byte order mark; what is no UTF-8 is replaced."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    if len(content) > 4 and content[1:2] == b"\x00" and content[3:4] == b"\x00":  # noqa: PLR2004 - a UTF-16 without a mark
        return content.decode("utf-16-le", "replace")
    return content.decode("utf-8-sig", "replace")
