"""All that can be done for a complaint before the register is touched: codes, keys, seals, and papers on the disk.

So the transaction is short, and a complaint that finds the register away is already safe to put aside
(security.md 5.2, 5.3).
"""

import secrets
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime

from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office
from vigilance.domain.lanes import Lane
from vigilance.domain.numbering import (
    REFERENCE_BYTES,
    SECRET_BYTES,
    SECRET_DIGITS_BYTES,
    new_reference,
    new_secret,
    new_secret_digits,
)
from vigilance.evidence.commands import StoredPaper, store_papers
from vigilance.evidence.keys import NewKey, new_record_key
from vigilance.identities.commands import SealedAddress, relay_address_of, sealed_for
from vigilance.identities.contacts import Mark, marks_of
from vigilance.sealing import receipts as seals
from vigilance.sealing.vault import VaultRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A complaint ready to be entered. Its record's id is known already: entering it twice is impossible."""

    record_id: uuid.UUID
    filing: Filing
    reference: str
    secret: str = field(repr=False)
    receipt: seals.Receipt = field(repr=False)
    key: NewKey = field(repr=False)
    vault: VaultRecord = field(repr=False)
    identity_given: bool
    address: SealedAddress | None = field(repr=False)
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    papers: tuple[StoredPaper, ...] = field(repr=False)
    at: datetime
    told: bool = False
    """Whether reference and secret are in the complainant's hands, so that neither may change."""


def fresh_reference() -> str:
    """A public reference that may, once in many thousands of years, exist already."""
    return new_reference(secrets.token_bytes(REFERENCE_BYTES))


def fresh_secret(*, spoken: bool) -> str:
    """A secret code: letters and digits for the eye, digits alone for the ear."""
    if spoken:
        return new_secret_digits(secrets.token_bytes(SECRET_DIGITS_BYTES))
    return new_secret(secrets.token_bytes(SECRET_BYTES))


def prepare(
    filing: Filing,
    office: Office,
    at: datetime,
    *,
    key: NewKey | None = None,
    papers: tuple[StoredPaper, ...] = (),
    spoken: bool = False,
) -> Prepared:
    """Everything but the rows; when this returns, the papers are on the disk for certain.

    `papers` lie there already, sealed to `key`, which becomes the record's own. `spoken`: the code is read out.
    """
    record_id = uuid.uuid4()
    secret = fresh_secret(spoken=spoken)
    key = key or new_record_key(office.keyring)
    sealed_from_all = filing.lane is Lane.PROTECTED  # who holds the index key could guess a number
    return Prepared(
        record_id=record_id,
        # From here on the papers are those on the disk and the identity is the sealed one.
        filing=replace(filing, papers=(), identity=type(filing.identity)(), original=b""),
        reference=fresh_reference(),
        secret=secret,
        receipt=seals.new_mailbox(secret, seals.new_salt()),
        key=key,
        vault=sealed_for(filing.lane, record_id, filing.identity, filing.original, office.keyring),
        identity_given=bool(filing.identity),
        address=relay_address_of(filing.lane, filing.identity, office.keyring)
        if filing.answered
        else None,
        marks=() if sealed_from_all else marks_of(filing.identity.contacts, office.index_key),
        papers=papers + store_papers(filing.papers, key.public, office.settings.blobs_dir),
        at=at,
    )
