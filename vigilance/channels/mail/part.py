"""One part of a mail, and what is found inside a file that is a container itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from vigilance.channels.mail.fields import Fields
from vigilance.channels.mail.transfer import unpacked

UNKNOWN_CHARSET = "unknown-8bit"
OUTLOOK = "application/vnd.ms-outlook"
TNEF = "application/ms-tnef"
CALENDAR, CARD = "text/calendar", "text/vcard"
FILE = "application/octet-stream"
ENCRYPTED, NOT_UNPACKED = "encrypted", "not-unpacked"
"""Why a container stays closed: it wants a key that we do not have; it is broken, or of a make nobody here reads."""
MAILS = frozenset({"message/rfc822", "message/global"})
ENCLOSED = MAILS | {OUTLOOK}
"""Whole mails inside a mail, each a file as well."""
CONTAINERS = ENCLOSED | {TNEF}
"""What is shown as a file although what it holds is shown too: the original stands beside what was taken from it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a leaf with a body, a multipart with parts, or an enclosed mail with one part."""

    fields: Fields = field(repr=False)
    media_type: str
    type_parameters: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    parts: tuple["Part", ...] = ()
    trouble: str | None = None
    """Why it was not unpacked, where it is a container that could not be."""

    @property
    def content(self) -> bytes:
        """The bytes, unpacked."""
        return unpacked(self.body, self.fields.first("content-transfer-encoding"))

    @property
    def charset(self) -> str:
        if "\x00" in self.fields.first("content-type"):
            return UNKNOWN_CHARSET
        return self.type_parameters.get("charset", "")

    def walk(self) -> Iterator["Part"]:
        """This part and all within, but not into enclosed mails."""
        yield self
        if self.media_type not in ENCLOSED:
            for part in self.parts:
                yield from part.walk()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text or a file taken out of a container; a text has no name and is in UTF-8."""

    media_type: str
    content: bytes = field(repr=False)
    name: str = field(default="", repr=False)

    def part(self) -> Part:
        """The same as a part of a mail."""
        given = {"name": self.name} if self.name else {"charset": "utf-8"}
        return Part(Fields(()), self.media_type, given, self.content)


class NotUnpacked(Exception):
    """A container that could not be opened, with the code of the reason; it stays a file."""

    def __init__(self, reason: str) -> None:
        """Keep the reason's code."""
        super().__init__(reason)
        self.reason = reason


@contextmanager
def opening() -> Iterator[None]:
    """Let a parser read what an enemy may have written: whatever it raises, NotUnpacked is raised."""
    try:
        yield
    except (NotUnpacked, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - parsers of five formats by five hands; the file is kept whichever falls over
        raise NotUnpacked(NOT_UNPACKED) from None
