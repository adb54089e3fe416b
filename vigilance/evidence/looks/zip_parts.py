"""The parts of a document that is a zip, each read under a limit."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

MOST_PARTS = 2000
PART = 8 * 1024 * 1024
ALL_PARTS = 64 * 1024 * 1024
_ENCRYPTED = 1
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError, LookupError,
    OverflowError, RuntimeError,
)  # fmt: skip


class Parts:
    """What is in a zip; nothing of it is believed but its names."""

    def __init__(self, content: bytes) -> None:
        """Read the list of parts; one that cannot be read is empty."""
        self._left = ALL_PARTS
        self.cut = False
        try:
            self._zip: zipfile.ZipFile | None = zipfile.ZipFile(io.BytesIO(content))
            found = self._zip.infolist()
        except _BROKEN:
            self._zip, found = None, []
        self.cut = len(found) > MOST_PARTS
        self._infos = {each.filename: each for each in found[:MOST_PARTS]}

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return list(self._infos)

    @property
    def locked(self) -> bool:
        """Whether a part wants a password."""
        return any(each.flag_bits & _ENCRYPTED for each in self._infos.values())

    def has(self, *fragments: str) -> bool:
        """Whether a part's name holds one of these."""
        return any(fragment in name.lower() for name in self._infos for fragment in fragments)

    def read(self, name: str) -> bytes:
        """A part, as much of it as is read of any; nothing where it is broken or locked."""
        if self._zip is None or name not in self._infos:
            return b""
        try:
            with self._zip.open(self._infos[name]) as stream:
                content = stream.read(min(PART, self._left))
                self.cut = self.cut or bool(stream.read(1))
        except _BROKEN:
            return b""
        self._left -= len(content)
        return content

    def each(self, start: str, end: str) -> Iterator[tuple[str, bytes]]:
        """The parts whose names begin and end so."""
        for name in self._infos:
            if name.lower().startswith(start) and name.lower().endswith(end):
                yield name, self.read(name)
