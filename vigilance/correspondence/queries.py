"""Reading the conversation with a complainant, for the office and for its owner."""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from vigilance.correspondence.models import Direction, Message, OutboxEntry
from vigilance.evidence.texts import read_text
from vigilance.records.models import Record
from vigilance.records.scope import kept
from vigilance.sealing.case_keys import CaseKey
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.receipts import open_message


@dataclass(frozen=True, slots=True)
class Said:
    """One message as its reader may see it: never who of the office wrote it."""

    direction: Direction
    notice: str | None
    text: str = field(repr=False)
    at: datetime


def messages_of(session: Session, record_ids: Collection[uuid.UUID]) -> Sequence[Message]:
    """The messages of these records, oldest first."""
    statement = (
        select(Message).where(Message.record_id.in_(record_ids)).order_by(Message.at, Message.id)
    )
    return session.scalars(statement).all()


def said_to_owner(messages: Sequence[Message], mailbox_private: bytes) -> list[Said]:
    """The conversation as the holder of the code reads it."""
    return [
        Said(each.direction, each.notice, _of_owner(each, mailbox_private), each.at)
        for each in messages
    ]


def _of_owner(message: Message, mailbox_private: bytes) -> str:
    if message.mailbox_sealed is None:
        return message.text or ""
    place = FieldPlace("message", "mailbox_sealed", message.id, message.record_id)
    return open_message(mailbox_private, place, message.mailbox_sealed)


def said_to_office(
    messages: Sequence[Message], record: Record, opener: Callable[[], CaseKey]
) -> list[Said]:
    """The conversation as the office reads it; the record's key is asked for only where it is sealed."""
    return [
        Said(each.direction, each.notice, read_text(each, record, opener), each.at)
        for each in messages
    ]


def messages_and_deliveries(
    session: Session, record_ids: Collection[uuid.UUID]
) -> Sequence[tuple[Message, OutboxEntry | None]]:
    """The messages of these records, oldest first, each with what went out of it."""
    rows = session.execute(WITH_DELIVERIES, {"records": list(record_ids)})
    return [(message, entry) for message, entry in rows]


WITH_DELIVERIES = kept(
    select(Message, OutboxEntry)
    .outerjoin(OutboxEntry, OutboxEntry.message_id == Message.id)
    .where(Message.record_id.in_(bindparam("records", expanding=True)))
    .order_by(Message.at, Message.id)
)
