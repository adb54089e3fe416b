"""The steps by which a complaint is told: what, where, which scheme, whether money is asked now, papers."""

from dataclasses import replace

from vigilance.arrivals.conversation.asking import (
    CONTINUING,
    Said,
    ask,
    ask_scheme,
    beside_words,
    dropped,
    once_more,
    typed_in,
    with_said,
)
from vigilance.arrivals.conversation.state import State, Step
from vigilance.arrivals.conversation.substance import substantial
from vigilance.arrivals.conversation.turns import Effect, EffectKind, Scene, Turn, say, still

LONGEST_ANSWER = 200
"""Signs of a place or an office kept beside the text."""


def gather(state: State, key: str | None, said: Said, scene: Scene) -> Turn:  # noqa: ARG001 -- as every step
    """More of the same story; who says that he has finished need not wait."""
    if key == "done":
        return still(replace(state, step=Step.CLOSING), Effect(EffectKind.REGISTER))
    return still(with_said(state, said) if key is None else state)


def close(state: State, key: str | None, said: Said, scene: Scene) -> Turn:  # noqa: ARG001 -- as every step
    """What still comes while the complaint is being registered belongs to it."""
    return still(with_said(state, said) if key is None else state)


def hear_what(state: State, key: str | None, said: Said, scene: Scene) -> Turn:  # noqa: ARG001 -- as every step
    """What happened; asked once more where it is very short."""
    state = with_said(state, said) if key is None else state
    if substantial(state.pieces, asked=True) or (state.again and state.pieces and key is None):
        return ask(state, Step.WHERE, "heard")
    if key == "done" and state.pieces:
        return still(replace(state, step=Step.CLOSING), Effect(EffectKind.REGISTER))
    return ask(state, Step.WHAT, again="say-more")


def hear_where(state: State, key: str | None, said: Said, scene: Scene) -> Turn:
    """The district: by name, or a place that was sent; twice not known is left to the officer."""
    if key == "done":
        return finish(state)
    if key is not None:
        return ask_scheme(state, Step.SCHEME, "scheme", scene)
    typed = typed_in(said)
    district = scene.known.district_in(typed) if len(typed.split()) < CONTINUING else None
    if district is not None:
        found = with_said(replace(state, district=district.code), beside_words(said))
        return ask_scheme(found, Step.SCHEME, "scheme", scene)
    if state.again or any(each.place for each in said):
        place = typed[:LONGEST_ANSWER] or state.place
        return ask_scheme(
            with_said(replace(state, place=place), said), Step.SCHEME, "scheme", scene
        )
    return ask(with_said(state, said), Step.WHERE, again="where-again")


def hear_scheme(state: State, key: str | None, said: Said, scene: Scene) -> Turn:
    """The scheme or office: by number or name; what is no scheme we know is kept in his words."""
    if key == "done":
        return finish(state)
    if key is not None:
        code = key.removeprefix("scheme-")
        chosen = key.startswith("scheme-") and scene.known.reference.find_scheme(code) is not None
        return ask(replace(state, scheme=code if chosen else None), Step.MONEY)
    scheme = scene.known.scheme_in(typed_in(said))
    if scheme is not None:
        return ask(with_said(replace(state, scheme=scheme.code), beside_words(said)), Step.MONEY)
    words = typed_in(said)
    if len(words.split()) >= CONTINUING:
        return ask(with_said(state, said), Step.MONEY)
    told = replace(state, scheme_words=words[:LONGEST_ANSWER] or None)
    return ask(with_said(told, beside_words(said)), Step.MONEY)


def hear_money(state: State, key: str | None, said: Said, scene: Scene) -> Turn:  # noqa: ARG001 -- as every step
    """Whether the demand is alive: then it is urgent, and he is told whom to call."""
    if key == "yes":
        return ask(replace(state, live_demand=True), Step.PAPERS, "urgent")
    if key == "done":
        return finish(state)
    if key is not None or state.again:
        return ask(with_said(state, said) if key is None else state, Step.PAPERS)
    return ask(with_said(state, said), Step.MONEY, again="money-again")


def hear_papers(state: State, key: str | None, said: Said, scene: Scene) -> Turn:  # noqa: ARG001 -- as every step
    """Photos, papers, recordings, and words, until he says that it is all."""
    if key in ("done", "no", "skip"):
        return finish(state)
    kept = with_said(state, said) if key is None else state
    return say(kept, "kept", options=("done", "cancel"))


def finish(state: State) -> Turn:
    """Register what was told; where nothing was, ask for it."""
    if not state.pieces:
        return ask(state, Step.WHAT)
    return still(replace(state, step=Step.CLOSING), Effect(EffectKind.REGISTER))


def confirm(state: State, key: str | None, said: Said, scene: Scene) -> Turn:
    """Whether the draft is to be thrown away; who goes on telling does not want that."""
    if key == "yes":
        return dropped(state)
    kept = replace(with_said(state, said) if key is None else state, filing=True)
    if state.back in (Step.GATHERING, Step.WHAT):
        return ask(kept, Step.PAPERS)
    return once_more(replace(kept, step=state.back), scene)
