"""The table of the conversation: what each step understands, and what means the same at every step."""

from collections.abc import Mapping
from dataclasses import replace

from vigilance.arrivals.conversation import filing_steps as filing
from vigilance.arrivals.conversation import menu_steps as menu
from vigilance.arrivals.conversation.asking import (
    StepOf,
    once_more,
    welcome,
    withdraw,
)
from vigilance.arrivals.conversation.asking import menu as show_menu
from vigilance.arrivals.conversation.meaning import AT_THE_MENU
from vigilance.arrivals.conversation.state import State, Step
from vigilance.arrivals.conversation.turns import STATUS, Line, Scene, Turn, still

STEPS: Mapping[Step, StepOf] = {
    Step.START: menu.at_the_menu,
    Step.MENU: menu.at_the_menu,
    Step.GATHERING: filing.gather,
    Step.WHAT: filing.hear_what,
    Step.WHERE: filing.hear_where,
    Step.SCHEME: filing.hear_scheme,
    Step.MONEY: filing.hear_money,
    Step.PAPERS: filing.hear_papers,
    Step.CLOSING: filing.close,
    Step.CONFIRM: filing.confirm,
    Step.SCHEME_INFO: menu.hear_scheme_wish,
    Step.PERSON: menu.hear_person,
    Step.PERSON_NUMBER: menu.hear_number,
}
NOT_TO_BE_LEFT = frozenset({Step.CLOSING, Step.GATHERING, Step.CONFIRM})
"""Steps at which a word of the menu means nothing."""


def anywhere(state: State, key: str | None, scene: Scene) -> Turn | None:
    """What means the same at every step: another language, the menu, a withdrawal, thanks. None for all else."""
    if key in ("hindi", "english"):
        chosen = replace(state, language="hi" if key == "hindi" else "en")
        return Turn(chosen, (Line("language"),)).then(once_more(chosen, scene))
    if key == "cancel":
        return withdraw(state)
    if key == "thanks":
        return still(state)
    if state.step in NOT_TO_BE_LEFT:
        return None
    if key == "menu":
        return show_menu(state)
    return welcome(state) if key == "start" else _chosen_elsewhere(state, key, scene)


def _chosen_elsewhere(state: State, key: str | None, scene: Scene) -> Turn | None:
    """A choice of the menu by its word or an old button, while something else is asked; the draft stays."""
    if key is None or state.step in AT_THE_MENU or key not in menu.CHOICES:
        return None
    if key == "menu-2":
        return replace(once_more(state, scene), lines=(Line(STATUS),))
    if key == "menu-1" and state.filing:
        return once_more(state, scene)
    return None if (key, state.step) == ("menu-3", Step.SCHEME) else menu.CHOICES[key](state, scene)
