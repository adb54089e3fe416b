"""The office's standing texts to complainants, one file a notice and language under templates/notices."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from string import Template

from vigilance.domain.words import Language
from vigilance.settings import PROJECT

FOLDER = PROJECT / "templates" / "notices"


class Notice(StrEnum):
    """A standing text; what it needs filled in stands beside it in `NEEDS`."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CONFIRMATION_REQUEST = "confirmation-request"
    REMINDER = "reminder"
    AFFIDAVIT_REQUEST = "affidavit-request"
    STATUS_CHANGE = "status-change"
    CLOSURE = "closure"
    IDENTITY_OPENED = "identity-opened"
    MESSAGE_WAITING = "message-waiting"


NEEDS: dict[Notice, frozenset[str]] = {
    Notice.ACKNOWLEDGEMENT: frozenset({"reference", "day"}),
    Notice.CONFIRMATION_REQUEST: frozenset({"due"}),
    Notice.REMINDER: frozenset({"due"}),
    Notice.AFFIDAVIT_REQUEST: frozenset({"due"}),
    Notice.STATUS_CHANGE: frozenset({"status"}),
    Notice.CLOSURE: frozenset({"outcome"}),
    Notice.IDENTITY_OPENED: frozenset({"day", "purpose"}),
    # The relay's own text says nothing but that there is news: mail and SMS are read by others.
    Notice.MESSAGE_WAITING: frozenset({"address"}),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice ready to be kept or sent: its first line is the subject."""

    subject: str
    text: str


def notice_text(notice: Notice, language: str, values: Mapping[str, str]) -> Letter:
    """The notice in this language. Values are the office's own words, never what somebody typed."""
    if values.keys() != NEEDS[notice]:
        raise ValueError(f"{notice} needs {', '.join(sorted(NEEDS[notice]))}")
    subject, _, text = _template(notice, Language(language)).partition("\n")
    filled = Template(text.strip()).substitute(values)
    return Letter(subject.strip(), filled)


@cache
def _template(notice: Notice, language: Language) -> str:
    return (FOLDER / language / f"{notice}.txt").read_text(encoding="utf-8")
