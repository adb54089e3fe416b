"""What an archive says it holds, and whether that can be believed: names to be shown, never used as paths.

Nothing is written anywhere. What is unpacked is counted and thrown away, so that a header that lies is found out
(security.md 7, rows 41 to 44). It is meant to run in a child process that can be killed (archives.py).
"""

import json
import re
from dataclasses import asdict, dataclass, field

MOST_ENTRIES = 200
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
FREE_BYTES = 1024 * 1024
"""Up to here the ratio says nothing: a page of zeros packs better than any limit."""
DEEPEST = 2
LONGEST_NAME = 200

TOO_MANY, TOO_LARGE, RATIO, TOO_DEEP = (
    "too-many-entries",
    "too-large-unpacked",
    "packed-too-well",
    "too-deep",
)
LYING, OVERLAP, PLACES, BROKEN, OTHER = (
    "lying-header",
    "overlapping-entries",
    "names-with-paths",
    "broken-archive",
    "unknown-archive",
)
LOCKED, LINK, DEVICE, PATH, ARCHIVE, HIDDEN, FOLDER = (
    "locked",
    "link",
    "device",
    "path",
    "archive",
    "hidden-characters",
    "folder",
)

_CONTROL = re.compile("[\x00-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CLIMBS = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:[\\/]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in an archive: its name made safe to show, its size as far as it was counted, what is odd about it."""

    name: str = field(repr=False)
    size: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveListing:
    """What an archive holds; `held` says why it was not looked into to its end."""

    entries: tuple[Entry, ...]
    held: str | None = None

    @property
    def locked(self) -> bool:
        """Whether something in it wants a password."""
        return self.held == LOCKED or any(LOCKED in entry.flags for entry in self.entries)


class Stopped(Exception):
    """A limit was met."""

    def __init__(self, reason: str) -> None:
        """Keep the reason's code."""
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Tally:
    """What was found so far in an archive and those within it, under one set of limits."""

    packed: int
    entries: list[Entry] = field(default_factory=list)
    counted: int = 0
    held: str | None = None

    def add(self, name: str, size: int, flags: tuple[str, ...] = ()) -> None:
        """One more entry; a name that leaves its folder is shown and holds the archive."""
        if len(self.entries) >= MOST_ENTRIES:
            raise Stopped(TOO_MANY)
        odd = (PATH,) if _CLIMBS.search(name) else ()
        hidden = (HIDDEN,) if _CONTROL.search(name) else ()
        self.entries.append(Entry(shown(name), size, flags + odd + hidden))
        if odd or LINK in flags or DEVICE in flags:
            self.held = self.held or PLACES

    def count(self, size: int) -> None:
        """So many more bytes came out of it."""
        self.counted += size
        if self.counted > MOST_BYTES:
            raise Stopped(TOO_LARGE)
        if self.counted > FREE_BYTES and self.counted > MOST_RATIO * self.packed:
            raise Stopped(RATIO)


def shown(name: str) -> str:
    """The name with what it hides written out, not longer than a page can show."""
    plain = _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", name[: 4 * LONGEST_NAME])
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 1]}…"


def listing_to_wire(listing: ArchiveListing) -> bytes:
    """The listing as bytes."""
    return json.dumps(asdict(listing)).encode("ascii")


def listing_from_wire(data: bytes) -> ArchiveListing:
    """The listing in these bytes; ValueError where they are none."""
    try:
        told = json.loads(data)
        entries = tuple(
            Entry(str(each["name"]), int(each["size"]), tuple(map(str, each["flags"])))
            for each in told["entries"]
        )
        held = None if told["held"] is None else str(told["held"])
    except (TypeError, KeyError) as error:
        raise ValueError(BROKEN) from error
    return ArchiveListing(entries[:MOST_ENTRIES], held)
