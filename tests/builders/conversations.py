"""Somebody who writes by chat: bursts of messages, and the scene the engine needs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vigilance.arrivals.conversation.engine import respond, silent
from vigilance.arrivals.conversation.places import Known
from vigilance.arrivals.conversation.state import File, FileKind, Heard, State
from vigilance.arrivals.conversation.texts import load_talk
from vigilance.arrivals.conversation.turns import EffectKind, Scene, Turn
from vigilance.domain.message import Contact, ContactKind
from vigilance.reference import load_reference

CONFIG = Path(__file__).resolve().parents[2] / "config"
BEGUN = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
GATHER = timedelta(seconds=30)
SENDER = Contact(ContactKind.WHATSAPP, "+919000000561")
STORY = "block office ke babu ne pension ke liye do hazar rupaye maange aur form rok diya"
PHOTO = File(FileKind.PHOTO, "image.jpg", "0" * 32)
VOICE = File(FileKind.VOICE, "voice.ogg", "1" * 32)


def scene(now: datetime = BEGUN, channel: str = "whatsapp") -> Scene:
    return Scene(
        talk=load_talk(CONFIG),
        known=Known(load_reference(CONFIG)),
        now=now,
        helpline="14568",
        channel=channel,
        page="https://example.com/complaints/new",
        track="https://example.com/complaints/track",
    )


def heard(text: str = "", at: datetime = BEGUN, **more: object) -> Heard:
    return Heard(
        external_id=f"{at.isoformat()}-{text[:8]}", at=at, text=text, received_at=at, **more
    )


@dataclass
class Talker:
    """One person's side of a conversation, minute by minute; `last` is the turn that followed."""

    state: State
    now: datetime = BEGUN
    last: Turn | None = None
    before: datetime | None = None

    def says(self, *texts: str | Heard) -> list[str]:
        """Say a burst, and hear the keys of what is answered."""
        burst = [each if isinstance(each, Heard) else heard(each, self.now) for each in texts]
        state = replace(self.state, heard_before=self.before)
        self.last = respond(state, burst, scene(self.now))
        self.state, self.before = self.last.state, self.now
        self.now += timedelta(minutes=1)
        return [line.key for line in self.last.lines]

    def is_silent(self, how_long: timedelta) -> list[EffectKind]:
        """Say nothing, and see what follows."""
        self.now = (self.before or self.now) + how_long
        self.last = silent(self.state, self.before or self.now, self.now, GATHER)
        self.state = self.last.state
        return self.effects

    @property
    def effects(self) -> list[EffectKind]:
        return [effect.kind for effect in self.last.effects]


def talker(**state: object) -> Talker:
    return Talker(State(sender=SENDER, **state))


Say = Callable[..., list[str]]
