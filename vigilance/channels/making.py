"""What every adapter makes in the same way: the message nobody understands, an attachment's name, a language."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from vigilance.channels.base import Unreadable
from vigilance.channels.language import language_of
from vigilance.channels.mail.thread import numbers_in
from vigilance.channels.pieces import MOST_PIECES, Piece, digest, ident, named, words
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind, InboundMessage, MessageKind

UNSUPPORTED = "unsupported-type"
SAID_IN_PUBLIC = "said-in-public"
PUBLIC_POST = "public-post"
FORWARDED = "forwarded"
LANGUAGES = ("hi", "en")
LONGEST_FILE_NAME = 120
_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "application/pdf": "pdf",
}


def unknown(channel: Channel, piece: Piece, *flags: str, **told: Any) -> InboundMessage:
    """A piece that is kept and shown as what it is: nothing this office reads (security.md row 81)."""
    told.setdefault("external_id", digest(piece))
    return InboundMessage(
        channel=channel, kind=MessageKind.UNKNOWN, flags=(UNSUPPORTED, *flags), **told
    )


def as_unknown(message: InboundMessage, *flags: str) -> InboundMessage:
    """The same message, said to be of a kind this office does not read."""
    flags = (UNSUPPORTED, *flags, *message.flags)
    return replace(message, kind=MessageKind.UNKNOWN, flags=flags)


def or_unknown(message: InboundMessage) -> InboundMessage:
    """The message, or an unknown one where nothing was said or sent with it."""
    said = message.text or message.attachments or message.location or message.fields
    if message.kind is MessageKind.COMPLAINT_OR_REPLY and not (said or message.command):
        return as_unknown(message)
    return message


def settled(
    channel: Channel, body: Piece, messages: Iterable[InboundMessage]
) -> list[InboundMessage]:
    """All messages of one body: never none, so that every body has an outcome, and never more than can be meant."""
    found: list[InboundMessage] = []
    for message in messages:
        if len(found) == MOST_PIECES:
            raise Unreadable("too-many-messages")
        found.append(_with_numbers(message))
    return found or [unknown(channel, body)]


def _with_numbers(message: InboundMessage) -> InboundMessage:
    """The message with the complaints it names: hints of what it is about, never proofs."""
    numbers = numbers_in("", message.text)
    return replace(message, thread=replace(message.thread, numbers=numbers)) if numbers else message


def language(text: str, told: object = None) -> str | None:
    """The language of the text, or where it has none, the one the provider tells of."""
    found = language_of(text)
    told = words(told).lower()[:2]
    return found or (told if told in LANGUAGES else None)


def file_name(given: object, kind: str, media_type: str) -> str:
    """A name to show: as sent without path and hidden signs, or made from what the file is said to be."""
    last = re.split(r"[\\/]", words(given))[-1]
    plain = _HIDDEN.sub("", last).strip()[:LONGEST_FILE_NAME]
    if plain.strip("."):
        return plain
    ending = _ENDINGS.get(media_type.partition(";")[0].strip().lower())
    return f"{kind}.{ending}" if ending else kind


def handle(kind: ContactKind, value: object) -> Contact | None:
    """The sender by the provider's own id; None where it names none."""
    address = ident(value)
    return Contact(kind, address) if address else None


def full_name(*given: object) -> str | None:
    """First and last name in one."""
    return named(" ".join(words(each) for each in given))
