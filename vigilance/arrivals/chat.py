"""A message by chat: put into its conversation under a lock, to be answered when the burst it belongs to is over."""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from vigilance.arrivals.conversation.keeping import (
    Speaker,
    conversation_with,
    keep_state,
    opened,
)
from vigilance.arrivals.conversation.models import Conversation
from vigilance.arrivals.conversation.saying import silenced
from vigilance.arrivals.conversation.state import File, FileKind, Heard, State
from vigilance.arrivals.hold import hold
from vigilance.arrivals.media_files import keep_file
from vigilance.arrivals.media_queue import want
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.arrivals.work import Work, settle
from vigilance.channels.making import FORWARDED, SAID_IN_PUBLIC
from vigilance.correspondence.delivery import note_heard
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import ist_day
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, InboundAttachment, InboundMessage, MessageKind, Where

NO_SENDER = "no-sender"
TOO_MANY_ANSWERS = "too-many-answers"
DRAFTED_IN_PUBLIC = frozenset({Channel.X})
"""Where a public mention of us begins a complaint; elsewhere a person looks first (the lead's decision 3)."""
KINDS = {"audio": FileKind.VOICE, "image": FileKind.PHOTO, "video": FileKind.VIDEO}
UNNAMED = "file"


@dataclass(frozen=True, slots=True)
class _Coming:
    """A file of the message, under the id that its row will have."""

    fetch_id: uuid.UUID
    attachment: InboundAttachment
    kept: bool


def hear(work: Work, message: InboundMessage, position: int) -> None:
    """Put the message into its conversation. What follows from it is decided when the burst is over."""
    why = _for_a_person(work, message)
    if why is not None or message.sender is None:
        hold(work, message, position, reason=why)
        return
    coming = _kept(work, message)
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        row = conversation_with(
            session, _speaker(work, message, message.sender), office=work.office, at=work.at
        )
        state = opened(row, work.office)
        arrived = _settled(session, work, message, position, row)
        for each in coming:
            want(
                session, arrived, each.attachment, fetch_id=each.fetch_id, kept=each.kept,
                days=work.accounts.of(work.channel).media_days, office=work.office, at=work.at,
            )  # fmt: skip
        heard = heard_of(work, message, position, coming, arrived.id)
        _keep(row, _with(state, message, heard, row), work)
        if row.place is Where.PRIVATE:
            note_heard(session, work.channel, [row.sender_digest], work.at)


def change(work: Work, message: InboundMessage, position: int) -> None:
    """The sender changed what he said and what is not registered yet: both texts stand in the draft."""
    hear(work, replace(message, kind=MessageKind.EDIT, attachments=(), location=None), position)


def _for_a_person(work: Work, message: InboundMessage) -> str | None:
    """Why a person must look first."""
    if message.sender is None:
        return NO_SENDER
    if message.where is Where.GROUP:
        return SAID_IN_PUBLIC
    if message.where is Where.PUBLIC and work.channel not in DRAFTED_IN_PUBLIC:
        return SAID_IN_PUBLIC
    if message.forwarded and message.text:
        return FORWARDED
    return message.held


def _speaker(work: Work, message: InboundMessage, sender: Contact) -> Speaker:
    public = message.where is not Where.PRIVATE
    return Speaker(
        channel=work.channel,
        account=message.account or work.account,
        sender=sender,
        place=Where.PUBLIC if public else Where.PRIVATE,
    )


def _kept(work: Work, message: InboundMessage) -> list[_Coming]:
    """The files of the message; those whose bytes came with it lie on the disk when this returns."""
    coming = []
    for each in message.attachments:
        fetch_id = uuid.uuid4()
        if each.content:
            keep_file(work.office, fetch_id, each.content)
        if each.content or each.media:
            coming.append(_Coming(fetch_id, each, kept=bool(each.content)))
    return coming


def _settled(
    session: Session, work: Work, message: InboundMessage, position: int, row: Conversation
) -> ArrivedMessage:
    """The message is part of a conversation; the first unanswered one of a day is seen by a person."""
    today = ist_day(work.at)
    unanswered = silenced(row, work.at) and row.silenced_on != today
    if not unanswered:
        return settle(session, work, message, Outcome.CONVERSATION, position=position)
    row.silenced_on = today
    return settle(session, work, message, Outcome.HELD, position=position, reason=TOO_MANY_ANSWERS)


def heard_of(
    work: Work,
    message: InboundMessage,
    position: int,
    coming: list[_Coming],
    arrived_id: uuid.UUID,
) -> Heard:
    """The message as its conversation keeps it."""
    place = message.location
    return Heard(
        external_id=message.external_id,
        at=min(message.sent_at or work.at, work.at),
        order=position,
        text=message.text.replace("\x00", "\u2400"),
        command=message.command,
        files=tuple(_file(each) for each in coming),
        place=f"{place[0]:.6f}, {place[1]:.6f}" if place else None,
        forwarded=message.forwarded,
        changed=message.kind is MessageKind.EDIT,
        language=message.language,
        flags=message.flags,
        received_at=work.received_at,
        arrival=work.arrival_sha256,
        arrived_id=str(arrived_id),
    )


def _file(coming: _Coming) -> File:
    attachment = coming.attachment
    kind = KINDS.get(attachment.media_type.partition("/")[0], FileKind.FILE)
    return File(kind, attachment.name or UNNAMED, str(coming.fetch_id))


def _with(state: State, message: InboundMessage, heard: Heard, row: Conversation) -> State:
    """The state with one more message to be answered; one that a person had looked at may stand in it already."""
    begins = not state.waiting
    known = heard.external_id in {each.external_id for each in (*state.pieces, *state.waiting)}
    return replace(
        state,
        sender=message.sender,
        sender_name=message.sender_name or state.sender_name,
        waiting=state.waiting if known else (*state.waiting, heard),
        heard_before=(row.heard_at if row.turn else None) if begins else state.heard_before,
    )


def _keep(row: Conversation, state: State, work: Work) -> None:
    """Sealed again; the time of its answer is set from now."""
    row.heard_at = max(row.heard_at, work.at)
    if state.burst_at is None:
        state = replace(state, burst_at=work.at)
    keep_state(row, state, office=work.office)
