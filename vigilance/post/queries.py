"""Reading the post desk: a clerk's envelopes and their scans, and what came before from the same hand."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.complaints.models import Complaint, TextMark
from vigilance.complaints.text_marks import likeness_of
from vigilance.domain.errors import NotFound
from vigilance.identities.queries import records_of_contact
from vigilance.post.models import PostEnvelope, PostItem, PostScan, TakenOnce

LONGEST_LIST = 100
MOST_LIKE = 20


@dataclass(frozen=True, slots=True)
class Likely:
    """What may be the same matter: the complaints this officer may see, and how many there are besides."""

    complaints: Sequence[Complaint]
    others: int


def envelope_of(
    session: Session, envelope_id: uuid.UUID, officer_id: uuid.UUID | None, *, lock: bool = False
) -> PostEnvelope:
    """An envelope this officer opened; another's is not there for him."""
    statement = select(PostEnvelope).where(PostEnvelope.id == envelope_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(statement).one_or_none()
    if found is None or officer_id is None or found.officer_id != officer_id:
        raise NotFound("envelope")
    return found


def open_envelopes(session: Session, officer_id: uuid.UUID | None) -> Sequence[PostEnvelope]:
    """What this officer has opened and not closed, newest first."""
    statement = (
        select(PostEnvelope)
        .where(PostEnvelope.officer_id == officer_id, PostEnvelope.closed_at.is_(None))
        .order_by(PostEnvelope.opened_at.desc(), PostEnvelope.id)
        .limit(LONGEST_LIST)
    )
    return session.scalars(statement).all()


def scans_of(session: Session, envelope_id: uuid.UUID) -> Sequence[PostScan]:
    """The scans for the complaint being written, in the order in which they came."""
    statement = (
        select(PostScan)
        .where(PostScan.envelope_id == envelope_id)
        .order_by(PostScan.at, PostScan.id)
    )
    return session.scalars(statement).all()


def items_in(session: Session, envelope_id: uuid.UUID) -> int:
    """How many complaints were registered out of this envelope."""
    statement = select(func.count()).where(PostItem.envelope_id == envelope_id)
    return session.scalar(statement) or 0


def complaints_in(session: Session, envelope_id: uuid.UUID) -> Sequence[Complaint]:
    """Those of them that this officer may see, in their order."""
    statement = (
        select(Complaint)
        .join(PostItem, PostItem.record_id == Complaint.record_id)
        .where(PostItem.envelope_id == envelope_id)
        .order_by(PostItem.at, PostItem.id)
    )
    return session.scalars(statement).all()


def likely_same(
    session: Session, in_the_systems_sight: Session, digest: bytes | None, text: str
) -> Likely:
    """Earlier complaints of the same sender or with the same words. The second session only counts."""
    records = set(records_of_contact(in_the_systems_sight, [digest])) if digest else set()
    records |= set(_same_words(in_the_systems_sight, text))
    if not records:
        return Likely((), 0)
    statement = (
        select(Complaint)
        .where(Complaint.record_id.in_(records))
        .order_by(Complaint.registered_at.desc(), Complaint.record_id)
        .limit(MOST_LIKE)
    )
    complaints = session.scalars(statement).all()
    return Likely(complaints, len(records) - len(complaints))


def _same_words(session: Session, text: str) -> Sequence[uuid.UUID]:
    like = likeness_of(text)
    if like is None:
        return ()
    statement = (
        select(TextMark.record_id)
        .where(TextMark.exact == like.exact)
        .order_by(TextMark.made_at.desc())
        .limit(MOST_LIKE)
    )
    return session.scalars(statement).all()


def taken_as(session: Session, key: bytes) -> TakenOnce | None:
    """What was taken under this key before."""
    return session.get(TakenOnce, key)


def taken_before(session: Session, keys: Collection[bytes]) -> frozenset[bytes]:
    """Those of these keys under which something was taken before."""
    return frozenset(session.scalars(select(TakenOnce.key).where(TakenOnce.key.in_(keys))))
