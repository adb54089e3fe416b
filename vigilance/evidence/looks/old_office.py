"""Documents of Office before 2007 (doc, xls, ppt), which are small file systems: what their directory tells."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from vigilance.evidence.signs import Found, Sign

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_SECTOR = 512
_STREAM, _STORAGE, _ROOT = 2, 1, 5
_NAME_LENGTHS = range(4, 65, 2)
_MOST_ENTRIES = 4096
_FILE_PASS, _FORMULA, _BOUND_SHEET, _EXTERNAL_BOOK = 0x2F, 0x06, 0x85, 0x1AE
_MACRO_SHEET = 1
_MOST_RECORDS = 200_000
_WORD_FLAGS, _WORD_LOCKED = 10, 0x0100


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    start: int


def look_at_old_office(content: bytes, found: Found) -> None:
    """Macros, objects, passwords and formulas of an old document; a newer one that is locked has this form too."""
    entries = list(_entries(content))
    names = {entry.name.lower() for entry in entries}
    found.sign(Sign.LOCKED, when="encryptedpackage" in names or "encryptioninfo" in names)
    found.sign(Sign.MACROS, when=names & {"_vba_project", "vba", "macros", "_vba_project_cur"})
    found.sign(Sign.EMBEDDED_FILES, when=names & {"objectpool", "\x01ole10native", "package"})
    found.sign(Sign.DDE, when=b"DDEAUTO" in content or "DDEAUTO".encode("utf-16-le") in content)
    for entry in entries:
        start = (entry.start + 1) * _SECTOR
        if entry.name == "WordDocument":
            flags = content[start + _WORD_FLAGS : start + _WORD_FLAGS + 2]
            found.sign(Sign.LOCKED, when=len(flags) == 2 and flags[1] & (_WORD_LOCKED >> 8))  # noqa: PLR2004 - two bytes
        if entry.name in ("Workbook", "Book"):
            _sheets(content, start, found)


def _entries(content: bytes) -> Iterator[_Entry]:
    """The entries of the directory, wherever its sectors lie: they stand on multiples of their length."""
    seen = 0
    for at in range(_SECTOR, len(content) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", content, at + 64)
        if content[at + 66] not in (_STREAM, _STORAGE, _ROOT) or length not in _NAME_LENGTHS:
            continue
        name = content[at : at + length - 2].decode("utf-16-le", "replace")
        if content[at + length - 2 : at + length] != b"\x00\x00" or "\x00" in name:
            continue
        (start,) = struct.unpack_from("<I", content, at + 116)
        yield _Entry(name, start)
        seen += 1
        if seen >= _MOST_ENTRIES:
            return


def _sheets(content: bytes, at: int, found: Found) -> None:
    """The records of a workbook, one behind the other as far as they make sense."""
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(content):
            return
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == 0 and length == 0:
            return
        found.sign(Sign.LOCKED, when=kind == _FILE_PASS)
        found.sign(Sign.FORMULA_CELLS, when=kind == _FORMULA)
        found.sign(Sign.EXTERNAL_LINKS, when=kind == _EXTERNAL_BOOK and length > 4)  # noqa: PLR2004 - 4: the book itself
        sheet_kind = content[at + 4 + 5 : at + 4 + 6]
        found.sign(Sign.MACROS, when=kind == _BOUND_SHEET and sheet_kind == bytes([_MACRO_SHEET]))
        at += 4 + length
