"""Reading sealed identities, without opening any, and who opened which."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.identities.models import (
    IdentityOpening,
    IdentityShare,
    RelayAddress,
    SealedIdentity,
)


def sealed_identity(session: Session, record_id: uuid.UUID) -> SealedIdentity | None:
    """The sealed identity of this record."""
    statement = select(SealedIdentity).where(SealedIdentity.record_id == record_id)
    return session.scalars(statement).one_or_none()


def has_identity(session: Session, record_id: uuid.UUID) -> bool:
    """Whether somebody said who he is; no name is read to answer this."""
    statement = select(SealedIdentity.has_identity).where(SealedIdentity.record_id == record_id)
    return bool(session.scalar(statement))


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
