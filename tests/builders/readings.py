"""The authored bodies of the tests, read by the adapter behind their door."""

from tests.builders.webhooks import payloads
from vigilance.channels.registry import adapter_at
from vigilance.domain.message import InboundMessage


def read(door: str, name: str) -> list[InboundMessage]:
    return adapter_at(door).read(payloads(door)[name])


def one(door: str, name: str) -> InboundMessage:
    (message,) = read(door, name)
    return message


def files(message: InboundMessage) -> list[tuple[str, str, str | None]]:
    return [(each.name, each.media_type, each.media) for each in message.attachments]
