"""Posts, authorities and agencies in the language of a letter, which need not be that of who drafts it."""

from collections.abc import Mapping
from typing import Protocol

from vigilance.domain.agencies import Agency
from vigilance.domain.words import Language, Words
from vigilance.proceedings.authorities import GOVERNOR, STATE_GOVERNMENT
from vigilance.proceedings.labels_people import LABELS
from vigilance.reference import Reference

ABOVE: Mapping[str, Words] = {
    STATE_GOVERNMENT: Words(hi="उत्तर प्रदेश शासन", en="the Government of Uttar Pradesh"),
    GOVERNOR: Words(hi="महामहिम राज्यपाल", en="the Governor"),
}
"""Authorities that are no post of the department."""


class Spoken(Protocol):
    """What is said in one language with the office's lists at hand."""

    @property
    def reference(self) -> Reference:
        """The office's lists."""
        ...

    @property
    def language(self) -> Language:
        """The language of the letter."""
        ...


def post_words(of: Spoken, code: str) -> str:
    """A post by its name; a code that the list no longer has stands as it is."""
    found = of.reference.designations.get(code)
    return found.name.said_in(of.language) if found else code


def whom_words(of: Spoken, code: str) -> str:
    """A post, an authority above the department, or an agency."""
    if code in ABOVE:
        return ABOVE[code].said_in(of.language)
    if code in set(Agency):
        return LABELS[Agency][Agency(code)].said_in(of.language)
    return post_words(of, code)
