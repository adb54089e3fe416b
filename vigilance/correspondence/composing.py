"""What a due message says, and to whom: opened by the relay's key at the moment it goes out, and kept nowhere."""

from dataclasses import dataclass, field

from vigilance.correspondence.notices import NEEDS, Letter, Notice, notice_text
from vigilance.correspondence.outbox import opened_values
from vigilance.correspondence.replies import Content
from vigilance.correspondence.sending import Due
from vigilance.correspondence.threads import opened_name
from vigilance.domain.errors import NotDelivered
from vigilance.domain.message import Contact, ContactKind, Option
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.relay import open_address
from vigilance.settings import Settings


@dataclass(frozen=True, slots=True)
class Composed:
    """A message in clear."""

    to: Contact = field(repr=False)
    letter: Letter = field(repr=False)
    options: tuple[Option, ...] = ()
    answers: str | None = field(default=None, repr=False)
    """The Message-ID of the mail it answers."""


def composed(due: Due, private: bytes, settings: Settings) -> Composed:
    """The message in clear; NotDelivered for good where its address or its words do not open."""
    if due.address is None:
        raise NotDelivered("no-address", retry=False)
    try:
        address = open_address(private, due.address)
        to = Contact(ContactKind(address.kind), address.address)
        if due.content is not None:
            content = Content.opened(private, due.content)
            return Composed(to, Letter(subject_of(due.language), content.text), content.options)
        answers = opened_name(private, due.answers) if due.answers else None
        return Composed(to, _letter(due, private, settings), answers=answers)
    except SealBroken:
        raise NotDelivered("does-not-open", retry=False) from None


def _letter(due: Due, private: bytes, settings: Settings) -> Letter:
    notice = Notice(due.notice or Notice.MESSAGE_WAITING)
    known = {"address": f"{settings.base_url}/complaints/track"}
    if due.text is not None:
        known["text"] = due.text
    known |= opened_values(private, due.values)
    missing = NEEDS[notice] - known.keys()
    if missing:
        raise NotDelivered("nothing-to-say", retry=False)
    return notice_text(notice, due.language, {name: known[name] for name in NEEDS[notice]})


def waiting_letter(language: str, settings: Settings) -> Letter:
    """That there is news, and nothing else."""
    values = {"address": f"{settings.base_url}/complaints/track"}
    return notice_text(Notice.MESSAGE_WAITING, language, values)


def subject_of(language: str) -> str:
    """The subject of a mail that answers a conversation."""
    return notice_text(Notice.MESSAGE_TEXT, language, {"text": ""}).subject
