"""Sealing who complained, and the one way in which a single officer may open it (security.md, decision 2 and 3.5)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotFound, NotPermitted
from vigilance.domain.handover import Part
from vigilance.domain.lanes import Lane
from vigilance.domain.message import ContactKind
from vigilance.domain.roles import Role
from vigilance.identities.contacts import Identity, Mark
from vigilance.identities.models import (
    ContactMark,
    IdentityOpening,
    IdentityShare,
    RelayAddress,
    SealedIdentity,
)
from vigilance.identities.queries import sealed_identity, shares_of
from vigilance.records.models import Record, Tier
from vigilance.sealing.keyholder import KeyHolder
from vigilance.sealing.keyring import Keyring
from vigilance.sealing.relay import seal_address
from vigilance.sealing.vault import (
    OpenedIdentity,
    Share,
    ShareWrap,
    VaultRecord,
    VaultScheme,
    seal_ordinary,
    seal_protected,
)

SHORTEST_REASON = 20
LONGEST_REASON = 500


class Purpose(StrEnum):
    """For what an identity may be opened; there is no other."""

    CONFIRMATION = "confirmation"
    AFFIDAVIT = "affidavit"
    STATEMENT = "statement"
    PROTECTION = "protection"
    COURT_ORDER = "court-order"


@dataclass(frozen=True, slots=True)
class SealedAddress:
    """A way to reach somebody that only the relay can read."""

    kind: ContactKind
    blob: bytes


def sealed_for(
    lane: Lane, record_id: uuid.UUID, identity: Identity, original: bytes, keyring: Keyring
) -> VaultRecord:
    """Identity and submission, sealed as the lane asks: the protected lane to two offices, every other to the cell."""
    if lane is Lane.PROTECTED:
        return seal_protected(keyring.custodians, record_id, identity.fields, original)
    return seal_ordinary(keyring.cell, record_id, identity.fields, original)


def keep_identity(
    session: Session, record: Record, vault: VaultRecord, *, given: bool
) -> list[object]:
    """The rows of a sealed identity, for the event that tells of them."""
    rows: list[object] = [
        SealedIdentity(
            id=uuid.uuid4(),
            record_id=record.id,
            scheme=vault.scheme.value,
            fields=vault.fields,
            original=vault.original,
            has_identity=given,
        )
    ]
    rows += [
        IdentityShare(
            id=uuid.uuid4(),
            record_id=record.id,
            half=wrap.share.value,
            recipient=wrap.recipient_name,
            blob=wrap.blob,
        )
        for wrap in vault.wraps
    ]
    session.add_all(rows)
    return rows


def seal_identity(
    session: Session,
    record: Record,
    lane: Lane,
    identity: Identity,
    *,
    original: bytes,
    keyring: Keyring,
) -> list[object]:
    """Seal and keep in one step, where nothing was prepared before the transaction."""
    vault = sealed_for(lane, record.id, identity, original, keyring)
    return keep_identity(session, record, vault, given=bool(identity))


def relay_address_of(lane: Lane, identity: Identity, keyring: Keyring) -> SealedAddress | None:
    """Where the relay may send word. None in the protected lane: root could read it (security.md 3.5)."""
    if lane is Lane.PROTECTED:
        return None
    for contact in identity.contacts:
        blob = seal_address(keyring.relay.public, contact.kind.value, contact.address)
        return SealedAddress(contact.kind, blob)
    return None


def keep_relay_address(session: Session, record: Record, sealed: SealedAddress) -> RelayAddress:
    """The row of a relay address, for the event that tells of it."""
    row = RelayAddress(
        id=uuid.uuid4(), record_id=record.id, kind=sealed.kind.value, blob=sealed.blob
    )
    session.add(row)
    return row


def keep_marks(
    session: Session, record: Record, marks: Sequence[Mark], *, at: datetime
) -> list[object]:
    """The rows by which the same person is recognised again, for the event that tells of them."""
    rows: list[object] = [
        ContactMark(
            id=uuid.uuid4(),
            record_id=record.id,
            kind=mark.kind.value,
            digest=mark.digest,
            made_at=at,
        )
        for mark in marks
    ]
    session.add_all(rows)
    return rows


def open_identity(
    session: Session,
    record: Record,
    purpose: Purpose,
    reason: str,
    *,
    holder: KeyHolder,
    by: Actor,
    at: datetime,
) -> OpenedIdentity:
    """The complainant's identity, for the assigned officer or the CVO, in an ordinary record.

    Each opening is on the ledger; the caller tells the complainant in coarse words, in the same transaction.
    """
    _check_may_open(record, by)
    reason = reason.strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Invalid({"reason": ["Give the reason in 20 to 500 characters."]})
    opened = _opened(session, record, holder, by, at)
    opening = IdentityOpening(
        id=uuid.uuid4(),
        record_id=record.id,
        officer_id=by.officer_id,
        purpose=purpose.value,
        reason=reason,
        at=at,
    )
    session.add(opening)
    append_event(
        session,
        record,
        "identity-opened",
        {"purpose": purpose.value},
        by=by,
        at=at,
        rows=[opening],
    )
    return opened


def _check_may_open(record: Record, by: Actor) -> None:
    """The rules that need no key: the tier, the role, the assignment. Walls hide the record before this is asked."""
    if record.tier is not Tier.ORDINARY:
        raise NotPermitted("a protected identity needs both offices")
    assigned = Role.VO in by.roles and record.assigned_to in by.acts_for(Part.VO)
    if by.officer_id is None or not (assigned or Role.CVO in by.roles):
        raise NotPermitted("only the assigned officer or the CVO")


def _opened(
    session: Session, record: Record, holder: KeyHolder, by: Actor, at: datetime
) -> OpenedIdentity:
    sealed = sealed_identity(session, record.id)
    if sealed is None or not sealed.has_identity:
        raise NotFound("identity")
    if sealed.scheme != VaultScheme.ORDINARY:
        raise NotPermitted("a protected identity needs both offices")
    vault = _vault(sealed, shares_of(session, record.id))
    return holder.open_identity(record.id, vault, by=by.label, at=at)


def _vault(sealed: SealedIdentity, shares: Sequence[IdentityShare]) -> VaultRecord:
    wraps = tuple(ShareWrap(Share(row.half), row.recipient, row.blob) for row in shares)
    return VaultRecord(VaultScheme(sealed.scheme), sealed.fields, sealed.original, wraps)
