"""The menu: beginning a complaint, asking after one, scheme information, a person."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from vigilance.arrivals.conversation.asking import (
    CONTINUING,
    Said,
    ask,
    ask_scheme,
    menu,
    typed_in,
    welcome,
    with_said,
)
from vigilance.arrivals.conversation.meaning import MENU
from vigilance.arrivals.conversation.state import State, Step
from vigilance.arrivals.conversation.substance import substantial
from vigilance.arrivals.conversation.turns import (
    STATUS,
    Effect,
    EffectKind,
    Line,
    Scene,
    Turn,
    say,
)
from vigilance.domain.message import Contact, ContactKind
from vigilance.identities.contacts import normal_number

SHORTEST_NUMBER = 10
INTERNAL = "internal"
"""Matters of the office itself, which people complain of and nobody applies for."""


def at_the_menu(state: State, key: str | None, said: Said, scene: Scene) -> Turn:
    """The first message, and every one that begins something new."""
    if key in MENU:
        return CHOICES[key](state, scene)
    if key is not None:
        return welcome(state) if state.step is Step.START else menu(state)
    return _something_said(state, said, scene)


def _something_said(state: State, said: Said, scene: Scene) -> Turn:
    """Plain speech at the beginning: more of a complaint that stands, a new one, or not enough to tell."""
    if not any(each.says_something for each in said):
        return say(replace(state, step=Step.MENU), "unreadable", options=MENU)
    if state.record_id is not None and not state.filing:
        more = Effect(EffectKind.ATTACH, said)
        return say(replace(state, step=Step.START), "added", effects=(more,))
    first, drafted = state.step is Step.START, with_said(state, said)
    if substantial(said, asked=state.filing):
        begun = replace(drafted, filing=True)
        if not first:
            return ask(begun, Step.WHERE, "heard")
        begun = replace(begun, step=Step.GATHERING, begun_at=scene.now, offered=())
        return Turn(begun, (Line("gathering"),))
    if any(each.files for each in said):
        return say(replace(drafted, step=Step.MENU), "kept-file", options=MENU)
    return welcome(drafted) if first else menu(drafted)


def begin_complaint(state: State, scene: Scene) -> Turn:
    """A complaint is to be made: by what is there already, or from the beginning."""
    begun = replace(state, filing=True, begun_at=scene.now)
    if substantial(begun.pieces, asked=True):
        return ask(begun, Step.WHERE, "go-on")
    return ask(begun, Step.WHAT)


def tell_status(state: State, scene: Scene) -> Turn:  # noqa: ARG001 -- every choice has this form
    """The sender's own complaints."""
    return replace(menu(state), lines=(Line(STATUS),))


def ask_which_scheme(state: State, scene: Scene) -> Turn:
    """Which scheme is to be told about."""
    return ask_scheme(state, Step.SCHEME_INFO, "which-scheme", scene)


def offer_a_person(state: State, scene: Scene) -> Turn:  # noqa: ARG001 -- every choice has this form
    """Somebody wants to talk to a person."""
    return say(replace(state, step=Step.PERSON), "person", options=("yes", "no"))


CHOICES: Mapping[str, Callable[[State, Scene], Turn]] = {
    "menu-1": begin_complaint,
    "menu-2": tell_status,
    "menu-3": ask_which_scheme,
    "menu-4": offer_a_person,
}


def hear_scheme_wish(state: State, key: str | None, said: Said, scene: Scene) -> Turn:
    """Which scheme is to be told about; a story told here is a story all the same."""
    code = key.removeprefix("scheme-") if key and key.startswith("scheme-") else None
    scheme = scene.known.reference.find_scheme(code or "") if code else None
    if key is None:
        if len(typed_in(said).split()) >= CONTINUING or any(each.files for each in said):
            return _something_said(replace(state, step=Step.MENU), said, scene)
        scheme = scene.known.scheme_in(typed_in(said))
    if scheme is not None and scheme.kind != INTERNAL:
        told = say(replace(state, step=Step.MENU), "scheme-information", options=MENU)
        return replace(told, lines=(Line("scheme-information", {"code": scheme.code}),))
    if key is not None:
        return menu(state)
    return ask_scheme(state, Step.SCHEME_INFO, "scheme-unknown", scene)


def hear_person(state: State, key: str | None, said: Said, scene: Scene) -> Turn:
    """Whether he wants to be called; on WhatsApp his number is known."""
    number = None if key else _number_in(said)
    if key == "yes" and number is None and state.sender is not None:
        number = _own_number(state.sender)
    if number is not None:
        return _call_back(state, number)
    if key == "yes":
        asked = replace(state, step=Step.PERSON_NUMBER, again=0)
        return say(asked, "person-number", options=("cancel",))
    if key is None:
        return _something_said(replace(state, step=Step.MENU), said, scene)
    return say(replace(state, step=Step.MENU), "person-no", options=MENU)


def hear_number(state: State, key: str | None, said: Said, scene: Scene) -> Turn:
    """The number to be called."""
    number = None if key else _number_in(said)
    if number is not None:
        return _call_back(state, number)
    if key is None and not state.again and len(typed_in(said).split()) < CONTINUING:
        return say(replace(state, again=1), "person-number-again", options=("cancel",))
    if key is None:
        return _something_said(replace(state, step=Step.MENU), said, scene)
    return menu(state)


def _call_back(state: State, number: str) -> Turn:
    effect = Effect(EffectKind.CALL_BACK, number=number)
    return say(replace(state, step=Step.MENU), "person-noted", options=MENU, effects=(effect,))


def _own_number(sender: Contact) -> str | None:
    return normal_number(sender.address) if sender.kind is ContactKind.WHATSAPP else None


def _number_in(said: Said) -> str | None:
    typed = typed_in(said).replace(" ", "").replace("-", "")
    digits = sum(sign.isdigit() for sign in typed)
    return normal_number(typed) if SHORTEST_NUMBER <= digits == len(typed.lstrip("+")) else None
