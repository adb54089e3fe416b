"""The questions of the conversation, each with the choices offered beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from vigilance.arrivals.conversation.meaning import MENU
from vigilance.arrivals.conversation.state import Heard, State, Step, cleared
from vigilance.arrivals.conversation.turns import Effect, EffectKind, Line, Scene, Turn, say, still

Said = tuple[Heard, ...]
StepOf = Callable[[State, str | None, Said, Scene], Turn]
CONTINUING = 12
"""An answer of this many words to a short question is more of the story."""
QUESTIONS: Mapping[Step, tuple[str, tuple[str, ...]]] = {
    Step.WHAT: ("what", ()),
    Step.WHERE: ("where", ("skip",)),
    Step.MONEY: ("money", ("yes", "no")),
    Step.PAPERS: ("papers", ("done", "cancel")),
}


def welcome(state: State) -> Turn:
    """The greeting with the menu: in both languages to whom is new."""
    turn = say(replace(state, step=Step.MENU), "welcome", options=MENU)
    new = state.language is None or not state.warned
    return replace(turn, lines=(Line("welcome", both=True),)) if new else turn


def menu(state: State) -> Turn:
    """The menu alone."""
    return say(replace(state, step=Step.MENU), "menu", options=MENU)


def ask(state: State, step: Step, *before: str, again: str | None = None) -> Turn:
    """Go to a step and put its question, after these texts."""
    key, options = QUESTIONS[step]
    state = replace(state, step=step, again=state.again + 1 if again else 0)
    return say(state, *before, again or key, options=options)


def ask_scheme(state: State, step: Step, key: str, scene: Scene) -> Turn:
    """Ask for a scheme, by the list of those people apply for."""
    names = tuple(f"scheme-{scheme.code}" for scheme in scene.known.own_schemes)
    last = "skip" if step is Step.SCHEME else "menu"
    return say(replace(state, step=step, again=0), key, options=(*names, last))


def once_more(state: State, scene: Scene) -> Turn:
    """The question that stands."""
    if state.step in QUESTIONS:
        return ask(state, state.step)
    if state.step is Step.SCHEME:
        return ask_scheme(state, Step.SCHEME, "scheme", scene)
    if state.step is Step.SCHEME_INFO:
        return ask_scheme(state, Step.SCHEME_INFO, "which-scheme", scene)
    if state.step is Step.CONFIRM:
        return say(state, "cancel-ask", options=("yes", "no"))
    if state.step in (Step.GATHERING, Step.CLOSING):
        return still(state)
    return menu(state)


def withdraw(state: State) -> Turn:
    """Nothing is thrown away by one word alone; where nothing was said there is nothing to ask."""
    if state.step is Step.CLOSING:
        return still(state)
    if state.step is Step.CONFIRM or not state.pieces:
        return dropped(state)
    asked = replace(state, step=Step.CONFIRM, back=state.step)
    return say(asked, "cancel-ask", options=("yes", "no"))


def dropped(state: State) -> Turn:
    """Nothing is registered; what was said stays among the arrivals."""
    effects = (Effect(EffectKind.DROP, state.pieces),) if state.pieces else ()
    return say(replace(cleared(state), step=Step.MENU), "cancelled", options=MENU, effects=effects)


def with_said(state: State, said: Said) -> State:
    """The draft with these messages."""
    kept = tuple(each for each in said if each.says_something)
    return replace(state, pieces=(*state.pieces, *kept))


def typed_in(said: Said) -> str:
    """The words of these messages in one line."""
    return " ".join(each.text.strip() for each in said if each.text.strip())


def beside_words(said: Said) -> Said:
    """The messages that bring more than the short answer."""
    return tuple(each for each in said if each.files or each.place)
