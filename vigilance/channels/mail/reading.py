"""A mail as a message of the office: everything its bytes tell, with no network, no clock and no state.

It is meant to run in a child process that can be killed (child.py); nothing here waits for anything.
"""

import hashlib
from collections.abc import Sequence

from vigilance.channels.language import language_of
from vigilance.channels.mail.attachments import attachments_of
from vigilance.channels.mail.authentication import authentication_flags, verdicts
from vigilance.channels.mail.headers import words
from vigilance.channels.mail.html import cleaned_html
from vigilance.channels.mail.kinds import LIST_MAIL, MACHINE_MADE, Maker, maker_of
from vigilance.channels.mail.letter import (
    Letter,
    enclosed,
    is_covering_note,
    letter_of,
    letters_within,
    passed_on,
    told,
)
from vigilance.channels.mail.mime import CLOSED, SIGNED, TOO_MANY, read_parts
from vigilance.channels.mail.part import ENCRYPTED, MAILS, NOT_UNPACKED, Part
from vigilance.channels.mail.reports import Report, report_of
from vigilance.channels.mail.texts import LEGACY_FONT
from vigilance.channels.mail.thread import hints_of, message_ids
from vigilance.domain.lanes import Channel
from vigilance.domain.message import (
    Contact,
    ContactKind,
    InboundAttachment,
    InboundMessage,
    MessageKind,
)

UNSUPPORTED = "unsupported-type"
SEVERAL_FORWARDED = "several-forwarded"
EMPTY = "empty"
LONGEST_FIELD = 1000

SIGNED_MAIL = "signed"
_UNSUPPORTED_TYPES = frozenset({"message/partial", "message/external-body"})
_PGP, _PGP_SIGNED = "-----BEGIN PGP MESSAGE-----", "-----BEGIN PGP SIGNED MESSAGE-----"


def read_mail(raw: bytes, *, trusted_server: str = "") -> InboundMessage:
    """The mail, understood as far as its bytes allow; `trusted_server` is the one whose findings are believed."""
    mail, cut = read_parts(raw)
    outer = letter_of(mail)
    address = outer.sender.address if outer.sender else ""
    maker = maker_of(mail, address)
    report = report_of(mail, raw, address) if maker.mail_server and not cut else None
    machine = maker.auto_reply or maker.mail_server
    inner = None if machine or report else passed_on(outer)
    letter = inner or outer
    within = [] if machine or report else letters_within(letter)
    files = [] if report else _files(mail, outer, inner)
    files += [file for each in within for file in attachments_of(each.part, each.words)]
    found = verdicts(mail.fields, trusted_server)
    flags = letter.flags | outer.flags | set(authentication_flags(found))
    flags |= _oddities(mail, letter, maker)
    subjects = f"{outer.subject} {letter.subject}"
    return InboundMessage(
        channel=Channel.EMAIL,
        external_id=f"sha256:{hashlib.sha256(raw).hexdigest()}",
        kind=_kind(maker, report),
        sender=Contact(ContactKind.EMAIL, letter.sender.address) if letter.sender else None,
        sender_name=(letter.sender.name if letter.sender else letter.sender_as_written) or None,
        sent_at=letter.sent_at,
        language=_language(letter),
        subject=letter.subject or None,
        text=letter.folded.text,
        quoted="\n\n".join(filter(None, (letter.folded.quoted, *map(told, within)))),
        attachments=tuple(files),
        thread=hints_of(mail.fields, subjects, letter.folded.text, letter.folded.quoted),
        refers_to=report.refers_to if report else None,
        delivery=report.state if report else None,
        failed_recipients=report.recipients if report else (),
        forwarded=inner is not None or letter.folded.forwarded,
        flags=tuple(sorted(flags)),
        held=TOO_MANY if cut else None if report else _why_held(maker, letter, flags, files, inner),
        fields=_fields(outer, inner, found),
    )


def mail_html(raw: bytes) -> str:
    """The HTML of a mail made safe to show; empty where it has none."""
    mail, _ = read_parts(raw)
    outer = letter_of(mail)
    letter = passed_on(outer) or outer
    return cleaned_html(letter.words.markup)


def _language(letter: Letter) -> str | None:
    """The language of what was written; letters that a font turns into Hindi are Hindi."""
    if LEGACY_FONT in letter.flags:
        return "hi"
    return language_of(letter.folded.text) or language_of(letter.subject)


def _kind(maker: Maker, report: Report | None) -> MessageKind:
    if report is not None:
        return report.kind
    if maker.auto_reply or maker.mail_server:
        return MessageKind.AUTO_REPLY
    return MessageKind.COMPLAINT_OR_REPLY


def _files(mail: Part, outer: Letter, inner: Letter | None) -> list[InboundAttachment]:
    """The files of the mail; where it passes a letter on, that letter is the message and its files are the files."""
    if inner is None:
        return attachments_of(mail, outer.words)
    outer.words.used |= {id(part) for part in mail.walk() if part.media_type in MAILS}
    return attachments_of(mail, outer.words) + attachments_of(inner.part, inner.words)


def _oddities(mail: Part, letter: Letter, maker: Maker) -> set[str]:
    parts = [*mail.walk(), *letter.part.walk()]
    kinds, troubles = {part.media_type for part in parts}, {part.trouble for part in parts}
    text, found = letter.folded.text.lstrip(), set()
    if CLOSED in kinds or ENCRYPTED in troubles or text.startswith(_PGP):
        found.add(ENCRYPTED)
    if SIGNED in kinds or text.startswith(_PGP_SIGNED):
        found.add(SIGNED_MAIL)
    if kinds & _UNSUPPORTED_TYPES or NOT_UNPACKED in troubles:
        found.add(UNSUPPORTED)
    if maker.mailing_list:
        found.add(LIST_MAIL)
    if maker.machine:
        found.add(MACHINE_MADE)
    return found


def _why_held(
    maker: Maker,
    letter: Letter,
    flags: set[str] | frozenset[str],
    files: Sequence[InboundAttachment],
    inner: Letter | None,
) -> str | None:
    """Why a person must look before anything follows; None where he need not, or where nothing follows anyway."""
    if maker.auto_reply or maker.mail_server:
        return None
    if inner is None and is_covering_note(letter) and len(list(enclosed(letter.part))) > 1:
        return SEVERAL_FORWARDED
    for reason in (ENCRYPTED, LIST_MAIL, MACHINE_MADE):
        if reason in flags:
            return reason
    if letter.folded.text or letter.folded.quoted:
        return None
    if UNSUPPORTED in flags:
        return UNSUPPORTED
    return None if files or letter.subject else EMPTY


def _fields(outer: Letter, inner: Letter | None, found: dict[str, str]) -> dict[str, str]:
    """What the header says besides, for the officer and for telling copies apart."""
    header = outer.part.fields
    ids = message_ids(header.first("message-id"))
    given = {
        "message-id": ids[0] if ids else words(header.first("message-id")),
        "date": words(header.first("date")),
        "from": outer.sender_as_written,
        "reply-to": words(header.first("reply-to")),
        "authentication": " ".join(
            f"{method}={verdict}" for method, verdict in sorted(found.items())
        ),
    }
    if inner is not None:
        by = outer.sender
        given |= {
            "forwarded-by": by.address if by else "",
            "forwarded-name": (by.name if by else "") or "",
            "forwarded-subject": outer.subject,
            "forwarded-note": outer.folded.text,
        }
    return {name: value[:LONGEST_FIELD] for name, value in given.items() if value}
