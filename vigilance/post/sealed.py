"""What an envelope's row holds sealed: its sender, the complaint as far as it is typed, the key of its scans.

Everything is sealed to the vigilance cell and bound to its row, so that no field can be put in another's place.
"""

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict

from vigilance.complaints.office import Office
from vigilance.domain.errors import VaultClosed
from vigilance.evidence.commands import StoredPaper
from vigilance.evidence.keys import NewKey
from vigilance.post.models import PostEnvelope, PostScan
from vigilance.sealing.case_keys import CaseKey, new_case_key, wrap_case_key
from vigilance.sealing.errors import KeyringUnusable, SealBroken
from vigilance.sealing.fields import LP
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap, wrap

DIGESTS = ("sha256_sealed_file", "sha256_plain")


def seal(office: Office, row_id: uuid.UUID, column: str, content: bytes) -> bytes:
    """The content for this column of this row, for the vigilance cell alone."""
    return wrap(office.keyring.cell[0].public, _bound(row_id, column) + content)


def unseal(office: Office, row_id: uuid.UUID, column: str, sealed: bytes) -> bytes:
    """What was sealed for this place; VaultClosed where the cell's key is not here."""
    try:
        private = office.keyring.private(KeyName.VIGILANCE_CELL)
    except KeyringUnusable as error:
        raise VaultClosed(error.detail) from None
    content = unwrap(private, sealed)
    bound = _bound(row_id, column)
    if not content.startswith(bound):
        raise SealBroken("a field of another envelope")
    return content[len(bound) :]


def _bound(row_id: uuid.UUID, column: str) -> bytes:
    return LP(b"pe1", column.encode(), row_id.bytes)


def keep_words(
    office: Office, envelope: PostEnvelope, column: str, words: Mapping[str, str]
) -> bytes:
    """A form's fields, sealed for this column of this envelope."""
    return seal(office, envelope.id, column, json.dumps(dict(words), ensure_ascii=False).encode())


def sender_of(office: Office, envelope: PostEnvelope) -> dict[str, str]:
    """Who sent it, as the clerk read it off the envelope; nothing once it is closed."""
    return _words(office, envelope, "sender", envelope.sender_sealed)


def typed_of(office: Office, envelope: PostEnvelope) -> dict[str, str]:
    """The complaint as far as it is typed."""
    return _words(office, envelope, "typed", envelope.typed_sealed)


def _words(
    office: Office, envelope: PostEnvelope, column: str, sealed: bytes | None
) -> dict[str, str]:
    if sealed is None:
        return {}
    found: dict[str, str] = json.loads(unseal(office, envelope.id, column, sealed))
    return found


def give_key(office: Office, envelope: PostEnvelope) -> None:
    """Give the next complaint of this envelope a key, to which its scans are sealed."""
    public, _wraps, key = new_case_key(office.keyring.cell)
    envelope.key_public = public
    envelope.key_sealed = seal(office, envelope.id, "key", key.private.encode())


def key_of(office: Office, envelope: PostEnvelope) -> NewKey:
    """The key as that of a complaint about to be registered, sealed anew to its holders."""
    if envelope.key_sealed is None or envelope.key_public is None:
        raise SealBroken("the key of an envelope that is closed")
    key = CaseKey(unseal(office, envelope.id, "key", envelope.key_sealed).decode())
    wraps = tuple(wrap_case_key(key, holder) for holder in office.keyring.cell)
    return NewKey(envelope.key_public, wraps, key)


def scan_row(office: Office, envelope_id: uuid.UUID, stored: StoredPaper) -> PostScan:
    """The row of a scan that lies on the disk under the envelope's key."""
    row = PostScan(id=uuid.uuid4(), envelope_id=envelope_id, blob_name=stored.blob_name)
    values = asdict(stored)
    for name in DIGESTS:
        values[name] = base64.b64encode(values[name]).decode()
    packed = json.dumps(values, ensure_ascii=False).encode()
    row.stored_sealed = seal(office, row.id, "stored", packed)
    return row


def stored_of(office: Office, row: PostScan) -> StoredPaper:
    """What the register must remember of this scan."""
    values = json.loads(unseal(office, row.id, "stored", row.stored_sealed))
    for name in DIGESTS:
        values[name] = base64.b64decode(values[name])
    return StoredPaper(**values | {"flags": tuple(values["flags"])})
