"""What an inspection may find in a file: codes for the office's page, never a reason to refuse anything."""

from dataclasses import dataclass
from enum import StrEnum

INSPECT = "vigilance.evidence.inspection:inspect_work"
STRIP = "vigilance.evidence.inspection:strip_work"
"""What the two tasks are called where hostile bytes are read (channels/confined.py); who asks need not load them."""


class Sign(StrEnum):
    """Something about a file's content that an officer should know before he opens it."""

    LOCKED = "locked"
    MACROS = "macros"
    DDE = "dde"
    EXTERNAL_LINKS = "external-links"
    REMOTE_TEMPLATE = "remote-template"
    EMBEDDED_FILES = "embedded-files"
    SCRIPT = "script"
    LAUNCH_ACTION = "launch-action"
    XFA_FORM = "xfa-form"
    MANY_PAGES = "many-pages"
    ACTIVE_CONTENT = "active-content"
    PROGRAM = "program"
    TWO_KINDS = "two-kinds"
    XML_ENTITIES = "xml-entities"
    FORMULA_CELLS = "formula-cells"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MANY_FRAMES = "too-many-frames"
    LOCATION_DATA = "location-data"
    DEVICE_DATA = "device-data"
    INNER_PICTURE = "inner-picture"
    AUTHOR_DATA = "author-data"
    TOO_LONG = "too-long"
    NOT_UNPACKED = "not-unpacked"
    PARTLY_READ = "partly-read"
    NOT_READ = "not-read"
    SCANNER_POSITIVE = "scanner-positive"
    NOT_SCANNED = "not-scanned"


class Fact(StrEnum):
    """A number that an inspection found."""

    PAGES = "pages"
    WIDTH = "width"
    HEIGHT = "height"
    FRAMES = "frames"
    SECONDS = "seconds"
    ENTRIES = "entries"


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond these a file is marked; they are settings of the office (config/default.toml)."""

    pixels: int = 50_000_000
    frames: int = 100
    pages: int = 1000
    seconds: int = 7200


class Found:
    """What the looks at one file put together."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing."""
        self.limits = limits
        self.signs: set[Sign] = set()
        self.facts: dict[Fact, int] = {}

    def sign(self, sign: Sign, *, when: object = True) -> None:
        """Note a sign, if there is a reason."""
        if when:
            self.signs.add(sign)

    def number(
        self, fact: Fact, value: int, *, most: int | None = None, sign: Sign | None = None
    ) -> None:
        """Note a number, and the sign where it is over its limit."""
        self.facts[fact] = value
        if most is not None and sign is not None:
            self.sign(sign, when=value > most)

    def picture(self, width: int, height: int, frames: int = 1) -> None:
        """Note the size that a picture says it has."""
        self.number(Fact.WIDTH, width)
        self.number(Fact.HEIGHT, height)
        self.number(Fact.FRAMES, frames, most=self.limits.frames, sign=Sign.TOO_MANY_FRAMES)
        self.sign(Sign.TOO_MANY_PIXELS, when=width * height > self.limits.pixels)
