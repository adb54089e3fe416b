"""What an envelope's row holds sealed: its sender, the complaint as far as it is typed, the key of its scans."""

import json
import uuid
from collections.abc import Mapping

from vigilance.complaints.desk_seals import DeskSeal
from vigilance.complaints.office import Office
from vigilance.evidence.commands import StoredPaper
from vigilance.evidence.keys import NewKey
from vigilance.post.models import PostEnvelope, PostScan

_SEAL = DeskSeal(b"pe1", "envelope")


def keep_words(
    office: Office, envelope: PostEnvelope, column: str, words: Mapping[str, str]
) -> bytes:
    """A form's fields, sealed for this column of this envelope."""
    packed = json.dumps(dict(words), ensure_ascii=False).encode()
    return _SEAL.seal(office, envelope.id, column, packed)


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
    found: dict[str, str] = json.loads(_SEAL.unseal(office, envelope.id, column, sealed))
    return found


def give_key(office: Office, envelope: PostEnvelope) -> None:
    """Give the next complaint of this envelope a key, to which its scans are sealed."""
    key = _SEAL.new_key(office, envelope.id)
    envelope.key_public, envelope.key_sealed = key.public, key.sealed


def key_of(office: Office, envelope: PostEnvelope) -> NewKey:
    """The key as that of a complaint about to be registered; SealBroken where the envelope is closed."""
    return _SEAL.key_of(office, envelope.id, envelope.key_public, envelope.key_sealed)


def scan_row(office: Office, envelope_id: uuid.UUID, stored: StoredPaper) -> PostScan:
    """The row of a scan that lies on the disk under the envelope's key."""
    row = PostScan(id=uuid.uuid4(), envelope_id=envelope_id, blob_name=stored.blob_name)
    row.stored_sealed = _SEAL.seal_stored(office, row.id, stored)
    return row


def stored_of(office: Office, row: PostScan) -> StoredPaper:
    """What the register must remember of this scan."""
    return _SEAL.stored_of(office, row.id, row.stored_sealed)
