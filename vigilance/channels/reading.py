"""How a raw mail or payload is understood, as a plain dictionary: the answer of `vigilance channels read`."""

from typing import Any

from vigilance.channels.base import Unreadable
from vigilance.channels.registry import adapter_at
from vigilance.domain.message import InboundAttachment, InboundMessage, MessageKind

NOTHING: dict[str, Any] = {
    "kind": str(MessageKind.UNKNOWN),
    "sender": None,
    "sender_name": None,
    "when": None,
    "language": None,
    "subject": None,
    "text": "",
    "quoted": "",
    "attachments": [],
    "thread": {"numbers": [], "case_addresses": [], "message_ids": []},
    "where": None,
    "command": None,
    "refers_to": None,
    "delivery": None,
    "flags": [],
}
"""What is told of a message where nothing can be."""


def describe(door: str, payload: bytes) -> dict[str, Any]:
    """Everything that these bytes say to the channel behind this door, whatever they are; NotFound for no such door.

    `held` and `reason` stand for the whole; the keys of the first message are repeated beside `messages`, since most
    bodies hold one.
    """
    adapter = adapter_at(door)
    try:
        messages = [_told(message) for message in adapter.read(payload)]
    except Unreadable as error:
        return {"held": True, "reason": error.detail, **NOTHING, "messages": []}
    held = next((message["held"] for message in messages if message["held"]), None)
    unread = messages and all("unsupported-type" in message["flags"] for message in messages)
    reason = held or ("unsupported-type" if unread else None)
    first = messages[0] if messages else NOTHING
    return {**first, "held": held is not None, "reason": reason, "messages": messages}


def _told(message: InboundMessage) -> dict[str, Any]:
    return {
        "kind": str(message.kind),
        "external_id": message.external_id,
        "account": message.account,
        "sender": message.sender.address if message.sender else None,
        "sender_kind": str(message.sender.kind) if message.sender else None,
        "sender_name": message.sender_name,
        "when": message.sent_at.isoformat() if message.sent_at else None,
        "language": message.language,
        "subject": message.subject,
        "text": message.text,
        "quoted": message.quoted,
        "attachments": [_file(one) for one in message.attachments],
        "thread": {
            "numbers": list(message.thread.numbers),
            "case_addresses": list(message.thread.case_addresses),
            "message_ids": list(message.thread.message_ids),
        },
        "where": str(message.where),
        "command": message.command,
        "refers_to": message.refers_to,
        "delivery": str(message.delivery) if message.delivery else None,
        "failed_recipients": list(message.failed_recipients),
        "location": list(message.location) if message.location else None,
        "forwarded": message.forwarded,
        "flags": list(message.flags),
        "held": message.held,
        "fields": dict(message.fields),
    }


def _file(attachment: InboundAttachment) -> dict[str, Any]:
    return {
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "set_aside": attachment.set_aside,
    }
