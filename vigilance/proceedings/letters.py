"""The letters as one table: what each is for, who signs it, who reads it, and what is filled in; and their texts.

The texts are data, one file a kind and language under templates/letters. In a text a line beginning with `#` is a
title, with `##` the head of an annexure, with `>` what stands on the right under a letter; every other line is a
paragraph.
"""

from collections.abc import Mapping
from functools import cache
from string import Template

from vigilance.domain.letters import Blank, LetterKind
from vigilance.domain.words import Language
from vigilance.proceedings.letter_forms import LetterForm
from vigilance.proceedings.letters_departmental import DEPARTMENTAL
from vigilance.proceedings.letters_outward import OUTWARD
from vigilance.settings import PROJECT

FOLDER = PROJECT / "templates" / "letters"
UNFILLED = "……………"
"""What stands where the file does not say it yet; a letter with one in it is not put up."""

LETTERS: Mapping[LetterKind, LetterForm] = {
    kind: {**DEPARTMENTAL, **OUTWARD}[kind] for kind in LetterKind
}


def letter_text(kind: LetterKind, language: Language, values: Mapping[Blank, str]) -> str:
    """The letter with its blanks filled. What is filled in is never read as a template."""
    if values.keys() != LETTERS[kind].blanks:
        raise ValueError(f"{kind} needs {', '.join(sorted(LETTERS[kind].blanks))}")
    return _template(kind, language).substitute({blank.value: values[blank] for blank in values})


@cache
def _template(kind: LetterKind, language: Language) -> Template:
    return Template((FOLDER / language / f"{kind}.txt").read_text(encoding="utf-8").strip())
