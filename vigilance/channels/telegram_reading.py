"""What a Telegram bot is told: messages, edits, pressed buttons, and the rest that is kept unread.

A message is named `<chat>:<number>`, since its number is unique only within its chat, and an edit names it so.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from vigilance.channels.making import (
    FORWARDED,
    PUBLIC_POST,
    SAID_IN_PUBLIC,
    as_unknown,
    file_name,
    full_name,
    handle,
    language,
    or_unknown,
    settled,
    unknown,
)
from vigilance.channels.pieces import (
    Piece,
    digest,
    ident,
    moment,
    named,
    number,
    part,
    parts,
    place,
    words,
)
from vigilance.domain.lanes import Channel
from vigilance.domain.message import (
    ContactKind,
    InboundAttachment,
    InboundMessage,
    MessageKind,
    ThreadHints,
    Where,
)

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@[A-Za-z0-9_]+)?(?:\s+(.*))?", re.DOTALL)
_NEW = ("message", "business_message", "channel_post")
_EDITED = ("edited_message", "edited_business_message", "edited_channel_post")
_MEDIA = ("audio", "voice", "video", "video_note", "document", "animation")
_DEFAULT_TYPES = {"voice": "audio/ogg", "audio": "audio/mpeg", "photo": "image/jpeg"}
_DEFAULT_TYPES |= {"video": "video/mp4", "video_note": "video/mp4", "animation": "video/mp4"}


def read_update(body: Piece) -> list[InboundMessage]:
    """The message in this update; an update of another kind is kept as one nobody reads."""
    found = [_message(part(body[key])) for key in _NEW if key in body]
    found += [_edited(part(body[key])) for key in _EDITED if key in body]
    if "callback_query" in body:
        found.append(_pressed(part(body["callback_query"])))
    if "message_id" in body and "chat" in body:  # a message without its update, as exports have it
        found.append(_message(body))
    update = ident(body.get("update_id"))
    if update and not found:
        found.append(unknown(Channel.TELEGRAM, body, external_id=f"update:{update}"))
    return settled(Channel.TELEGRAM, body, found)


def _message(piece: Piece) -> InboundMessage:
    chat, sender = part(piece.get("chat")), part(piece.get("from"))
    where = {"private": Where.PRIVATE, "channel": Where.PUBLIC}.get(
        words(chat.get("type")) or "private", Where.GROUP
    )
    answered = _name_of(part(piece.get("reply_to_message")), chat)
    forwarded = any(key.startswith("forward_") for key in piece)
    text = words(piece.get("text")) or words(piece.get("caption"))
    read = InboundMessage(
        channel=Channel.TELEGRAM,
        external_id=_name_of(piece, chat) or digest(piece),
        kind=MessageKind.ECHO if sender.get("is_bot") is True else MessageKind.COMPLAINT_OR_REPLY,
        sender=handle(ContactKind.TELEGRAM, sender.get("id")),
        sender_name=full_name(sender.get("first_name"), sender.get("last_name"))
        or named(chat.get("title")),
        sent_at=moment(piece.get("date")),
        language=language(text, sender.get("language_code")),
        text=text,
        attachments=tuple(_attachments(piece)),
        location=_location(piece),
        where=where,
        refers_to=answered,
        thread=ThreadHints(message_ids=(answered,) if answered else ()),
        forwarded=forwarded,
        flags=(PUBLIC_POST,) if where is Where.PUBLIC else (),
    )
    read = _with_more(read, piece)
    if where is not Where.PRIVATE:
        return replace(read, held=SAID_IN_PUBLIC)
    return replace(read, held=FORWARDED) if forwarded and read.text else read


def _with_more(read: InboundMessage, piece: Piece) -> InboundMessage:
    """Cards, places, commands and stickers."""
    contact, venue = part(piece.get("contact")), part(piece.get("venue"))
    if contact:
        name = full_name(contact.get("first_name"), contact.get("last_name")) or ""
        told = f"{name}: {words(contact.get('phone_number'))}"
        return replace(read, text=told.strip(": "), flags=("contact-card", *read.flags))
    if venue:
        told = "\n".join(words(venue.get(key)) for key in ("title", "address"))
        read = replace(read, text=read.text or told.strip())
    command = _COMMAND.fullmatch(read.text)
    if command:
        spoken = language("", part(piece.get("from")).get("language_code"))
        return _command(replace(read, language=spoken), command[1].lower(), command[2] or "")
    if "sticker" in piece:
        return as_unknown(read, "sticker")
    return or_unknown(read)


def _command(read: InboundMessage, command: str, rest: str) -> InboundMessage:
    """`/start` and the like are no complaint; what is written behind another command may be one."""
    if rest.strip() and command != "start":
        return replace(read, command=command, text=rest, language=language(rest) or read.language)
    return replace(read, kind=MessageKind.UNKNOWN, command=command)


def _edited(piece: Piece) -> InboundMessage:
    read = _message(piece)
    at = ident(piece.get("edit_date")) or digest(piece)
    return replace(
        read,
        kind=MessageKind.EDIT,
        external_id=f"{read.external_id}#edit:{at}",
        refers_to=read.external_id,
        command=None,
        held=None,
    )


def _pressed(piece: Piece) -> InboundMessage:
    """A button of ours that was pressed."""
    under, sender = part(piece.get("message")), part(piece.get("from"))
    chat = part(under.get("chat"))
    private = words(chat.get("type")) in ("private", "")
    query = ident(piece.get("id"))
    read = InboundMessage(
        channel=Channel.TELEGRAM,
        external_id=f"callback:{query}" if query else digest(piece),
        kind=MessageKind.COMPLAINT_OR_REPLY,
        sender=handle(ContactKind.TELEGRAM, sender.get("id")),
        sender_name=full_name(sender.get("first_name"), sender.get("last_name")),
        language=language("", sender.get("language_code")),
        command=ident(piece.get("data")),
        refers_to=_name_of(under, chat),
        where=Where.PRIVATE if private else Where.GROUP,
        held=None if private else SAID_IN_PUBLIC,
    )
    return or_unknown(read)


def _name_of(piece: Piece, chat: Piece) -> str | None:
    """The name of a message: its number is unique only within its chat."""
    message, where = ident(piece.get("message_id")), ident(chat.get("id"))
    return f"{where}:{message}" if message and where else None


def _attachments(piece: Piece) -> Iterator[InboundAttachment]:
    sizes = sorted(parts(piece.get("photo")), key=lambda one: number(one.get("file_size")) or 0)
    if sizes:
        yield _attachment("photo", sizes[-1])
    if "animation" in piece:  # it comes a second time as a document, for old applications
        yield _attachment("animation", part(piece["animation"]))
        return
    for kind in (*_MEDIA, "sticker"):
        if kind in piece:
            yield _attachment(kind, part(piece[kind]))


def _attachment(kind: str, content: Piece) -> InboundAttachment:
    told = words(content.get("mime_type")) or _DEFAULT_TYPES.get(kind)
    media_type = told or "application/octet-stream"
    size = number(content.get("file_size"))
    return InboundAttachment(
        name=file_name(content.get("file_name"), kind, media_type),
        media_type=media_type,
        size=int(size) if size is not None else None,
        media=ident(content.get("file_id")),
    )


def _location(piece: Piece) -> tuple[float, float] | None:
    found = part(piece.get("location")) or part(part(piece.get("venue")).get("location"))
    return place(found.get("latitude"), found.get("longitude"))
