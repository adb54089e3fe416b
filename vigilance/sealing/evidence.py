"""Files at rest: age files under the record's key, on the disk for certain (security.md 5.2)."""

import contextlib
import hashlib
import io
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from pyrage import DecryptError, EncryptError, IdentityError, RecipientError, decrypt_io, encrypt_io
from pyrage.x25519 import Identity, Recipient

from vigilance.sealing.errors import SealBroken, StorageFailed
from vigilance.sealing.spool import EncryptedSpool


class Writer(Protocol):
    """Anything plaintext may be written to."""

    def write(self, data: bytes, /) -> int:
        """Take the bytes and say how many."""
        ...


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """What the database must remember of a stored file."""

    name: str
    size: int
    sha256_cipher: bytes
    sha256_plain: bytes
    plain_size: int


class _Tally:
    """Bytes on their way through, hashed and counted; keeps the error that age would hide."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> bytes:
        """The hash of all that passed."""
        return self._digest.digest()

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self.size += len(data)
        self._file.write(data)
        return len(data)

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._digest.update(data)
        self.size += len(data)
        return data

    def flush(self) -> None:
        self._file.flush()


def blob_path(directory: Path, name: str) -> Path:
    """Where a stored file of this name lies."""
    return directory / name[:2] / name


def store_blob(spool: EncryptedSpool, recipient: str, directory: Path) -> StoredBlob:
    """Encrypt the upload to the record's key and keep it: when this returns, the disk has it.

    The order is that of security.md 5.2: ciphertext to a temporary name, fsync, rename, fsync of
    the directory. A failed fsync is fatal and never tried again.
    """
    name = secrets.token_hex(16)
    coming = directory / "tmp" / name
    try:
        reader = Recipient.from_str(recipient)
    except RecipientError:
        raise ValueError("not an age recipient") from None
    try:
        coming.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        spool.seek(0)
        tally = _encrypt_to(coming, spool, reader)
        _move_into_place(coming, directory, name)
    except (OSError, EncryptError):
        with contextlib.suppress(OSError):
            coming.unlink(missing_ok=True)
        raise StorageFailed("the file could not be kept") from None
    return StoredBlob(name, tally.size, tally.sha256, spool.sha256, spool.size)


def _encrypt_to(path: Path, spool: EncryptedSpool, reader: Recipient) -> _Tally:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        tally = _Tally(file)
        encrypt_io(spool, tally, [reader])
        file.flush()
        os.fsync(file.fileno())
    return tally


def _move_into_place(coming: Path, directory: Path, name: str) -> None:
    place = blob_path(directory, name)
    is_new = not place.parent.is_dir()
    place.parent.mkdir(mode=0o700, exist_ok=True)
    coming.rename(place)
    _fsync_directory(place.parent)
    if is_new:
        _fsync_directory(directory)


def _fsync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def stream_blob(
    path: Path, identity: str, writer: Writer, *, sha256_cipher: bytes | None = None
) -> None:
    """Decrypt a stored file into the writer, best an EncryptedSpool: it is read when all is proved.

    What was written before SealBroken is raised must be thrown away. With the hash given, a file
    put in the place of another of the same record is found too.
    """
    try:
        with path.open("rb") as file:
            tally = _Tally(file)
            decrypt_io(tally, _Sink(writer), [Identity.from_str(identity)])
    except (DecryptError, IdentityError):
        raise SealBroken("not sealed to this key, or not an age file") from None
    except OSError as error:
        if error.errno is None:  # age reports a broken chunk this way
            raise SealBroken("the file was changed or cut") from None
        raise StorageFailed("the file could not be read") from None
    if sha256_cipher is not None and tally.sha256 != sha256_cipher:
        raise SealBroken("another file lies in this place")


class _Sink:
    """A writer as age wants it, with a flush."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def write(self, data: bytes) -> int:
        return self._writer.write(data)

    def flush(self) -> None:
        """Nothing is held back here."""


def open_blob(path: Path, identity: str, *, sha256_cipher: bytes | None = None) -> bytes:
    """A stored file in clear, in memory; large ones go through `stream_blob`."""
    content = io.BytesIO()
    stream_blob(path, identity, content, sha256_cipher=sha256_cipher)
    return content.getvalue()
