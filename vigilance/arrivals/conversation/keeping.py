"""Keeping a conversation between two messages: found under a lock, opened with the cell's key, sealed again."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from vigilance.arrivals.conversation.engine import due_at
from vigilance.arrivals.conversation.models import Conversation
from vigilance.arrivals.conversation.state import State, Step, from_bytes, to_bytes
from vigilance.complaints.office import Office
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, Where
from vigilance.identities.contacts import mark_of
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap, wrap
from vigilance.sealing.relay import seal_address

QUIET = timedelta(seconds=3)
"""A burst is over when nothing came for this long; then it is answered, once."""
LONGEST_BURST = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says something, where: one of these is one conversation."""

    channel: Channel
    account: str
    sender: Contact = field(repr=False)
    place: Where = Where.PRIVATE


def conversation_with(
    session: Session, speaker: Speaker, *, office: Office, at: datetime
) -> Conversation:
    """The conversation with this person, locked until the commit; a new one where there was none."""
    digest = mark_of(speaker.sender, office.index_key).digest
    known = {
        "channel": speaker.channel,
        "account": speaker.account,
        "sender_digest": digest,
        "place": speaker.place,
    }
    statement = select(Conversation).filter_by(**known).with_for_update()
    statement = statement.execution_options(populate_existing=True)
    found = session.scalars(statement).one_or_none()
    if found is not None:
        return found
    address = seal_address(
        office.keyring.relay.public, speaker.sender.kind.value, speaker.sender.address
    )
    new = {
        "id": uuid.uuid4(),
        "address_sealed": address,
        "step": Step.START,
        "draft_sealed": _sealed(State(sender=speaker.sender), office),
        "turn": 0,
        "heard_at": at,
        "attempts": 0,
        "asked": 0,
    }
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    session.execute(insert(Conversation).values(**known, **new).on_conflict_do_nothing())
    return session.scalars(statement).one()


def locked(session: Session, conversation_id: uuid.UUID) -> Conversation:
    """This conversation, locked until the commit."""
    statement = select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def opened(row: Conversation, office: Office) -> State:
    """What the conversation knows."""
    private = office.keyring.private(KeyName.VIGILANCE_CELL)
    return from_bytes(unwrap(private, row.draft_sealed))


def keep_state(row: Conversation, state: State, *, office: Office) -> None:
    """Keep what the conversation knows now, and when something will follow from silence."""
    row.turn += 1
    row.attempts = 0
    row.step = state.step
    row.language = state.language
    row.record_id = state.record_id
    row.draft_sealed = _sealed(state, office)
    row.due_at = _due(state, row.heard_at, office)


def _due(state: State, heard_at: datetime, office: Office) -> datetime | None:
    if state.waiting:
        return min(heard_at + QUIET, (state.burst_at or heard_at) + LONGEST_BURST)
    return due_at(state, heard_at, gathering_time(office))


def gathering_time(office: Office) -> timedelta:
    """How long more of the same story is waited for."""
    return timedelta(seconds=office.settings.gather_seconds)


def _sealed(state: State, office: Office) -> bytes:
    return wrap(office.keyring.cell[0].public, to_bytes(state))
