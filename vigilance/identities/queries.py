"""Reading sealed identities, without opening any, and who opened which."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from vigilance.database.among import among, among_given
from vigilance.identities.models import (
    ContactMark,
    IdentityOpening,
    IdentityShare,
    RelayAddress,
    SealedIdentity,
)


def sealed_identity(session: Session, record_id: uuid.UUID) -> SealedIdentity | None:
    """The sealed identity of this record."""
    statement = select(SealedIdentity).where(SealedIdentity.record_id == record_id)
    return session.scalars(statement).one_or_none()


def identity_given(record_id: InstrumentedAttribute[uuid.UUID]) -> ScalarSelect[bool]:
    """For a statement on records: whether somebody said who he is. No name is read to answer this."""
    given = select(SealedIdentity.has_identity).where(SealedIdentity.record_id == record_id)
    return given.scalar_subquery()


def identity_is_given(session: Session, record_id: uuid.UUID) -> bool:
    """Whether the complainant of this record said who he is."""
    given = select(SealedIdentity.has_identity).where(SealedIdentity.record_id == record_id)
    return bool(session.scalar(given))


def shares_of(session: Session, record_id: uuid.UUID) -> Sequence[IdentityShare]:
    """The key of a record's identity as it is sealed to its holders."""
    statement = select(IdentityShare).where(IdentityShare.record_id == record_id)
    return session.scalars(statement).all()


def openings_of(session: Session, record_ids: Collection[uuid.UUID]) -> Sequence[IdentityOpening]:
    """Who opened the identity of these records, when and for what, latest first."""
    statement = (
        select(IdentityOpening)
        .where(IdentityOpening.record_id.in_(record_ids))
        .order_by(IdentityOpening.at.desc(), IdentityOpening.id)
    )
    return session.scalars(statement).all()


def relay_address(session: Session, record_id: uuid.UUID) -> RelayAddress | None:
    """Where the relay may send word about this record, still sealed."""
    statement = select(RelayAddress).where(RelayAddress.record_id == record_id)
    return session.scalars(statement).first()


def records_of_contact(
    session: Session, digests: Collection[bytes], *, limit: int = 50
) -> Sequence[uuid.UUID]:
    """The records of whoever has one of these blind indexes, latest first."""
    statement = (
        select(ContactMark.record_id)
        .where(ContactMark.digest.in_(digests))
        .group_by(ContactMark.record_id)
        .order_by(func.max(ContactMark.made_at).desc(), ContactMark.record_id)
        .limit(limit)
    )
    return session.scalars(statement).all()


def records_by_contact(
    session: Session, record_ids: Collection[uuid.UUID]
) -> dict[bytes, set[uuid.UUID]]:
    """Which of these records have the same complainant, by his blind index; no contact is read."""
    found: dict[bytes, set[uuid.UUID]] = {}
    statement = select(ContactMark.digest, ContactMark.record_id).where(
        among(session, ContactMark.record_id, record_ids)
    )
    for digest, record_id in session.execute(statement):
        found.setdefault(digest, set()).add(record_id)
    return found


def has_contact(session: Session, record_id: uuid.UUID, digests: Collection[bytes]) -> bool:
    """Whether one of these blind indexes is this record's complainant."""
    statement = select(ContactMark.id).where(
        ContactMark.record_id == record_id, ContactMark.digest.in_(digests)
    )
    return session.scalars(statement.limit(1)).first() is not None


def contact_digests(session: Session, record_id: uuid.UUID) -> Sequence[bytes]:
    """The blind indexes of this record's complainant."""
    statement = select(ContactMark.digest).where(ContactMark.record_id == record_id)
    return session.scalars(statement).all()


def others_of_same_contact(dialect: str, *, most: int) -> Select[tuple[uuid.UUID, int]]:
    """How many other records came from whoever is behind each of `ids`, from `first` to `last`; at `most` so many."""
    mine, others = aliased(ContactMark), aliased(ContactMark)
    beside = (
        select(others.record_id)
        .where(others.digest == mine.digest, others.record_id != mine.record_id)
        .where(others.made_at.between(bindparam("first"), bindparam("last")))
        .distinct()
        .limit(most)
        .correlate(mine)
        .subquery()
    )
    count = select(func.count()).select_from(beside).correlate(mine).scalar_subquery()
    return select(mine.record_id, count).where(among_given(dialect, mine.record_id, "ids"))
