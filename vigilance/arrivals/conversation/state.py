"""Where a conversation stands: its step, and what was said so far, as it is kept sealed between two messages."""

import json
import uuid
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from vigilance.domain.message import Contact, ContactKind


class Step(StrEnum):
    """What was asked last, or what the conversation waits for."""

    START = "start"
    MENU = "menu"
    GATHERING = "gathering"
    WHAT = "what"
    WHERE = "where"
    SCHEME = "scheme"
    MONEY = "money"
    PAPERS = "papers"
    CLOSING = "closing"
    CONFIRM = "confirm"
    SCHEME_INFO = "scheme-info"
    PERSON = "person"
    PERSON_NUMBER = "person-number"


class FileKind(StrEnum):
    """What a file is to the conversation; its true type is found out when it is opened."""

    VOICE = "voice"
    PHOTO = "photo"
    VIDEO = "video"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message; `fetch` names the row that knows where it is."""

    kind: FileKind
    name: str = field(repr=False)
    fetch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One message as the conversation keeps it; `at` is the provider's time."""

    external_id: str
    at: datetime
    order: int = 0
    text: str = field(default="", repr=False)
    command: str | None = None
    files: tuple[File, ...] = field(default=(), repr=False)
    place: str | None = field(default=None, repr=False)
    forwarded: bool = False
    changed: bool = False
    unsupported: bool = False
    language: str | None = None
    flags: tuple[str, ...] = ()
    received_at: datetime | None = None
    arrival: str = ""
    arrived_id: str = ""
    """The id of its `ArrivedMessage`."""

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it to keep."""
        return bool(self.text.strip() or self.files or self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that is known between two messages."""

    step: Step = Step.START
    back: Step = Step.MENU
    language: str | None = None
    sender: Contact | None = field(default=None, repr=False)
    sender_name: str | None = field(default=None, repr=False)
    warned: bool = False
    """Whether he was told that the provider knows who is writing."""
    filing: bool = False
    """Whether what he says is meant as a complaint."""
    pieces: tuple[Heard, ...] = field(default=(), repr=False)
    waiting: tuple[Heard, ...] = field(default=(), repr=False)
    """Heard and not yet answered: a burst is answered once, when it is over."""
    district: str | None = None
    place: str | None = field(default=None, repr=False)
    scheme: str | None = None
    scheme_words: str | None = field(default=None, repr=False)
    live_demand: bool = False
    again: int = 0
    """How often the present question was asked once more."""
    offered: tuple[str, ...] = ()
    begun_at: datetime | None = None
    burst_at: datetime | None = None
    """When the first of `waiting` came."""
    heard_before: datetime | None = None
    """When he wrote before that."""
    record_id: uuid.UUID | None = None
    reference: str | None = None
    registered_at: datetime | None = None
    last_said: str = field(default="", repr=False)
    same: int = 0
    """How often in a row the same was said: two machines talk like that."""


def cleared(state: State) -> State:
    """The same person with nothing begun."""
    return replace(
        state, step=Step.START, back=Step.MENU, filing=False, pieces=(), district=None, place=None,
        scheme=None, scheme_words=None, live_demand=False, again=0, offered=(), begun_at=None,
    )  # fmt: skip


def to_bytes(state: State) -> bytes:
    """The state in one piece."""
    return json.dumps(asdict(state), default=str, ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


def from_bytes(packed: bytes) -> State:
    """The state that `to_bytes` packed."""
    found: dict[str, Any] = json.loads(packed.decode("utf-8", "surrogatepass"))
    sender = found.pop("sender")
    record_id = found.pop("record_id")
    return State(
        step=Step(found.pop("step")),
        back=Step(found.pop("back")),
        sender=Contact(ContactKind(sender["kind"]), sender["address"]) if sender else None,
        pieces=tuple(_heard(each) for each in found.pop("pieces")),
        waiting=tuple(_heard(each) for each in found.pop("waiting")),
        offered=tuple(found.pop("offered")),
        begun_at=_instant(found.pop("begun_at")),
        burst_at=_instant(found.pop("burst_at")),
        heard_before=_instant(found.pop("heard_before")),
        registered_at=_instant(found.pop("registered_at")),
        record_id=uuid.UUID(record_id) if record_id else None,
        **found,
    )


def _heard(packed: dict[str, Any]) -> Heard:
    files = [File(FileKind(f["kind"]), f["name"], f["fetch"]) for f in packed["files"]]
    read = {
        "at": datetime.fromisoformat(packed["at"]),
        "received_at": _instant(packed["received_at"]),
        "files": tuple(files),
        "flags": tuple(packed["flags"]),
    }
    return Heard(**{**packed, **read})


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
