"""A held thing, opened for the person who decides on it: its message, or its bytes as a file where none can be read."""

import uuid
from dataclasses import replace
from datetime import datetime

from vigilance.arrivals.queries import Held, arrival_of
from vigilance.arrivals.raw import open_raw
from vigilance.arrivals.reading import read_arrival
from vigilance.arrivals.work import Work, content_digest
from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.base import Unreadable
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundAttachment, InboundMessage, MessageKind
from vigilance.evidence.kinds import Flag


def opened_held(
    held: Held,
    database: Database,
    office: Office,
    accounts: ChannelAccounts,
    *,
    at: datetime,
    by: uuid.UUID | None = None,
) -> tuple[Work, InboundMessage]:
    """The message, and the work of settling it anew. SealBroken where its bytes were changed."""
    with database.reading() as session:
        act_as(session, SYSTEM)
        arrival = arrival_of(session, held.arrival_id)
        raw = open_raw(session, arrival.id, office)
    messages = _messages(arrival.channel, arrival.account, raw, accounts) if held.is_message else []
    readable = held.position < len(messages)
    message = messages[held.position] if readable else whole(arrival.id, arrival.channel, raw)
    work = Work(
        database=database,
        office=office,
        accounts=accounts,
        arrival_id=arrival.id,
        arrival_sha256=arrival.sha256.hex(),
        channel=arrival.channel,
        account=arrival.account,
        at=at,
        received_at=arrival.received_at,
        raw=raw,
        alone=len(messages) <= 1,
        again=held.id if held.is_message else None,
        decided_by=by,
    )
    return replace(work, digest=content_digest(message, office.index_key)), message


def _messages(
    channel: Channel, account: str, raw: bytes, accounts: ChannelAccounts
) -> list[InboundMessage]:
    try:
        return read_arrival(channel, account, raw, accounts)
    except Unreadable:
        return []


def whole(arrival_id: uuid.UUID, channel: Channel, raw: bytes) -> InboundMessage:
    """A message that holds the whole arrival as a file."""
    is_mail = channel is Channel.EMAIL
    file = InboundAttachment(
        name="message.eml" if is_mail else "arrival.txt",
        media_type="message/rfc822" if is_mail else "text/plain",
        size=len(raw),
        content=raw,
        set_aside=Flag.WHOLE_ARRIVAL,
    )
    return InboundMessage(
        channel=channel,
        external_id=f"arrival:{arrival_id}",
        kind=MessageKind.COMPLAINT_OR_REPLY,
        attachments=(file,) if raw else (),
    )
