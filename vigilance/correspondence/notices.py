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
    ACKNOWLEDGEMENT_SEVERAL = "acknowledgement-several"
    CONFIRMATION_REQUEST = "confirmation-request"
    REMINDER = "reminder"
    AFFIDAVIT_REQUEST = "affidavit-request"
    STATUS_CHANGE = "status-change"
    CLOSURE = "closure"
    REVIEW_UPHELD = "review-upheld"
    REVIEW_ALLOWED = "review-allowed"
    IDENTITY_OPENED = "identity-opened"
    MESSAGE_WAITING = "message-waiting"
    MESSAGE_TEXT = "message-text"
    ACKNOWLEDGEMENT_REPLY = "acknowledgement-reply"
    ACKNOWLEDGEMENT_CODE = "acknowledgement-code"
    CONFIRMATION_REPLY = "confirmation-reply"
    CONFIRMATION_LINK = "confirmation-link"
    REMINDER_REPLY = "reminder-reply"
    REMINDER_LINK = "reminder-link"
    CONFIRMATION_CODE = "confirmation-code"
    CONFIRMATION_LETTER = "confirmation-letter"


NEEDS: dict[Notice, frozenset[str]] = {
    Notice.ACKNOWLEDGEMENT: frozenset({"reference", "day"}),
    Notice.ACKNOWLEDGEMENT_SEVERAL: frozenset({"references"}),
    Notice.CONFIRMATION_REQUEST: frozenset({"due"}),
    Notice.REMINDER: frozenset({"due"}),
    Notice.AFFIDAVIT_REQUEST: frozenset({"due"}),
    Notice.STATUS_CHANGE: frozenset({"status"}),
    Notice.CLOSURE: frozenset({"outcome"}),
    Notice.REVIEW_UPHELD: frozenset(),
    Notice.REVIEW_ALLOWED: frozenset(),
    Notice.IDENTITY_OPENED: frozenset({"day", "purpose"}),
    # The relay's own text says nothing but that there is news: mail and SMS are read by others.
    Notice.MESSAGE_WAITING: frozenset({"address"}),
    # The rest is never kept as a message: it is how one is said by mail or by a chat, to somebody who wrote there.
    Notice.MESSAGE_TEXT: frozenset({"text"}),
    Notice.ACKNOWLEDGEMENT_REPLY: frozenset({"reference", "day"}),
    Notice.ACKNOWLEDGEMENT_CODE: frozenset({"reference", "day", "secret", "address"}),
    Notice.CONFIRMATION_REPLY: frozenset({"due", "link"}),
    Notice.CONFIRMATION_LINK: frozenset({"due", "link"}),
    Notice.REMINDER_REPLY: frozenset({"due", "link"}),
    Notice.REMINDER_LINK: frozenset({"due", "link"}),
    Notice.CONFIRMATION_CODE: frozenset({"code"}),
    Notice.CONFIRMATION_LETTER: frozenset({"day", "due"}),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice ready to be kept or sent: its first line is the subject."""

    subject: str
    text: str


def notice_text(notice: Notice, language: str, values: Mapping[str, str]) -> Letter:
    """The notice in this language. What is filled in is never read as a template."""
    if values.keys() != NEEDS[notice]:
        raise ValueError(f"{notice} needs {', '.join(sorted(NEEDS[notice]))}")
    subject, _, text = _template(notice, Language(language)).partition("\n")
    filled = Template(text.strip()).substitute(values)
    return Letter(subject.strip(), filled)


@cache
def _template(notice: Notice, language: Language) -> str:
    return (FOLDER / language / f"{notice}.txt").read_text(encoding="utf-8")
