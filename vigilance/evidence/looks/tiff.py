"""The directories of a TIFF, which are those of EXIF too: what they tell, and taking out what betrays."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST_DIRECTORIES = 2000
MOST_ENTRIES = 4096
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_INLINE = 4

WIDTH, HEIGHT, ORIENTATION = 0x100, 0x101, 0x112
MAKE, MODEL = 0x10F, 0x110
EXIF, GPS, INTEROP = 0x8769, 0x8825, 0xA005
THUMBNAIL = 0x201
MAKER_NOTE, OWNER, BODY_SERIAL, LENS_SERIAL, UNIQUE_ID = 0x927C, 0xA430, 0xA431, 0xA435, 0xA420
XMP = 0x2BC
ARTIST = 0x13B
BETRAYING = frozenset({
    0x10D, 0x10E, MAKE, MODEL, 0x11D, 0x131, 0x132, ARTIST, 0x13C, XMP, 0x83BB, 0x8298, 0x8649, EXIF, GPS, 0x935C,
    0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F, 0xC62F,
})  # fmt: skip
"""Name, description, make, model, page name, software, day, artist, host, XMP, IPTC, copyright, Photoshop, EXIF, GPS,
Windows' title, comment, author, keywords and subject, serial number: none is needed to draw the picture."""


class NotTiff(Exception):
    """It is not built as a TIFF is."""


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of a directory: where it stands, and where its value lies."""

    tag: int
    entry_at: int
    value_at: int
    size: int
    number: int


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory, where it stands, and its fields."""

    at: int
    fields: tuple[Field, ...]

    def get(self, tag: int) -> Field | None:
        """The field of this tag."""
        return next((field for field in self.fields if field.tag == tag), None)


class Tiff:
    """A TIFF in memory."""

    def __init__(self, content: bytes | bytearray) -> None:
        """Take the bytes from the byte order mark on."""
        self.content = content
        marks = {b"II*\x00": "<", b"MM\x00*": ">"}
        self.order = marks.get(bytes(content[:4]), "")
        if not self.order:
            raise NotTiff
        self.cut = False

    def read(self, form: str, at: int) -> int:
        """One number."""
        try:
            return int(struct.unpack_from(self.order + form, self.content, at)[0])
        except struct.error:
            raise NotTiff from None

    def chain(self) -> Iterator[Directory]:
        """The main directories, each once."""
        at, seen = self.read("I", 4), set[int]()
        while at and at not in seen:
            if len(seen) >= MOST_DIRECTORIES:
                self.cut = True
                return
            seen.add(at)
            found = self.directory(at)
            yield found
            after = at + 2 + 12 * self.read("H", at)
            at = self.read("I", after) if after + 4 <= len(self.content) else 0

    def directory(self, at: int) -> Directory:
        """The directory that stands here."""
        count = self.read("H", at)
        if count > MOST_ENTRIES:
            raise NotTiff
        return Directory(at, tuple(self._field(at + 2 + 12 * number) for number in range(count)))

    def _field(self, at: int) -> Field:
        tag, kind, count = self.read("H", at), self.read("H", at + 2), self.read("I", at + 4)
        size = _SIZES.get(kind, 0) * count
        value_at = at + 8 if size <= _INLINE else self.read("I", at + 8)
        number = self.read("H" if kind == 3 else "I", at + 8)  # noqa: PLR2004 - 3: a number of two bytes
        return Field(tag, at, value_at, size, number)

    def within(self, directory: Directory, tag: int) -> Directory | None:
        """The directory that a field points to, where it can be read."""
        pointer = directory.get(tag)
        if pointer is None:
            return None
        try:
            return self.directory(pointer.number)
        except NotTiff:
            return None


def without_metadata(content: bytes) -> bytes:
    """The TIFF with the fields that betray taken out and their bytes wiped; NotTiff where that cannot be done."""
    wiped = bytearray(content)
    tiff = Tiff(wiped)
    directories = list(tiff.chain())
    if tiff.cut:
        raise NotTiff
    for directory in directories:
        for tag in (EXIF, GPS):
            below = tiff.within(directory, tag)
            if below is not None:
                inner = tiff.within(below, INTEROP)
                for one in (inner, below):
                    _wipe_directory(one, wiped)
    for directory in directories:
        _take_out(tiff, directory, wiped)
    return bytes(wiped)


def _wipe_directory(directory: Directory | None, wiped: bytearray) -> None:
    if directory is None:
        return
    for field in directory.fields:
        _wipe(wiped, field.value_at, field.size)
    _wipe(wiped, directory.at, 2 + 12 * len(directory.fields))


def _take_out(tiff: Tiff, directory: Directory, wiped: bytearray) -> None:
    """Close the gaps that the fields leave; the pointer to the next directory moves up behind the last one."""
    start, count = directory.at + 2, len(directory.fields)
    after = bytes(wiped[start + 12 * count : start + 12 * count + 4])
    kept = []
    for field in directory.fields:
        if field.tag in BETRAYING:
            _wipe(wiped, field.value_at, field.size)
        else:
            kept.append(bytes(wiped[field.entry_at : field.entry_at + 12]))
    written = b"".join(kept) + after
    _wipe(wiped, start, 12 * count + len(after))
    wiped[start : start + len(written)] = written
    struct.pack_into(tiff.order + "H", wiped, directory.at, len(kept))


def _wipe(wiped: bytearray, at: int, size: int) -> None:
    end = min(at + size, len(wiped))
    if 8 <= at < end:  # noqa: PLR2004 - the header stays
        wiped[at:end] = bytes(end - at)
