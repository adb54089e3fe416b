"""A message as bytes and back: JSON for what it says, its files' bytes behind it; never a pickle.

The bytes may come from a process that read hostile mail, so nothing in them is believed before it is checked.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from vigilance.channels.base import Unreadable
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

MAGIC = b"IM1\n"
_LENGTH = struct.Struct(">Q")
BROKEN = "broken-wire"
Value = TypeVar("Value", bound=StrEnum)


def to_wire(message: InboundMessage) -> bytes:
    """The message as bytes."""
    told = json.dumps(message_fields(message)).encode("ascii")
    contents = [file.content for file in message.attachments if file.content is not None]
    return b"".join([MAGIC, _LENGTH.pack(len(told)), told, *contents])


def from_wire(data: bytes) -> InboundMessage:
    """The message in these bytes. Unreadable where they are not what to_wire makes."""
    start = len(MAGIC) + _LENGTH.size
    if len(data) < start or not data.startswith(MAGIC):
        raise Unreadable(BROKEN)
    (length,) = _LENGTH.unpack(data[len(MAGIC) : start])
    try:
        told = json.loads(data[start : start + length])
        return _message(told, memoryview(data)[start + length :])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unreadable(BROKEN) from None


def message_fields(message: InboundMessage) -> dict[str, Any]:
    """What the message says, as JSON has it; of its files all but their bytes, whose number stands for them."""
    return {
        "channel": message.channel,
        "external_id": message.external_id,
        "kind": message.kind,
        "sender": _of_contact(message.sender),
        "sender_name": message.sender_name,
        "account": message.account,
        "sent_at": message.sent_at.astimezone(UTC).isoformat() if message.sent_at else None,
        "language": message.language,
        "subject": message.subject,
        "text": message.text,
        "quoted": message.quoted,
        "attachments": [_of_file(file) for file in message.attachments],
        "thread": {
            "numbers": message.thread.numbers,
            "case_addresses": message.thread.case_addresses,
            "message_ids": message.thread.message_ids,
        },
        "where": message.where,
        "command": message.command,
        "refers_to": message.refers_to,
        "delivery": message.delivery,
        "failed_recipients": message.failed_recipients,
        "location": message.location,
        "forwarded": message.forwarded,
        "flags": message.flags,
        "held": message.held,
        "fields": dict(message.fields),
    }


def _of_contact(contact: Contact | None) -> dict[str, str] | None:
    return None if contact is None else {"kind": contact.kind, "address": contact.address}


def _of_file(file: InboundAttachment) -> dict[str, Any]:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "content": None if file.content is None else len(file.content),
        "media": file.media,
        "set_aside": file.set_aside,
    }


def _message(told: Mapping[str, Any], contents: memoryview) -> InboundMessage:
    sent_at, thread, sender = told["sent_at"], told["thread"], told["sender"]
    return InboundMessage(
        channel=Channel(told["channel"]),
        external_id=_text(told["external_id"]),
        kind=MessageKind(told["kind"]),
        sender=None
        if sender is None
        else Contact(ContactKind(sender["kind"]), _text(sender["address"])),
        sender_name=_maybe(told["sender_name"]),
        account=_text(told["account"]),
        sent_at=None if sent_at is None else datetime.fromisoformat(_text(sent_at)),
        language=_maybe(told["language"]),
        subject=_maybe(told["subject"]),
        text=_text(told["text"]),
        quoted=_text(told["quoted"]),
        attachments=_files(told["attachments"], contents),
        thread=ThreadHints(
            numbers=_texts(thread["numbers"]),
            case_addresses=_texts(thread["case_addresses"]),
            message_ids=_texts(thread["message_ids"]),
        ),
        where=Where(told["where"]),
        command=_maybe(told["command"]),
        refers_to=_maybe(told["refers_to"]),
        delivery=_maybe_one_of(DeliveryState, told["delivery"]),
        failed_recipients=_texts(told["failed_recipients"]),
        location=_location(told["location"]),
        forwarded=_exactly(bool, told["forwarded"]),
        flags=_texts(told["flags"]),
        held=_maybe(told["held"]),
        fields={_text(name): _text(value) for name, value in told["fields"].items()},
    )


def _files(
    told: Sequence[Mapping[str, Any]], contents: memoryview
) -> tuple[InboundAttachment, ...]:
    files, position = [], 0
    for each in told:
        length = each["content"]
        content = None
        if length is not None:
            end = position + _exactly(int, length)
            content = bytes(contents[position:end])
            if length < 0 or len(content) != length:
                raise ValueError(BROKEN)
            position = end
        files.append(
            InboundAttachment(
                name=_text(each["name"]),
                media_type=_text(each["media_type"]),
                size=None if each["size"] is None else _exactly(int, each["size"]),
                content=content,
                media=_maybe(each["media"]),
                set_aside=_maybe(each["set_aside"]),
            )
        )
    if position != len(contents):
        raise ValueError(BROKEN)
    return tuple(files)


Exact = TypeVar("Exact")


def _exactly(kind: type[Exact], value: object) -> Exact:
    if type(value) is not kind:
        raise TypeError(BROKEN)
    return value


def _text(value: object) -> str:
    """A text that a database can hold: no lone surrogate, no zero byte."""
    text = _exactly(str, value)
    text.encode("utf-8")
    if "\x00" in text:
        raise ValueError(BROKEN)
    return text


def _maybe(value: object) -> str | None:
    return None if value is None else _text(value)


def _maybe_one_of(kind: type[Value], value: object) -> Value | None:
    return None if value is None else kind(_text(value))


def _texts(values: object) -> tuple[str, ...]:
    return tuple(_text(value) for value in _exactly(list, values))


def _location(value: object) -> tuple[float, float] | None:
    if value is None:
        return None
    latitude, longitude = cast("list[object]", _exactly(list, value))
    return _exactly(float, latitude), _exactly(float, longitude)
