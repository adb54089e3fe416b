"""The conversation as a pure function: a burst of messages in, a turn out. No database, no clock of its own.

`respond` answers a burst once, whatever its length; `silent` says what follows where nothing more comes. The steps
and what each understands stand in `steps.STEPS`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from vigilance.arrivals.conversation.meaning import meaning_of
from vigilance.arrivals.conversation.state import Heard, State, Step, cleared
from vigilance.arrivals.conversation.steps import STEPS, anywhere
from vigilance.arrivals.conversation.substance import worth_registering
from vigilance.arrivals.conversation.turns import Effect, EffectKind, Line, Scene, Turn, still
from vigilance.channels.language import language_of

FLOW_SILENCE = timedelta(minutes=30)
"""A complaint that was begun is registered with what it has after this."""
LONGEST_GATHERING = timedelta(minutes=30)
FORGOTTEN_AFTER = timedelta(days=3)
"""After this the person is greeted anew; what he had begun is kept."""
SAME_OFTEN = 3
"""Who says the same this often in a row is a machine, or does not read us."""
IN_FORCE = timedelta(hours=48)
"""What the sender of a complaint writes within this is added to it."""


def respond(state: State, burst: Sequence[Heard], scene: Scene) -> Turn:
    """What follows from this burst; messages are read in the order of the provider's time."""
    turn = still(_returned(state, scene.now))
    rest = sorted(burst, key=lambda each: (each.at, each.order))
    while rest:
        key = meaning_of(rest[0], turn.state, scene.talk)
        said = (rest[0],) if key is not None else _plain_run(rest, turn.state, scene)
        rest = rest[len(said) :]
        turn = turn.then(_taken(turn.state, key, said, scene))
    return _once_warned(_unless_a_machine(turn, burst), scene)


def _plain_run(rest: Sequence[Heard], state: State, scene: Scene) -> tuple[Heard, ...]:
    """The messages up to the next that means something by itself: one story, however it was split."""
    end = 1
    while end < len(rest) and meaning_of(rest[end], state, scene.talk) is None:
        end += 1
    return tuple(rest[:end])


def _taken(state: State, key: str | None, said: tuple[Heard, ...], scene: Scene) -> Turn:
    if state.language is None and key is None:
        state = replace(state, language=_language_of(said))
    general = anywhere(state, key, scene)
    return general if general is not None else STEPS[state.step](state, key, said, scene)


def _language_of(said: tuple[Heard, ...]) -> str | None:
    """The language of what was freely said; a pressed button or a number tells nothing."""
    found = language_of(" ".join(each.text for each in said))
    return found or next((each.language for each in said if each.language in ("hi", "en")), None)


def _returned(state: State, now: datetime) -> State:
    """Who comes back after days begins at the menu, with his draft; a complaint is added to for two days."""
    if state.registered_at is not None and now - state.registered_at >= IN_FORCE:
        state = replace(state, record_id=None, reference=None, registered_at=None)
    if state.heard_before is None or now - state.heard_before < FORGOTTEN_AFTER:
        return state
    return replace(state, step=Step.START, offered=(), again=0, same=0)


def _unless_a_machine(turn: Turn, burst: Sequence[Heard]) -> Turn:
    """Nothing is answered to who repeats himself: two machines that talk to each other stop here."""
    files = [file.fetch for each in burst for file in each.files]
    said = "\x00".join([*(f"{each.command}\x01{each.text}" for each in burst), *files])
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    same = turn.state.same + 1 if digest == turn.state.last_said else 1
    state = replace(turn.state, last_said=digest, same=same)
    if same < SAME_OFTEN:
        return replace(turn, state=state)
    return replace(turn, state=state, lines=(), options=())


def _once_warned(turn: Turn, scene: Scene) -> Turn:
    """The first answer of all says who else knows of this conversation."""
    if not turn.lines or turn.state.warned or scene.provider is None:
        return turn
    return replace(
        turn,
        state=replace(turn.state, warned=True),
        lines=(*turn.lines, Line("warning", both=any(line.both for line in turn.lines))),
    )


def due_at(state: State, heard_at: datetime, gather: timedelta) -> datetime | None:
    """When silence will have gone on long enough for something to follow from it."""
    if state.step is Step.GATHERING:
        return min(heard_at + gather, (state.begun_at or heard_at) + LONGEST_GATHERING)
    if state.step is Step.CLOSING:
        return heard_at
    if worth_registering(state) or state.step is Step.CONFIRM:
        return heard_at + FLOW_SILENCE
    return None


def silent(state: State, heard_at: datetime, now: datetime, gather: timedelta) -> Turn:
    """What follows where nothing more was said: a draft with substance is registered, a withdrawn one is dropped."""
    due = due_at(state, heard_at, gather)
    if due is None or now < due:
        return still(state)
    if state.step is Step.CONFIRM:
        return still(cleared(state), Effect(EffectKind.DROP, state.pieces))
    return still(replace(state, step=Step.CLOSING), Effect(EffectKind.REGISTER))
