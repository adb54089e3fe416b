"""What a letter that went out says for the track it belongs to: the act it is the paper of, with its facts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from vigilance.domain.tracks import Track
from vigilance.domain.workflows.letter import LetterState
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letters import LETTERS


@dataclass(frozen=True, slots=True)
class ActOfLetter:
    """An act of a track as a letter shows it, for the form in which it is recorded."""

    track: Track
    action: str
    on: date
    facts: dict[str, Any]


def facts_from_letter(letter: Letter) -> dict[str, Any]:
    """The facts that an issued letter proves: its number, and how it was served."""
    form = LETTERS[letter.kind]
    facts: dict[str, Any] = {}
    if letter.number is not None and form.number_as is not None:
        facts[form.number_as] = letter.number
    if letter.served_how is not None:
        facts["served"] = letter.served_how.value
    return facts


def acts_of_letter(letter: Letter) -> list[ActOfLetter]:
    """The acts that a letter shows: that it was issued, then that it was served; none of one that did not go out."""
    form = LETTERS[letter.kind]
    acts: list[ActOfLetter] = []
    facts = facts_from_letter(letter)
    out = letter.state in (LetterState.ISSUED, LetterState.SERVED)
    if out and form.step and letter.issued_on:
        acts.append(ActOfLetter(form.track, form.step, letter.issued_on, facts))
    if letter.state is LetterState.SERVED and form.serving and letter.served_on:
        acts.append(ActOfLetter(form.track, form.serving, letter.served_on, facts))
    return acts


def act_from_letter(letter: Letter) -> ActOfLetter | None:
    """The latest of them, which is the one to be recorded; None where it is the paper of none."""
    return next(reversed(acts_of_letter(letter)), None)
