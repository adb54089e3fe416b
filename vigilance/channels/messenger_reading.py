"""What Messenger, the office's Facebook page and its Instagram account tell; one form, three places.

Private messages are `messaging` events. Posts and comments are `changes`: everybody reads them, so a person must look
before anything follows (security.md row 83).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from vigilance.channels.making import (
    PUBLIC_POST,
    SAID_IN_PUBLIC,
    as_unknown,
    file_name,
    handle,
    language,
    or_unknown,
    settled,
    unknown,
)
from vigilance.channels.pieces import Piece, digest, ident, moment, named, part, parts, place, words
from vigilance.domain.lanes import Channel
from vigilance.domain.message import (
    ContactKind,
    DeliveryState,
    InboundAttachment,
    InboundMessage,
    MessageKind,
    ThreadHints,
    Where,
)

_KINDS = {Channel.FACEBOOK: ContactKind.FACEBOOK, Channel.INSTAGRAM: ContactKind.INSTAGRAM}
_FILES = {"image": "image/jpeg", "video": "video/mp4", "audio": "audio/mp4", "file": ""}
_BEGIN = "get_started"
_CAMEL = re.compile(r"(?<=[a-z])([A-Z])")
_COMMENTS = ("comment", "comments", "live_comments")
_POSTS = ("post", "status", "photo", "video", "share", "album", "note")
_REMOVED, _CHANGED = ("remove", "delete"), ("edit", "edited")


def read_events(body: Piece, own: Channel) -> list[InboundMessage]:
    """Every event of every entry; the body says itself where it was said."""
    channel = Channel.INSTAGRAM if body.get("object") == "instagram" else own
    return settled(channel, body, _of_body(body, channel))


def _of_body(body: Piece, channel: Channel) -> Iterator[InboundMessage]:
    """A whole body, or one event of it, as exports have them."""
    for entry in parts(body.get("entry")):
        yield from _of_entry(entry, channel)
    if "field" in body:
        yield from _of_change(body, channel, "")
    elif "sender" in body:
        yield from _of_event(body, channel, "")


def _of_entry(entry: Piece, channel: Channel) -> Iterator[InboundMessage]:
    account = ident(entry.get("id")) or ""
    seen = False
    for event in parts(entry.get("messaging")):
        seen = True
        yield from _of_event(event, channel, account)
    for event in parts(entry.get("standby")):  # somebody answers in Meta's own inbox meanwhile
        seen = True
        for message in _of_event(event, channel, account):
            yield replace(message, flags=("standby", *message.flags))
    for change in parts(entry.get("changes")):
        seen = True
        yield from _of_change(change, channel, account)
    if not seen:
        yield unknown(channel, entry, account=account)


def _snake(piece: Piece) -> Piece:
    """The same fields written_so, where a library in between wrote themSo."""
    return {_CAMEL.sub(r"_\1", key).lower(): value for key, value in piece.items()}


def _of_event(given: Piece, channel: Channel, account: str) -> Iterator[InboundMessage]:
    event = _snake(given)
    sender = handle(_KINDS[channel], part(event.get("sender")).get("id"))
    plain = InboundMessage(
        channel=channel,
        external_id=digest(given),
        kind=MessageKind.UNKNOWN,
        sender=sender,
        account=account,
        sent_at=moment(event.get("timestamp")),
    )
    if "message" in event:
        yield _message(plain, _snake(part(event["message"])))
    elif "message_edit" in event:
        yield _edited(plain, part(event["message_edit"]))
    elif "postback" in event:
        yield _postback(plain, part(event["postback"]))
    elif "delivery" in event or "read" in event:
        yield from _receipts(plain, event)
    else:
        yield as_unknown(plain)


def _message(plain: InboundMessage, piece: Piece) -> InboundMessage:
    mid = ident(piece.get("mid")) or plain.external_id
    if piece.get("is_deleted") is True:
        return replace(
            plain, kind=MessageKind.DELETION, external_id=f"{mid}#deleted", refers_to=mid
        )
    answered = ident(part(piece.get("reply_to")).get("mid"))
    sent = list(parts(piece.get("attachments")))
    lines = [words(piece.get("text")), *(_link(one) for one in sent)]
    text = "\n".join(line for line in lines if line)
    echo = piece.get("is_echo") is True
    read = replace(
        plain,
        external_id=mid,
        kind=MessageKind.ECHO if echo else MessageKind.COMPLAINT_OR_REPLY,
        text=text,
        language=language(text),
        attachments=tuple(_attachment(one) for one in sent if words(one.get("type")) in _FILES),
        location=next((where for where in map(_where, sent) if where), None),
        command=ident(part(piece.get("quick_reply")).get("payload")),
        refers_to=answered,
        thread=ThreadHints(message_ids=(answered,) if answered else ()),
    )
    sticker = piece.get("sticker_id") or any(
        part(one.get("payload")).get("sticker_id") for one in sent
    )
    if sticker and not text and not echo:
        return as_unknown(read, "sticker")
    return or_unknown(read)


def _link(piece: Piece) -> str:
    """What a shared link, post or story says of itself; the address is kept as words and never opened."""
    kind = words(piece.get("type"))
    if kind in _FILES or kind == "location":
        return ""
    payload = part(piece.get("payload"))
    address = words(piece.get("url")) or words(piece.get("_u_r_l")) or words(payload.get("url"))
    title = words(piece.get("title")) or words(payload.get("title"))
    return "\n".join(line for line in (title, address) if line)


def _attachment(piece: Piece) -> InboundAttachment:
    kind, address = words(piece.get("type")), words(part(piece.get("payload")).get("url"))
    media_type = _FILES[kind] or "application/octet-stream"
    last = address.partition("?")[0].rpartition("/")[2] if kind == "file" else ""
    return InboundAttachment(
        name=file_name(last, kind, media_type), media_type=media_type, media=address or None
    )


def _where(piece: Piece) -> tuple[float, float] | None:
    point = part(part(piece.get("payload")).get("coordinates"))
    return place(point.get("lat"), point.get("long"))


def _edited(plain: InboundMessage, piece: Piece) -> InboundMessage:
    mid = ident(piece.get("mid")) or plain.external_id
    text = words(piece.get("text"))
    time = ident(piece.get("num_edit")) or plain.external_id
    return replace(
        plain,
        kind=MessageKind.EDIT,
        external_id=f"{mid}#edit:{time}",
        refers_to=mid,
        text=text,
        language=language(text),
    )


def _postback(plain: InboundMessage, piece: Piece) -> InboundMessage:
    payload, title = ident(piece.get("payload")), words(piece.get("title"))
    external_id = ident(piece.get("mid")) or plain.external_id
    read = replace(plain, external_id=external_id, text=title, language=language(title))
    if payload is None:
        return as_unknown(read)
    if payload.strip("_").lower() == _BEGIN:
        return replace(read, command="start")
    return replace(read, kind=MessageKind.COMPLAINT_OR_REPLY, command=payload)


def _receipts(plain: InboundMessage, event: Piece) -> Iterator[InboundMessage]:
    """One receipt a message; where only a time is told ("all until then"), one that names no message."""
    state = DeliveryState.DELIVERED if "delivery" in event else DeliveryState.READ
    piece = part(event.get("delivery")) or part(event.get("read"))
    several = piece.get("mids")
    told = several if isinstance(several, list) else [piece.get("mid")]
    mids = [mid for mid in map(ident, told) if mid]
    receipt = replace(plain, kind=MessageKind.RECEIPT, delivery=state)
    if not mids:
        until = moment(piece.get("watermark"))
        yield replace(receipt, sent_at=until or plain.sent_at, flags=("all-until-then",))
    for mid in mids:
        yield replace(receipt, external_id=f"{mid}#{state}", refers_to=mid)


def _of_change(given: Piece, channel: Channel, account: str) -> Iterator[InboundMessage]:
    value = _snake(part(given.get("value")))
    if "sender" in value and ("message" in value or "read" in value or "postback" in value):
        yield from _of_event(value, channel, account)  # Instagram sends private messages so too
        return
    item = words(value.get("item")) or words(given.get("field"))
    if item not in (*_COMMENTS, *_POSTS):
        yield replace(unknown(channel, given, account=account), where=Where.PUBLIC)
        return
    yield _public(given, value, channel, account)


def _public(given: Piece, value: Piece, channel: Channel, account: str) -> InboundMessage:
    """A post on our page or a comment below one."""
    author = part(value.get("from"))
    comment = ident(value.get("comment_id")) or ident(value.get("id"))
    post, verb = ident(value.get("post_id")), words(value.get("verb")) or "add"
    about = comment or post or digest(given)
    pages = {account, (post or "").partition("_")[0]} if channel is Channel.FACEBOOK else {account}
    text = words(value.get("message")) or words(value.get("text"))
    read = InboundMessage(
        channel=channel,
        external_id=about,
        kind=MessageKind.COMPLAINT_OR_REPLY,
        sender=handle(_KINDS[channel], author.get("id")),
        sender_name=named(author.get("name")) or named(author.get("username")),
        account=account,
        sent_at=moment(value.get("created_time")),
        language=language(text),
        text=text,
        attachments=tuple(_photos(value)),
        where=Where.PUBLIC,
        refers_to=ident(value.get("parent_id")) or (post if comment else None),
        flags=(PUBLIC_POST,),
    )
    if verb in _REMOVED:
        return replace(
            read, kind=MessageKind.DELETION, external_id=f"{about}#deleted", refers_to=about
        )
    if verb in _CHANGED:
        name = f"{about}#edit:{digest(given)[-16:]}"  # the time told is that of the first text
        return replace(read, kind=MessageKind.EDIT, external_id=name, refers_to=about)
    if verb != "add":
        return as_unknown(replace(read, external_id=f"{about}#{verb[:20]}"))
    if ident(author.get("id")) in pages - {""}:
        return replace(read, kind=MessageKind.ECHO)
    return replace(or_unknown(read), held=SAID_IN_PUBLIC)


def _photos(value: Piece) -> Iterator[InboundAttachment]:
    """Pictures of a post, which Facebook gives as addresses."""
    several = value.get("photos")
    listed = several if isinstance(several, list) else []
    for address in (*listed, value.get("photo"), value.get("video")):
        if words(address).startswith("https://"):
            yield InboundAttachment(name="photo.jpg", media_type="image/jpeg", media=words(address))
