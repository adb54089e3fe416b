"""Reading the helpline's calls: what is being written, who waits, and what a number asked before."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from vigilance.complaints.models import Complaint
from vigilance.domain.errors import NotFound
from vigilance.helpline.models import (
    OPEN_STAGES,
    CallRecording,
    CallSource,
    CallStage,
    PhoneCall,
)
from vigilance.identities.queries import records_of_contact

LONGEST_LIST = 200
CDR, IVR = "cdr:", "ivr:"
"""How the ids of the telephone system's records, and of its messages, begin here."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a number filed before: the complaints this officer may see, and how many there are besides."""

    complaints: Sequence[Complaint]
    others: int


def call_of(session: Session, call_id: uuid.UUID, *, lock: bool = False) -> PhoneCall:
    """One call; with `lock`, as it stands once every other writer is done with it."""
    statement = select(PhoneCall).where(PhoneCall.id == call_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("call")
    return found


def call_of_officer(
    session: Session, call_id: uuid.UUID, officer_id: uuid.UUID | None, *, lock: bool = False
) -> PhoneCall:
    """A call this officer has taken; another's is not there for him."""
    found = call_of(session, call_id, lock=lock)
    if officer_id is None or found.officer_id != officer_id:
        raise NotFound("call")
    return found


def drafts_of(session: Session, officer_id: uuid.UUID | None) -> Sequence[PhoneCall]:
    """What this officer has begun to write and not finished, newest first."""
    statement = (
        select(PhoneCall)
        .where(PhoneCall.stage == CallStage.DRAFT, PhoneCall.officer_id == officer_id)
        .order_by(PhoneCall.started_at.desc(), PhoneCall.id)
        .limit(LONGEST_LIST)
    )
    return session.scalars(statement).all()


def waiting_in(session: Session, stage: CallStage) -> Sequence[PhoneCall]:
    """Those who wait in this list: who was not tried yet first, and among them who waits longest."""
    statement = (
        select(PhoneCall)
        .where(PhoneCall.stage == stage)
        .order_by(PhoneCall.tried_at.is_not(None), PhoneCall.started_at, PhoneCall.id)
        .limit(LONGEST_LIST)
    )
    return session.scalars(statement).all()


def how_many(session: Session, stage: CallStage) -> int:
    """How many calls stand in this list, shown or not."""
    return session.scalar(select(func.count()).where(PhoneCall.stage == stage)) or 0


def recordings_of(session: Session, call_id: uuid.UUID) -> Sequence[CallRecording]:
    """The files of a call, in the order in which they came."""
    statement = (
        select(CallRecording)
        .where(CallRecording.call_id == call_id)
        .order_by(CallRecording.at, CallRecording.id)
    )
    return session.scalars(statement).all()


def open_call_of(
    session: Session, digest: bytes, stages: Collection[CallStage] = OPEN_STAGES
) -> PhoneCall | None:
    """The latest call of this number that somebody still has to do something with."""
    statement = (
        select(PhoneCall)
        .where(PhoneCall.caller_digest == digest, PhoneCall.stage.in_(stages))
        .order_by(PhoneCall.started_at.desc(), PhoneCall.id)
    )
    return session.scalars(statement.limit(1)).first()


def requested_since(session: Session, digest: bytes, since: datetime) -> PhoneCall | None:
    """The request to be called that came for this number since then, whatever became of it."""
    statement = select(PhoneCall).where(
        PhoneCall.caller_digest == digest,
        PhoneCall.source == CallSource.REQUEST,
        PhoneCall.started_at > since,
    )
    return session.scalars(statement.limit(1)).first()


def call_by_external(session: Session, external_id: str) -> PhoneCall | None:
    """The call that another system knows by this id."""
    statement = select(PhoneCall).where(PhoneCall.external_id == external_id)
    return session.scalars(statement).one_or_none()


def written_between(
    session: Session,
    digest: bytes | None,
    since: datetime,
    until: datetime,
    *,
    exactly: bool = False,
) -> bool:
    """Whether a clerk wrote on a call of this number in this time.

    A protected or nameless one keeps no mark of its number, so that it counts for whoever called then, unless it must
    be `exactly` this number.
    """
    same = PhoneCall.caller_digest == digest
    statement = select(PhoneCall.id).where(
        PhoneCall.officer_id.is_not(None),
        or_(PhoneCall.started_at.between(since, until), PhoneCall.saved_at.between(since, until)),
        same if exactly else or_(same, PhoneCall.caller_digest.is_(None)),
    )
    return session.scalars(statement.limit(1)).first() is not None


def earlier_of(session: Session, in_the_systems_sight: Session, digest: bytes | None) -> Earlier:
    """What this number filed before. The second session only counts; of those out of sight nothing else is told."""
    if digest is None:
        return Earlier((), 0)
    known = records_of_contact(in_the_systems_sight, [digest])
    seen = set(records_of_contact(session, [digest]))
    statement = (
        select(Complaint)
        .where(Complaint.record_id.in_(seen))
        .order_by(Complaint.registered_at.desc(), Complaint.record_id)
    )
    complaints = session.scalars(statement).all() if seen else ()
    return Earlier(complaints, len(known) - len(complaints))
