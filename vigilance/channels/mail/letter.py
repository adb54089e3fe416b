"""One letter in a mail: who wrote it, when, about what, in which words. A mail may enclose another person's letter."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from vigilance.channels.language import language_of
from vigilance.channels.mail.addresses import LONGEST_NAME, Mailbox, mailboxes
from vigilance.channels.mail.charsets import DOUBTFUL as ENCODING_DOUBTFUL
from vigilance.channels.mail.dates import DOUBTFUL as DATE_DOUBTFUL
from vigilance.channels.mail.dates import sent_at
from vigilance.channels.mail.fields import Fields
from vigilance.channels.mail.headers import words, words_and_doubt
from vigilance.channels.mail.part import ENCLOSED, Part
from vigilance.channels.mail.quotes import Folded, folded
from vigilance.channels.mail.texts import Words, words_of
from vigilance.channels.mail.thread import answered_ids

SENDER_UNREADABLE = "sender-unreadable"
SEVERAL_SENDERS = "several-senders"
_LABELS = {"hi": ("प्रेषक", "दिनांक", "विषय"), "en": ("From", "Date", "Subject")}
LONGEST_SUBJECT = 500
SHORT_NOTE = 60
"""Words up to which what stands above an enclosed mail is a covering note and no complaint of its own."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person wrote, and what is odd about it."""

    part: Part = field(repr=False)
    sender: Mailbox | None = field(repr=False)
    sender_as_written: str = field(repr=False)
    subject: str = field(repr=False)
    sent_at: datetime | None
    words: Words = field(repr=False)
    folded: Folded = field(repr=False)
    flags: frozenset[str] = frozenset()


def letter_of(part: Part) -> Letter:
    """The letter whose header and body this part is."""
    fields = part.fields
    subject, doubtful = words_and_doubt(fields.first("subject"))
    read = words_of(part)
    when, odd_date = sent_at(fields)
    sender, flags = _sender(fields)
    flags |= read.flags
    flags |= {ENCODING_DOUBTFUL} if doubtful else set()
    flags |= {DATE_DOUBTFUL} if odd_date else set()
    return Letter(
        part=part,
        sender=sender,
        sender_as_written=words(fields.first("from"))[:LONGEST_NAME],
        subject=subject[:LONGEST_SUBJECT],
        sent_at=when,
        words=read,
        folded=folded(read.text, subject=subject, answers=bool(answered_ids(fields))),
        flags=frozenset(flags),
    )


def enclosed(part: Part) -> Iterator[Part]:
    """The mails that a mail encloses, not those which these enclose."""
    for each in part.walk():
        if each.media_type in ENCLOSED and each.parts:
            yield each.parts[0]


def letters_within(letter: Letter) -> list[Letter]:
    """The letters that this one encloses, and those which these enclose; a mail has at most 200 parts."""
    found: list[Letter] = []
    for part in enclosed(letter.part):
        inner = letter_of(part)
        found += [inner, *letters_within(inner)]
    return found


def told(letter: Letter) -> str:
    """An enclosed letter as words to be shown beside the mail it came with: who wrote it, when, what."""
    labels = _LABELS[language_of(letter.folded.text) or "hi"]
    day = letter.sent_at.strftime("%d-%m-%Y %H:%M UTC") if letter.sent_at else ""
    head = zip(labels, (letter.sender_as_written, day, letter.subject), strict=True)
    lines = [f"{label}: {said}" for label, said in head if said]
    words = (letter.folded.text, letter.folded.quoted)
    return "\n\n".join(["\n".join(lines), *(each for each in words if each)]).strip()


def is_covering_note(letter: Letter) -> bool:
    """Whether what somebody wrote above what he encloses is no more than that he sends it."""
    return letter.folded.forwarded or len(letter.folded.text.split()) <= SHORT_NOTE


def passed_on(outer: Letter) -> Letter | None:
    """The letter that a mail only passes on: its one enclosed mail, where little stands above it.

    The complainant is who wrote that one, not the officer who sends it here.
    """
    within = list(enclosed(outer.part))
    if len(within) != 1 or not is_covering_note(outer):
        return None
    inner = letter_of(within[0])
    deeper = passed_on(inner)
    if deeper is not None:
        return deeper
    says = inner.folded.text or inner.folded.quoted or inner.subject
    return inner if says and inner.sender else None


def _sender(fields: Fields) -> tuple[Mailbox | None, set[str]]:
    """Who says that he wrote it; where nobody does, the address to which mail servers send it back."""
    written = fields.all("from")
    found = [box for value in written[:3] for box in mailboxes(value)]
    if found:
        several = len({box.address for box in found}) > 1
        return found[0], {SEVERAL_SENDERS} if several else set()
    for name in ("sender", "return-path"):
        other = mailboxes(fields.first(name))
        if other:
            return other[0], {SENDER_UNREADABLE}
    return None, {SENDER_UNREADABLE}
