"""One turn of a conversation: what is known afterwards, what is said, and what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from vigilance.arrivals.conversation.places import Known
from vigilance.arrivals.conversation.state import Heard, State
from vigilance.arrivals.conversation.texts import NOTHING, Talk
from vigilance.domain.words import Words


class EffectKind(StrEnum):
    """What a turn asks of the office."""

    REGISTER = "register"
    ATTACH = "attach"
    CALL_BACK = "call-back"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing to be done: the messages it is about, or the number to be called."""

    kind: EffectKind
    heard: tuple[Heard, ...] = field(default=(), repr=False)
    number: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to be said; `both` in both languages, to whom has not chosen yet."""

    key: str
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    both: bool = False


STATUS = "status"
"""The one line the register must answer: the sender's own complaints."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows from what was heard."""

    state: State
    lines: tuple[Line, ...] = ()
    options: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()

    def then(self, later: "Turn") -> "Turn":
        """This turn and a later one of the same burst: the last who speaks is heard, everything is done."""
        speaks = later if later.lines else self
        return Turn(later.state, speaks.lines, speaks.options, (*self.effects, *later.effects))


@dataclass(frozen=True, slots=True)
class Scene:
    """What does not change in a conversation: the words, the lists, the time, and how the office is reached."""

    talk: Talk
    known: Known
    now: datetime
    helpline: str
    channel: str = ""
    page: str = ""
    """Our own page, on which nobody else knows who is writing."""
    track: str = ""

    @property
    def provider(self) -> Words | None:
        """Who carries this channel, by the name people know."""
        return self.talk.providers.get(self.channel)


def say(
    state: State, *keys: str, options: tuple[str, ...] = (), effects: tuple[Effect, ...] = ()
) -> Turn:
    """A turn that says these texts and offers these choices; what is offered is remembered, for a bare number."""
    offered = replace(state, offered=options)
    return Turn(offered, tuple(Line(key) for key in keys), options, effects)


def still(state: State, *effects: Effect) -> Turn:
    """A turn that says nothing."""
    return Turn(state, effects=effects)
