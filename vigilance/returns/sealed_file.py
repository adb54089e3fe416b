"""An ordered file on the disk, sealed under a key of its own, which is kept in its row, sealed to the vigilance cell.

Whoever forgets the key has destroyed the file, in the backups too. That is why the recovery key has no share in it.
"""

from dataclasses import dataclass
from datetime import datetime

from vigilance.complaints.office import Office
from vigilance.evidence.bench import opened_file
from vigilance.sealing.case_keys import KeyWrap, WrapAlgorithm, new_case_key
from vigilance.sealing.evidence import blob_path, store_blob
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.spool import EncryptedSpool


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What is to be remembered of a file that was sealed."""

    name: str
    sha256_cipher: bytes
    key_sealed: bytes


def seal_file(spool: EncryptedSpool, office: Office) -> SealedFile:
    """Seal a finished file; the disk has it when this returns. Raises StorageFailed."""
    public, wraps, _key = new_case_key(office.keyring.cell)
    stored = store_blob(spool, public, office.settings.blobs_dir)
    (own,) = [wrap for wrap in wraps if wrap.recipient_name == KeyName.VIGILANCE_CELL]
    return SealedFile(stored.name, stored.sha256_cipher, own.blob)


def opened(file: SealedFile, office: Office, *, by: str, at: datetime) -> EncryptedSpool:
    """The file in clear, in a spool that is sealed where it is large. Counted like everything an officer opens."""
    wrap = KeyWrap(KeyName.VIGILANCE_CELL, WrapAlgorithm.SEALED_BOX, file.key_sealed)
    key = office.holder.open_case_key([wrap], by=by, at=at)
    return opened_file(office.settings, file.name, file.sha256_cipher, key)


def remove_file(name: str, office: Office) -> None:
    """Take the noise off the disk; it may be gone already."""
    blob_path(office.settings.blobs_dir, name).unlink(missing_ok=True)
