"""Writing to the complainant and hearing from him.

Nothing leaves the building here: the relay's job sends what the outbox holds.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.correspondence.models import (
    Direction,
    Message,
    OutboxEntry,
    OutboxState,
    Reply,
    Sendable,
)
from vigilance.correspondence.notices import Notice, notice_text
from vigilance.correspondence.outbox import UNKNOWN_WAY, Way, put_out
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotFound
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.texts import keep_text
from vigilance.records.commands import system_record
from vigilance.records.models import Record, Tier
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.receipts import seal_message

NOTHING: Mapping[str, str] = MappingProxyType({})
LONGEST_MESSAGE = 20_000


def send_notice(  # noqa: PLR0913 -- what is said, to whom, by whom, and the two keys of a protected record
    session: Session,
    record: Record,
    notice: str,
    language: str,
    *,
    by: Actor,
    at: datetime,
    values: Mapping[str, str] = NOTHING,
    mailbox_public: bytes | None = None,
    recipient: str | None = None,
    way: Way = UNKNOWN_WAY,
) -> Message:
    """Put a standing text into the complainant's mailbox, and word of it into the outbox where he can be reached.

    The caller's event takes the message in `rows`. A protected record needs the mailbox's key.
    """
    letter = notice_text(Notice(notice), language, values)
    message = _message(record, Direction.TO_COMPLAINANT, language, by=by, at=at)
    message.notice = notice
    _keep(session, record, message, letter.text, mailbox_public, recipient)
    put_out(session, record, message, way)
    return message


def write_message(  # noqa: PLR0913 -- as above
    session: Session,
    record: Record,
    text: str,
    language: str,
    *,
    by: Actor,
    at: datetime,
    mailbox_public: bytes | None = None,
    way: Way = UNKNOWN_WAY,
) -> Message:
    """An officer's own words to the complainant; the caller's event takes the message in `rows`."""
    message = _message(record, Direction.TO_COMPLAINANT, language, by=by, at=at)
    _keep(session, record, message, _checked(text), mailbox_public, None)
    put_out(session, record, message, way)
    return message


def receive_message(
    session: Session,
    record: Record,
    text: str,
    language: str,
    *,
    by: Actor,
    at: datetime,
    mailbox_public: bytes | None = None,
) -> Message:
    """The complainant's words to the office; the caller's event takes the message in `rows`."""
    message = _message(record, Direction.TO_OFFICE, language, by=by, at=at)
    _keep(session, record, message, _checked(text), mailbox_public, None)
    return message


def _checked(text: str) -> str:
    text = text.replace("\x00", "\u2400")
    if not text.strip():
        raise Invalid({"text": ["Write your message."]})
    if len(text) > LONGEST_MESSAGE:
        raise Invalid({"text": ["The message is too long."]})
    return text


def _message(
    record: Record, direction: Direction, language: str, *, by: Actor, at: datetime
) -> Message:
    return Message(
        id=uuid.uuid4(),
        record_id=record.id,
        direction=direction,
        notice=None,
        language=language,
        text=None,
        text_sealed=None,
        mailbox_sealed=None,
        officer_id=by.officer_id,
        at=at,
    )


def _keep(  # noqa: PLR0917 -- one row and the keys it is sealed with
    session: Session,
    record: Record,
    message: Message,
    text: str,
    mailbox_public: bytes | None,
    recipient: str | None,
) -> None:
    if record.tier is Tier.PROTECTED:
        if mailbox_public is None:
            raise ValueError("a message of a protected record is sealed to its mailbox")
        recipient = recipient or record_recipient(session, record.id)
        place = mailbox_place(message)
        message.mailbox_sealed = seal_message(mailbox_public, place, text)
    keep_text(message, record, text, key=None, recipient=recipient)
    session.add(message)


def mailbox_place(message: Message) -> FieldPlace:
    """Where a message lives in its owner's mailbox."""
    return FieldPlace("message", "mailbox_sealed", message.id, message.record_id)


def retry_parked(session: Session, entry_id: uuid.UUID, *, by: Actor, at: datetime) -> None:
    """Have what was parked tried anew from the beginning, and tell the ledger who asked for it.

    The session is the system's: who mends a channel need not see the records. NotFound where nothing of that id is
    parked.
    """
    kinds: tuple[type[Sendable], ...] = (OutboxEntry, Reply)
    found = next((row for kind in kinds if (row := session.get(kind, entry_id))), None)
    if found is None or found.state is not OutboxState.PARKED:
        raise NotFound("outbox")
    found.state, found.attempts, found.next_try_at = OutboxState.WAITING, 0, at
    found.sent_at = found.failed_at = found.leased_until = None
    body = {"entry": str(entry_id), "channel": found.channel, "reason": found.last_error}
    record = system_record(session, "channels", at=at)
    append_event(session, record, "sending-retried", body, by=by, at=at)
