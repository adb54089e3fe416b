"""Which way word of a message goes out, and the row that makes the job send it.

Who wrote to us by mail or by a chat is answered there with the text itself; everybody else is only told that there is
news, because mail and SMS are read by others. Nothing of a protected record leaves the mailbox.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.correspondence.models import Message, OutboxEntry, OutboxState
from vigilance.correspondence.notices import Notice
from vigilance.domain.lanes import Channel
from vigilance.domain.message import ContactKind
from vigilance.identities.queries import relay_address
from vigilance.records.models import Record, Tier
from vigilance.sealing.keyring import Keyring
from vigilance.sealing.offices import unwrap, wrap

SMS = "sms"
CARRIED_BY: Mapping[ContactKind, str] = {
    ContactKind.EMAIL: Channel.EMAIL.value,
    ContactKind.MOBILE: SMS,
    ContactKind.WHATSAPP: Channel.WHATSAPP.value,
    ContactKind.TELEGRAM: Channel.TELEGRAM.value,
    ContactKind.FACEBOOK: Channel.FACEBOOK.value,
    ContactKind.INSTAGRAM: Channel.INSTAGRAM.value,
    ContactKind.X: Channel.X.value,
}
"""The channel that reaches each kind of address."""
CHATS = frozenset(CARRIED_BY) - {ContactKind.EMAIL, ContactKind.MOBILE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How word of a message goes out, as far as its writer knows.

    `in_words` is the notice sent in place of the message's own text where the text may go, `in_short` the one sent in
    place of "there is news"; `sealed` holds what they need (`sealed_values`). `kind` is looked up where it is not
    known; `thread` is the complaint's reference; `silent` keeps the message in the mailbox alone.
    """

    came_by: Channel | None = None
    in_words: Notice | None = None
    in_short: Notice | None = None
    sealed: bytes | None = field(default=None, repr=False)
    kind: ContactKind | None = None
    thread: str | None = None
    silent: bool = False


MAILBOX_ONLY = Way(silent=True)
UNKNOWN_WAY = Way()


def sealed_values(keyring: Keyring, values: Mapping[str, str]) -> bytes:
    """Values for the text of a notice, for the relay alone."""
    return wrap(keyring.relay.public, json.dumps(dict(values)).encode())


def opened_values(relay_private: bytes, blob: bytes | None) -> dict[str, str]:
    """What `sealed_values` closed; empty where nothing was."""
    if blob is None:
        return {}
    found: dict[str, str] = json.loads(unwrap(relay_private, blob))
    return found


def carries_text(kind: ContactKind, came_by: Channel | None) -> bool:
    """Whether the text itself goes to an address of this kind (the lead's decision 4)."""
    return kind in CHATS or (kind is ContactKind.EMAIL and came_by is Channel.EMAIL)


def put_out(session: Session, record: Record, message: Message, way: Way) -> OutboxEntry | None:
    """One entry a message: whoever tries again finds it there. None where nobody can be reached."""
    if way.silent or record.tier is Tier.PROTECTED:
        return None
    kind = way.kind or _kind_of(session, record)
    if kind is None:
        return None
    if carries_text(kind, way.came_by):
        notice = way.in_words or Notice.MESSAGE_TEXT
    else:
        notice = way.in_short or Notice.MESSAGE_WAITING
    entry = _entry(record, notice, message.language, f"message:{message.id}", message.at)
    entry.message_id, entry.channel = message.id, CARRIED_BY[kind]
    entry.values_sealed, entry.thread = way.sealed, way.thread
    session.add(entry)
    return entry


def put_word(
    session: Session,
    record: Record,
    notice: Notice,
    language: str,
    *,
    sealed: bytes,
    effect_key: str,
    at: datetime,
) -> OutboxEntry | None:
    """A word that is no message of the mailbox, such as a code. None where nobody can be reached."""
    kind = _kind_of(session, record)
    if kind is None or record.tier is Tier.PROTECTED:
        return None
    entry = _entry(record, notice, language, effect_key, at)
    entry.channel, entry.values_sealed = CARRIED_BY[kind], sealed
    session.add(entry)
    return entry


def _entry(
    record: Record, notice: Notice, language: str, effect_key: str, at: datetime
) -> OutboxEntry:
    return OutboxEntry(
        id=uuid.uuid4(),
        record_id=record.id,
        effect_key=effect_key,
        notice=notice.value,
        language=language,
        state=OutboxState.WAITING,
        attempts=0,
        next_try_at=at,
        made_at=at,
    )


def _kind_of(session: Session, record: Record) -> ContactKind | None:
    address = relay_address(session, record.id)
    return ContactKind(address.kind) if address else None
