"""The rows of the files to be fetched: taken under a lease, and marked by what became of them."""

import json
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, case, or_, select, update
from sqlalchemy.orm import Session

from vigilance.arrivals.media_models import MediaFetch, MediaState
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.channels.media import NotFetched
from vigilance.complaints.office import Office
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundAttachment
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap, wrap

LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
GROWS = 3
LONGEST_WAIT = timedelta(hours=8)
MOST_ATTEMPTS = 8
TRIED_FOR = timedelta(hours=24)
BATCH = 10
MEDIA_NOT_FETCHED = "media-not-fetched"
NOT_ITS_FAULT = frozenset({"token-refused", "no-answer"})
"""The office's or the provider's trouble: the file is asked for until the provider forgets it."""
OPEN_STATES = (MediaState.WAITING, MediaState.KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file: what it is called, and what the provider calls it."""

    fetch_id: uuid.UUID
    channel: Channel
    state: MediaState
    name: str = field(repr=False)
    media_type: str
    media: str | None = field(repr=False)


def want(  # noqa: PLR0913 -- the file, whose it is, and how long it may be asked for
    session: Session,
    arrived: ArrivedMessage,
    attachment: InboundAttachment,
    *,
    fetch_id: uuid.UUID,
    kept: bool,
    days: int,
    office: Office,
    at: datetime,
) -> MediaFetch:
    """Have a file fetched, or note that it is `kept` here already."""
    told = {
        "name": attachment.name,
        "media_type": attachment.media_type,
        "media": attachment.media,
    }
    row = MediaFetch(
        id=fetch_id,
        arrived_id=arrived.id,
        channel=arrived.channel,
        wanted_sealed=wrap(office.keyring.cell[0].public, json.dumps(told).encode()),
        state=MediaState.KEPT if kept else MediaState.WAITING,
        attempts=0,
        next_try_at=at,
        give_up_at=at + timedelta(days=max(1, days)),
        made_at=at,
    )
    session.add(row)
    return row


def take_due(session: Session, office: Office, now: datetime) -> list[Wanted]:
    """The files to be fetched now, and those that are here and whose complaint stands, leased."""
    ready = or_(
        MediaFetch.state == MediaState.WAITING,
        and_(
            MediaFetch.state == MediaState.KEPT,
            or_(MediaFetch.record_id.is_not(None), MediaFetch.channel == Channel.PHONE),
        ),
    )
    statement = (
        select(MediaFetch)
        .where(ready, MediaFetch.next_try_at <= now)
        .where(or_(MediaFetch.leased_until.is_(None), MediaFetch.leased_until <= now))
        .order_by(MediaFetch.next_try_at, MediaFetch.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(statement).all()
    for row in rows:
        row.leased_until = now + LEASE
    return wanted_of(rows, office)


def wanted_of(rows: Sequence[MediaFetch], office: Office) -> list[Wanted]:
    """These files with their names opened."""
    private = office.keyring.private(KeyName.VIGILANCE_CELL) if rows else b""
    return [
        Wanted(
            fetch_id=row.id,
            channel=row.channel,
            state=row.state,
            **json.loads(unwrap(private, row.wanted_sealed)),
        )
        for row in rows
    ]


def fetches_of(
    session: Session, ids: Collection[uuid.UUID], *states: MediaState
) -> Sequence[MediaFetch]:
    """These files as far as they are in one of these states, in the order in which they were sent."""
    if not ids:
        return []
    statement = select(MediaFetch).where(MediaFetch.id.in_(ids), MediaFetch.state.in_(states))
    return session.scalars(statement.order_by(MediaFetch.made_at, MediaFetch.id)).all()


def mark_kept(session: Session, fetch_id: uuid.UUID, size: int, *, at: datetime) -> None:
    """It is here; its message waits for nobody any more, if it was for this."""
    _move(
        session, fetch_id, MediaState.WAITING, MediaState.KEPT, size=size, last_error=None,
        next_try_at=at,
    )  # fmt: skip
    _let_go(session, session.get_one(MediaFetch, fetch_id).arrived_id)


def _let_go(session: Session, arrived_id: uuid.UUID) -> None:
    """A message held for its files alone goes back to what it was, once none is missing."""
    missing = select(MediaFetch.id).where(
        MediaFetch.arrived_id == arrived_id, MediaFetch.state == MediaState.NOT_FETCHED
    )
    its = ArrivedMessage.record_id.is_not(None)
    session.execute(
        update(ArrivedMessage)
        .where(
            ArrivedMessage.id == arrived_id,
            ArrivedMessage.outcome == Outcome.HELD,
            ArrivedMessage.reason == MEDIA_NOT_FETCHED,
            ~missing.exists(),
        )
        .values(
            outcome=case((its, Outcome.ATTACHED.value), else_=Outcome.CONVERSATION.value),
            reason=None,
        )
        .execution_options(synchronize_session=False)
    )


def kept_until(session: Session, fetch_id: uuid.UUID, moment: datetime) -> None:
    """It is here and nobody takes it yet: look again then."""
    session.execute(
        update(MediaFetch)
        .where(MediaFetch.id == fetch_id, MediaFetch.state == MediaState.KEPT)
        .values(leased_until=None, next_try_at=moment)
        .execution_options(synchronize_session=False)
    )


def mark_added(session: Session, fetch_id: uuid.UUID, *, at: datetime) -> bool:
    """It is a paper of its record; False where it was one before."""
    return _move(session, fetch_id, MediaState.KEPT, MediaState.ADDED, done_at=at)


def _move(
    session: Session, fetch_id: uuid.UUID, before: MediaState, after: MediaState, **values: object
) -> bool:
    """The file stands elsewhere now; False where it did not stand where it was thought to."""
    done = session.execute(
        update(MediaFetch)
        .where(MediaFetch.id == fetch_id, MediaFetch.state == before)
        .values(state=after, leased_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts its rows


def try_later(session: Session, fetch_id: uuid.UUID, error: NotFetched, *, at: datetime) -> bool:
    """Try again later and later; False where that cannot help, or was done often enough."""
    row = session.get_one(MediaFetch, fetch_id, with_for_update=True)
    row.leased_until, row.last_error = None, error.detail
    if not error.retry or at >= row.give_up_at:
        return False
    if error.detail in NOT_ITS_FAULT:
        row.next_try_at = at + FIRST_WAIT * 15
        return True
    row.attempts += 1
    if row.attempts >= MOST_ATTEMPTS or at - row.made_at >= TRIED_FOR:
        return False
    row.next_try_at = at + min(FIRST_WAIT * GROWS ** (row.attempts - 1), LONGEST_WAIT)
    return True


def not_fetched(session: Session, fetch_id: uuid.UUID, *, at: datetime) -> uuid.UUID | None:
    """It could not be had: its message waits for a person. Its record, where it has one."""
    row = session.get_one(MediaFetch, fetch_id)
    _move(session, fetch_id, MediaState.WAITING, MediaState.NOT_FETCHED, done_at=at)
    session.execute(
        update(ArrivedMessage)
        .where(ArrivedMessage.id == row.arrived_id)
        .values(
            outcome=Outcome.HELD, reason=MEDIA_NOT_FETCHED, suggested_id=ArrivedMessage.record_id
        )
        .execution_options(synchronize_session=False)
    )
    return row.record_id


def still_wanted(session: Session, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these files wait for something yet."""
    return {row.id for row in fetches_of(session, ids, *OPEN_STATES)}


def fetch_again(session: Session, arrived_id: uuid.UUID, *, at: datetime) -> int:
    """Have the files of a held message tried anew; how many there are."""
    done = session.execute(
        update(MediaFetch)
        .where(MediaFetch.arrived_id == arrived_id, MediaFetch.state == MediaState.NOT_FETCHED)
        .values(
            state=MediaState.WAITING, attempts=0, next_try_at=at, made_at=at, done_at=None,
            give_up_at=at + timedelta(days=1),
        )
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    return int(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts its rows


def hand_to_record(
    session: Session, ids: Collection[uuid.UUID], record_id: uuid.UUID, *, at: datetime
) -> None:
    """These files belong to this record; those still to come are added to it when they are here."""
    if not ids:
        return
    session.execute(
        update(MediaFetch)
        .where(MediaFetch.id.in_(ids), MediaFetch.state.in_(OPEN_STATES))
        .values(record_id=record_id, next_try_at=at)
        .execution_options(synchronize_session=False)
    )
