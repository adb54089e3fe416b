"""What X tells: mentions of the office, private messages, deletions, in the old form and in that of 2025.

What is said in public carries `public-post`; the office never answers there. What X sends of ourselves is an echo.
"""

from collections.abc import Iterator
from dataclasses import replace

from vigilance.channels.making import (
    PUBLIC_POST,
    as_unknown,
    file_name,
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
    words,
)
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

CHANNEL = Channel.X
_POSTS = ("post.create", "post.mention.create", "post.reply.create", "post.quote.create")


def read_activity(body: Piece) -> list[InboundMessage]:
    """Every event of the body, in the order of the body."""
    if isinstance(body.get("data"), dict) and "event_type" in body["data"]:
        return settled(CHANNEL, body, _of_activity(part(body["data"])))
    if "id_str" in body and "user" in body:
        return settled(CHANNEL, body, [_post(body, "")])
    return settled(CHANNEL, body, _of_account(body))


def _of_account(body: Piece) -> Iterator[InboundMessage]:
    """The account activity form: a list for each kind of event."""
    own = ident(body.get("for_user_id")) or ""
    for key, value in body.items():
        if key == "tweet_create_events":
            yield from (_post(one, own) for one in parts(value))
        elif key == "tweet_delete_events":
            yield from (_deletion(one, own) for one in parts(value))
        elif key == "direct_message_events":
            yield from (_direct(one, own, part(body.get("users"))) for one in parts(value))
        elif key == "direct_message_mark_read_events":
            yield from (_read_receipt(one, own) for one in parts(value))
        elif key.endswith(("_events", "_event")):
            several = value if isinstance(value, list) else [value]
            yield from (unknown(CHANNEL, {key: one}, account=own) for one in several)


def _of_activity(event: Piece) -> Iterator[InboundMessage]:
    """The activity form: one event, with what it is about as its payload."""
    kind, payload = words(event.get("event_type")), part(event.get("payload"))
    own = ident(part(event.get("filter")).get("user_id")) or ""
    if kind in _POSTS and payload:
        users = {
            ident(one.get("id")): one for one in parts(part(event.get("includes")).get("users"))
        }
        author = users.get(ident(payload.get("author_id")), {})
        media = list(parts(part(event.get("includes")).get("media")))
        yield _new_post(payload, author, media, own)
    elif kind.startswith("dm.") and "direct_message_events" in payload:
        yield from _of_account({**payload, "for_user_id": own})
    else:
        name = ident(event.get("event_uuid"))
        flags = ("encrypted",) if kind == "chat.received" else ()
        read = unknown(
            CHANNEL,
            event,
            *flags,
            account=own,
            sender=handle(ContactKind.X, payload.get("sender_id")),
        )
        yield replace(read, external_id=f"event:{name}") if name else read


def _post(piece: Piece, own: str) -> InboundMessage:
    """A post in the old form, with its whole text and its media."""
    author, whole = part(piece.get("user")), part(piece.get("extended_tweet"))
    text = (
        words(whole.get("full_text")) or words(piece.get("full_text")) or words(piece.get("text"))
    )
    answered = ident(piece.get("in_reply_to_status_id_str"))
    media = [
        one
        for holder in (whole, piece)
        for name in ("extended_entities", "entities")
        for one in parts(part(holder.get(name)).get("media"))
    ]
    read = InboundMessage(
        channel=CHANNEL,
        external_id=_id_of(piece) or digest(piece),
        kind=MessageKind.COMPLAINT_OR_REPLY,
        sender=handle(ContactKind.X, _id_of(author)),
        sender_name=named(author.get("name")) or named(author.get("screen_name")),
        account=own,
        sent_at=moment(piece.get("created_at")),
        language=language(text, piece.get("lang")),
        text=text,
        attachments=_media(media),
        where=Where.PUBLIC,
        refers_to=answered,
        thread=ThreadHints(message_ids=(answered,) if answered else ()),
        flags=(PUBLIC_POST,),
    )
    if own and _id_of(author) == own:
        return replace(read, kind=MessageKind.ECHO)
    if "retweeted_status" in piece:
        return as_unknown(replace(read, forwarded=True), "repost")
    return or_unknown(read)


def _new_post(piece: Piece, author: Piece, media: list[Piece], own: str) -> InboundMessage:
    """A post in the form of 2025. One that was changed has a new id and names the ones before it."""
    post = ident(piece.get("id")) or digest(piece)
    whole = words(part(piece.get("note_tweet")).get("text"))
    text = whole or words(piece.get("text"))
    found = (ident(one.get("id")) for one in parts(piece.get("referenced_tweets")))
    answered = next((one for one in found if one), None)
    read = InboundMessage(
        channel=CHANNEL,
        external_id=post,
        kind=MessageKind.COMPLAINT_OR_REPLY,
        sender=handle(ContactKind.X, piece.get("author_id")),
        sender_name=named(author.get("name")) or named(author.get("username")),
        account=own,
        sent_at=moment(piece.get("created_at")),
        language=language(text, piece.get("lang")),
        text=text,
        attachments=_media(media),
        where=Where.PUBLIC,
        refers_to=answered,
        thread=ThreadHints(message_ids=(answered,) if answered else ()),
        flags=(PUBLIC_POST,),
    )
    if own and ident(piece.get("author_id")) == own:
        return replace(read, kind=MessageKind.ECHO)
    history = piece.get("edit_history_tweet_ids")
    earlier = [one for one in map(ident, history) if one] if isinstance(history, list) else []
    if len(earlier) > 1 and earlier[-1] == post:
        name = f"{earlier[0]}#edit:{post}"
        return replace(read, kind=MessageKind.EDIT, external_id=name, refers_to=earlier[0])
    return or_unknown(read)


def _deletion(piece: Piece, own: str) -> InboundMessage:
    status = part(piece.get("status"))
    about = ident(status.get("id"))
    if about is None:
        return unknown(CHANNEL, piece, account=own)
    return InboundMessage(
        channel=CHANNEL,
        external_id=f"{about}#deleted",
        kind=MessageKind.DELETION,
        sender=handle(ContactKind.X, status.get("user_id")),
        account=own,
        sent_at=moment(piece.get("timestamp_ms")),
        where=Where.PUBLIC,
        refers_to=about,
    )


def _direct(piece: Piece, own: str, users: Piece) -> InboundMessage:
    """A private message, or our own one coming back."""
    about = ident(piece.get("id")) or digest(piece)
    content = part(piece.get("message_create"))
    data, sender = part(content.get("message_data")), ident(content.get("sender_id"))
    user = part(users.get(sender or ""))
    user = part(user.get("data")) or user
    text = words(data.get("text"))
    chosen = part(data.get("quick_reply_response")).get("metadata")
    read = InboundMessage(
        channel=CHANNEL,
        external_id=about,
        kind=MessageKind.ECHO if own and sender == own else MessageKind.COMPLAINT_OR_REPLY,
        sender=handle(ContactKind.X, sender),
        sender_name=named(user.get("name")) or named(user.get("screen_name")),
        account=own,
        sent_at=moment(piece.get("created_timestamp")),
        language=language(text),
        text=text,
        attachments=_media([part(part(data.get("attachment")).get("media"))]),
        command=ident(chosen),
    )
    return or_unknown(read)


def _read_receipt(piece: Piece, own: str) -> InboundMessage:
    about = ident(piece.get("last_read_event_id"))
    if about is None:
        return unknown(CHANNEL, piece, account=own)
    return InboundMessage(
        channel=CHANNEL,
        external_id=f"{about}#{DeliveryState.READ}",
        kind=MessageKind.RECEIPT,
        account=own,
        sent_at=moment(piece.get("created_timestamp")),
        refers_to=about,
        delivery=DeliveryState.READ,
    )


def _id_of(piece: Piece) -> str | None:
    return ident(piece.get("id_str")) or ident(piece.get("id"))


def _media(pieces: list[Piece]) -> tuple[InboundAttachment, ...]:
    """Each picture or film once, a film in its best form."""
    found: dict[str, InboundAttachment] = {}
    for piece in pieces:
        kind = words(piece.get("type"))
        variants = part(piece.get("video_info")).get("variants") or piece.get("variants")
        films = [one for one in parts(variants) if one.get("content_type") == "video/mp4"]
        best = max(films, key=_rate, default=None)
        still = words(piece.get("media_url_https")) or words(piece.get("url"))
        address = words(best.get("url")) if best else still
        if kind and address.startswith("https://"):
            media_type = "video/mp4" if best else "image/jpeg"
            name = file_name(None, "video" if best else "photo", media_type)
            identity = _id_of(piece) or ident(piece.get("media_key")) or address
            found.setdefault(
                identity, InboundAttachment(name=name, media_type=media_type, media=address)
            )
    return tuple(found.values())


def _rate(film: Piece) -> float:
    return number(film.get("bitrate")) or number(film.get("bit_rate")) or 0
