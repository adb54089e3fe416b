"""What the WhatsApp Cloud API tells: messages of every type, receipts, echoes, and the rest that is kept unread.

Every type is read by `_TYPES`; one that is not there is kept as unknown. A sender may have a number, or since 2026
only the id that WhatsApp gave him for this office.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from vigilance.channels.making import (
    FORWARDED,
    SAID_IN_PUBLIC,
    as_unknown,
    file_name,
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
    Contact,
    ContactKind,
    DeliveryState,
    InboundAttachment,
    InboundMessage,
    MessageKind,
    ThreadHints,
    Where,
)

CHANNEL = Channel.WHATSAPP
_DIGITS = re.compile(r"\+?[0-9]{6,15}")
_STATES = {
    "sent": DeliveryState.SENT,
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.READ,
    "played": DeliveryState.READ,
    "failed": DeliveryState.FAILED,
}


def read_messages(body: Piece) -> list[InboundMessage]:
    """Every message of every change of every entry, in the order of the body."""
    return settled(CHANNEL, body, _of_body(body))


def _of_body(body: Piece) -> Iterator[InboundMessage]:
    for entry in parts(body.get("entry")):
        changes = list(parts(entry.get("changes")))
        for change in changes:
            yield from _of_change(change)
        if not changes:
            yield unknown(CHANNEL, entry)


def _of_change(change: Piece) -> Iterator[InboundMessage]:
    value = part(change.get("value"))
    account = ident(part(value.get("metadata")).get("phone_number_id")) or ""
    seen = False
    for message in parts(value.get("messages")):
        seen = True
        yield _message(message, value, account)
    for status in parts(value.get("statuses")):
        seen = True
        yield _receipt(status, account)
    for echo in parts(value.get("message_echoes")):
        seen = True
        yield _echo(echo, account)
    if not seen:
        yield unknown(CHANNEL, change, account=account)


def _message(piece: Piece, value: Piece, account: str) -> InboundMessage:
    """One message of a person. Where it was passed on, a text is nobody's own word: a person must look (row 83)."""
    sender, name = _sender(piece, value)
    context = part(piece.get("context"))
    forwarded = bool(context.get("forwarded") or context.get("frequently_forwarded"))
    group = ident(piece.get("group_id")) is not None
    answered = ident(context.get("id"))
    plain = InboundMessage(
        channel=CHANNEL,
        external_id=ident(piece.get("id")) or digest(piece),
        kind=MessageKind.COMPLAINT_OR_REPLY,
        sender=sender,
        sender_name=name,
        account=account,
        sent_at=moment(piece.get("timestamp")),
        where=Where.GROUP if group else Where.PRIVATE,
        refers_to=answered,
        thread=ThreadHints(message_ids=(answered,) if answered else ()),
        forwarded=forwarded,
        held=SAID_IN_PUBLIC if group else None,
    )
    message = or_unknown(_filled(plain, piece))
    if forwarded and message.text and message.held is None:
        message = replace(message, held=FORWARDED)
    return replace(message, language=language(message.text))


def _filled(message: InboundMessage, piece: Piece) -> InboundMessage:
    """The message with what its type carries; where no type is told, with what it holds."""
    told = words(piece.get("type")) or next((kind for kind in _TYPES if piece.get(kind)), "")
    content = piece.get(told)
    content = {"all": content} if isinstance(content, list) else part(content)
    return _TYPES.get(told, _odd)(message, content)


def _sender(piece: Piece, value: Piece) -> tuple[Contact | None, str | None]:
    """Who wrote, by number where there is one and else by the id for this office, and how he calls himself."""
    number_told, user = ident(piece.get("from")), ident(piece.get("from_user_id"))
    about = _about(value, number_told, user)
    numbers = [each for each in (number_told, ident(about.get("wa_id"))) if each]
    addresses = [f"+{each.lstrip('+')}" for each in numbers if _DIGITS.fullmatch(each)]
    addresses += [each for each in (user, ident(about.get("user_id")), number_told) if each]
    profile = part(about.get("profile"))
    name = named(profile.get("name")) or named(profile.get("username"))
    return (Contact(ContactKind.WHATSAPP, addresses[0]) if addresses else None), name


def _about(value: Piece, number_told: str | None, user: str | None) -> Piece:
    """What the body says of this sender; never what it says of another."""
    for one in parts(value.get("contacts")):
        its_number, its_user = ident(one.get("wa_id")), ident(one.get("user_id"))
        if number_told and its_number:
            if its_number == number_told:
                return one
        elif user is None or its_user is None or its_user == user:
            return one
    return {}


def _text(message: InboundMessage, content: Piece) -> InboundMessage:
    return replace(message, text=words(content.get("body")))


def _media(kind: str) -> Callable[[InboundMessage, Piece], InboundMessage]:
    def read(message: InboundMessage, content: Piece) -> InboundMessage:
        media_type = words(content.get("mime_type")) or "application/octet-stream"
        size = number(content.get("file_size"))
        attachment = InboundAttachment(
            name=file_name(content.get("filename"), kind, media_type),
            media_type=media_type,
            size=int(size) if size is not None else None,
            media=ident(content.get("id")),
        )
        flags = ("view-once",) if content.get("view_once") else ()
        text = words(content.get("caption"))
        return replace(message, text=text, attachments=(attachment,), flags=flags)

    return read


def _sticker(message: InboundMessage, content: Piece) -> InboundMessage:
    return as_unknown(_media("sticker")(message, content), "sticker")


def _location(message: InboundMessage, content: Piece) -> InboundMessage:
    found = place(content.get("latitude"), content.get("longitude"))
    told = [words(content.get(key)) for key in ("name", "address")]
    return replace(message, location=found, text="\n".join(each for each in told if each))


def _contacts(message: InboundMessage, content: Piece) -> InboundMessage:
    lines = []
    for card in parts(content.get("all")):
        name = words(part(card.get("name")).get("formatted_name"))
        phones = [words(phone.get("phone")) for phone in parts(card.get("phones"))]
        lines.append(": ".join(each for each in (name, ", ".join(phones)) if each))
    return replace(message, text="\n".join(lines), flags=("contact-card",))


def _pressed(message: InboundMessage, content: Piece) -> InboundMessage:
    """A button or a line of a list that we offered, or a filled form."""
    reply = part(content.get(words(content.get("type"))))
    if words(content.get("type")) == "nfm_reply":
        return replace(message, fields=_form(reply.get("response_json")), flags=("form",))
    return replace(message, text=words(reply.get("title")), command=ident(reply.get("id")))


def _form(told: object) -> dict[str, str]:
    try:
        found = part(json.loads(words(told)))
    except (ValueError, RecursionError):
        return {}
    return {words(key): words(value) or (ident(value) or "") for key, value in found.items()}


def _template_button(message: InboundMessage, content: Piece) -> InboundMessage:
    return replace(message, text=words(content.get("text")), command=ident(content.get("payload")))


def _edited(message: InboundMessage, content: Piece) -> InboundMessage:
    original = ident(content.get("original_message_id")) or message.external_id
    at = int(message.sent_at.timestamp()) if message.sent_at else message.external_id
    inner = _filled(message, part(content.get("message")))
    return replace(
        inner, kind=MessageKind.EDIT, external_id=f"{original}#edit:{at}", refers_to=original
    )


def _revoked(message: InboundMessage, content: Piece) -> InboundMessage:
    original = ident(content.get("original_message_id")) or message.external_id
    external_id = f"{original}#deleted"
    return replace(message, kind=MessageKind.DELETION, external_id=external_id, refers_to=original)


def _welcome(message: InboundMessage, _content: Piece) -> InboundMessage:
    return replace(as_unknown(message), command="start")


def _reaction(message: InboundMessage, content: Piece) -> InboundMessage:
    read = replace(
        message, text=words(content.get("emoji")), refers_to=ident(content.get("message_id"))
    )
    return as_unknown(read, "reaction")


def _system(message: InboundMessage, content: Piece) -> InboundMessage:
    kind = ident(content.get("type")) or "system"
    return as_unknown(replace(message, text=words(content.get("body"))), kind.replace("_", "-"))


def _odd(message: InboundMessage, _content: Piece) -> InboundMessage:
    return as_unknown(message)


_TYPES: dict[str, Callable[[InboundMessage, Piece], InboundMessage]] = {
    "text": _text,
    **{kind: _media(kind) for kind in ("image", "audio", "voice", "video", "document")},
    "sticker": _sticker,
    "location": _location,
    "contacts": _contacts,
    "interactive": _pressed,
    "button": _template_button,
    "edit": _edited,
    "revoke": _revoked,
    "request_welcome": _welcome,
    "reaction": _reaction,
    "system": _system,
}


def _receipt(piece: Piece, account: str) -> InboundMessage:
    state, about = words(piece.get("status"))[:40], ident(piece.get("id"))
    if about is None or state not in _STATES:
        return unknown(CHANNEL, piece, account=account)
    external_id = f"{about}#{state}"
    whose = ident(piece.get("recipient_participant_id"))
    if whose:  # one message to a group is read by many
        external_id += f":{hashlib.sha256(whose.encode()).hexdigest()[:16]}"
    failed = state == DeliveryState.FAILED
    codes = [ident(error.get("code")) for error in parts(piece.get("errors"))]
    recipient = ident(piece.get("recipient_id"))
    return InboundMessage(
        channel=CHANNEL,
        external_id=external_id,
        kind=MessageKind.RECEIPT,
        account=account,
        sent_at=moment(piece.get("timestamp")),
        refers_to=about,
        delivery=_STATES[state],
        failed_recipients=(recipient,) if failed and recipient else (),
        flags=tuple(f"error-{code}" for code in codes if code),
    )


def _echo(piece: Piece, account: str) -> InboundMessage:
    """What the office itself wrote with the telephone application."""
    read = _filled(
        InboundMessage(
            channel=CHANNEL,
            external_id=ident(piece.get("id")) or digest(piece),
            kind=MessageKind.ECHO,
            account=account,
            sent_at=moment(piece.get("timestamp")),
        ),
        piece,
    )
    return replace(read, kind=MessageKind.ECHO, language=language(read.text))
