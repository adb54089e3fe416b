"""Where a machine looks at papers: what it needs of the office, and how it opens one for nobody but itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vigilance.database.engine import Database
from vigilance.evidence.models import KeyWrap, Paper
from vigilance.evidence.signs import Limits
from vigilance.sealing import case_keys
from vigilance.sealing.case_keys import CaseKey, WrapAlgorithm
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.evidence import blob_path, stream_blob
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.sealing.spool import EncryptedSpool
from vigilance.settings import Settings


@dataclass(frozen=True, slots=True)
class Bench:
    """What a look at papers needs of the office."""

    database: Database
    keyring: Keyring
    settings: Settings
    at: datetime

    @property
    def limits(self) -> Limits:
        """Beyond what a file is marked, and not drawn."""
        own = self.settings
        return Limits(
            own.inspect_pixels, own.inspect_frames, own.inspect_pages, own.inspect_play_minutes * 60
        )


def machine_key(wraps: Sequence[KeyWrap], recipient: str, cell: bytes) -> CaseKey:
    """The key of a paper's record, opened for this machine as for no officer: nothing of it leaves this process."""
    for row in wraps:
        if row.recipient == KeyName.VIGILANCE_CELL:
            wrap = case_keys.KeyWrap(row.recipient, WrapAlgorithm(row.alg), row.blob)
            return case_keys.open_case_key(cell, wrap, recipient=recipient)
    raise SealBroken("not sealed to the vigilance cell")


def opened(settings: Settings, paper: Paper, key: CaseKey) -> EncryptedSpool:
    """The paper in clear, in a spool that is sealed where it is large; nothing of it lies on a disk otherwise."""
    return opened_file(settings, paper.blob_name, paper.sha256_sealed_file, key)


def opened_file(
    settings: Settings, name: str, sha256_cipher: bytes, key: CaseKey
) -> EncryptedSpool:
    """The same of any file sealed under a record's key."""
    folder = settings.blobs_dir / "tmp"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    spool = EncryptedSpool(folder)
    path = blob_path(settings.blobs_dir, name)
    stream_blob(path, key.private, spool, sha256_cipher=sha256_cipher)
    spool.seek(0)
    return spool
