"""The same words in both languages of the office."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language of the office: the two are equals."""

    HINDI = "hi"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Hindi and in English."""

    hi: str
    en: str

    def said_in(self, language: str) -> str:
        """The text in this language."""
        return self.hi if language == Language.HINDI else self.en
