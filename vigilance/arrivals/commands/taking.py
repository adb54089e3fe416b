"""Taking in what arrives: sealed and committed before anybody reads it (security.md 5.1, 5.5, 5.6)."""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from vigilance.arrivals.models import Arrival, ArrivalRaw, ArrivalState
from vigilance.complaints.office import Office
from vigilance.domain.lanes import Channel
from vigilance.sealing.offices import wrap

NOT_AUTHENTIC = "not-authentic"
OF_CONTENT = "sha256:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An arrival ready to be stored: its bytes sealed to the vigilance cell."""

    channel: Channel
    account: str
    provider_key: str
    sealed: bytes = field(repr=False)
    sha256: bytes
    size: int
    received_at: datetime


def key_of_content(raw: bytes) -> str:
    """The provider key of an arrival that has no name but its bytes."""
    return OF_CONTENT + hashlib.sha256(raw).hexdigest()


def seal_arrival(
    *,
    channel: Channel,
    account: str,
    provider_key: str,
    raw: bytes,
    at: datetime,
    office: Office,
) -> Envelope:
    """The arrival with its bytes sealed; from here on nobody reads them without the cell's private key."""
    return Envelope(
        channel=channel,
        account=account,
        provider_key=provider_key,
        sealed=wrap(office.keyring.cell[0].public, raw),
        sha256=hashlib.sha256(raw).digest(),
        size=len(raw),
        received_at=at,
    )


def take_arrival(
    session: Session,
    *,
    channel: Channel,
    account: str,
    provider_key: str,
    raw: bytes,
    at: datetime,
    office: Office,
) -> uuid.UUID | None:
    """Store an arrival; None where it is known already, which is counted. The caller's commit makes the promise."""
    envelope = seal_arrival(
        channel=channel, account=account, provider_key=provider_key, raw=raw, at=at, office=office
    )
    return take_envelope(session, envelope)


def take_envelope(
    session: Session,
    envelope: Envelope,
    *,
    state: ArrivalState = ArrivalState.WAITING,
    reason: str | None = None,
    repeats: int = 0,
) -> uuid.UUID | None:
    """Store what was sealed before; None where it is known already, which is counted.

    `repeats` says how many more of it came that are not told one by one.
    """
    same = _same_bytes(session, envelope)
    made = None if same else _insert(session, envelope, state, reason, repeats)
    if made is None:
        _count_repeat(session, envelope, same, repeats + 1)
        return None
    session.execute(insert(ArrivalRaw).values(arrival_id=made, sealed=envelope.sealed))
    return made


def _same_bytes(session: Session, envelope: Envelope) -> uuid.UUID | None:
    """The same bytes under another name: a mailbox whose numbering changed hands out everything again.

    What failed to prove its sender is no arrival of that sender: it must not make the true one a repeat.
    """
    if envelope.provider_key.startswith(OF_CONTENT):
        return None  # the unique key itself tells
    statement = select(Arrival.id).where(
        Arrival.sha256 == envelope.sha256,
        Arrival.channel == envelope.channel,
        Arrival.account == envelope.account,
        or_(Arrival.reason.is_(None), Arrival.reason != NOT_AUTHENTIC),
    )
    return session.scalars(statement.limit(1)).first()


def _insert(
    session: Session, envelope: Envelope, state: ArrivalState, reason: str | None, repeats: int
) -> uuid.UUID | None:
    insert_new = postgresql_insert if _is_postgresql(session) else sqlite_insert
    statement = (
        insert_new(Arrival)
        .values(
            id=uuid.uuid4(),
            channel=envelope.channel,
            account=envelope.account,
            provider_key=envelope.provider_key,
            sha256=envelope.sha256,
            size=envelope.size,
            received_at=envelope.received_at,
            state=state,
            reason=reason,
            attempts=0,
            deaths=0,
            next_try_at=envelope.received_at,
            repeats=repeats,
        )
        .on_conflict_do_nothing(index_elements=["channel", "account", "provider_key"])
        .returning(Arrival.id)
    )
    return session.scalar(statement)


def _count_repeat(session: Session, envelope: Envelope, same: uuid.UUID | None, times: int) -> None:
    known = (
        [Arrival.id == same]
        if same
        else [
            Arrival.channel == envelope.channel,
            Arrival.account == envelope.account,
            Arrival.provider_key == envelope.provider_key,
        ]
    )
    session.execute(
        update(Arrival)
        .where(*known)
        .values(repeats=Arrival.repeats + times)
        .execution_options(synchronize_session=False)
    )


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
