"""The conversation with the complainant as the file shows it: what was said, and how far it came."""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from vigilance.complaints.people import People
from vigilance.correspondence.models import Direction, Message, OutboxEntry
from vigilance.correspondence.words import DeliveryShown, delivery_shown
from vigilance.evidence.texts import WithText

Reader = Callable[[WithText], str | None]
"""Reads a text of the record; None where it is sealed and this reader may not open it."""


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message; `delivery` is None for what came in and for what only the mailbox holds."""

    at: datetime
    outgoing: bool
    notice: str | None
    text: str | None = field(repr=False)
    by: str
    delivery: DeliveryShown | None = None


def talk_shown(
    messages: Collection[tuple[Message, OutboxEntry | None]],
    readers: Mapping[uuid.UUID, Reader],
    who: People,
) -> list[MessageShown]:
    """These messages, oldest first."""
    return [_shown(each, readers[each.record_id], who, sent) for each, sent in messages]


def _shown(message: Message, read: Reader, who: People, entry: OutboxEntry | None) -> MessageShown:
    outgoing = message.direction is Direction.TO_COMPLAINANT
    return MessageShown(
        at=message.at,
        outgoing=outgoing,
        notice=message.notice,
        text=read(message),
        by=who.name(message.officer_id) if outgoing and message.officer_id else "",
        delivery=delivery_shown(entry) if entry else None,
    )
