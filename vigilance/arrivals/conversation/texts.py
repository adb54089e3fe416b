"""What the office says in a chat and the words it understands: read once from config/conversation.toml."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from types import MappingProxyType

from vigilance.domain.digits import ascii_digits
from vigilance.domain.words import Words
from vigilance.reference import folded

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Talk:
    """Texts, button labels, names of providers, and the words people type, by their keys."""

    texts: Mapping[str, Words]
    options: Mapping[str, Words]
    providers: Mapping[str, Words]
    typed: Mapping[str, str]
    """What a typed word means, by its folded spelling."""

    def say(self, key: str, language: str, values: Mapping[str, str] = NOTHING) -> str:
        """A text with its values; KeyError where one is missing."""
        return Template(self.texts[key].said_in(language).strip()).substitute(values)

    def meant_by(self, text: str) -> str | None:
        """What a message means that is one known word or phrase and nothing else."""
        return self.typed.get(plain(text))


def plain(text: str) -> str:
    """A typed word without what writers differ in: case, signs, nukta, digits of another script, a leading slash."""
    text = ascii_digits(unicodedata.normalize("NFKC", text))
    return folded(re.sub(r"[^\w\s\u0900-\u097f\U0001f300-\U0001faff]", " ", text))


@lru_cache(maxsize=4)
def load_talk(config_dir: Path) -> Talk:
    """The texts of this installation."""
    with (config_dir / "conversation.toml").open("rb") as file:
        written = tomllib.load(file)
    return Talk(
        texts=_words(written["texts"]),
        options=_words(written["options"]),
        providers=_words(written["providers"]),
        typed={plain(each): key for key, spelt in written["words"].items() for each in spelt},
    )


def _words(table: Mapping[str, Mapping[str, str]]) -> dict[str, Words]:
    return {key: Words(hi=each["hi"], en=each["en"]) for key, each in table.items()}
