"""An upload on its way in: no byte of it lies on a disk in clear (security.md, finding 4)."""

import hashlib
import io
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from vigilance.sealing.errors import SealBroken, StorageFailed

IN_MEMORY = 256 * 1024
_TAG_BYTES = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER_BYTES = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_CHUNK = 64 * 1024


class EncryptedSpool(io.BufferedIOBase):
    """A file-like that is written once and then read: small in memory, larger in a temporary file.

    The temporary file is a libsodium secretstream under a key that exists only in this object. Made
    for Werkzeug's `stream_factory`, whose own spool lies in /tmp in clear.
    """

    def __init__(self, directory: Path | None = None, *, in_memory: int = IN_MEMORY) -> None:
        super().__init__()
        self._directory = directory
        self._in_memory = in_memory
        self._written = 0
        self._at = 0
        self._digest = hashlib.sha256()
        self._buffer = bytearray()  # while writing: not yet on file; while reading: not yet taken
        self._writing = True
        self._file: BinaryIO | None = None
        self._key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()

    @property
    def size(self) -> int:
        """How many bytes were written."""
        return self._written

    @property
    def sha256(self) -> bytes:
        """The hash of what was written."""
        return self._digest.digest()

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return self._writing

    def seekable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]  # Buffer has no name before 3.12
        """Take more bytes; once reading has begun, none."""
        if not self._writing:
            raise io.UnsupportedOperation("the spool is being read")
        self._buffer += data
        self._digest.update(data)
        self._written += len(data)
        try:
            if self._file is None and self._written > self._in_memory:
                self._open_file()
            while self._file is not None and len(self._buffer) > _CHUNK:
                self._push(self._file, bytes(self._buffer[:_CHUNK]))
                del self._buffer[:_CHUNK]
        except OSError:
            raise StorageFailed("the upload could not be kept") from None
        return len(data)

    def _open_file(self) -> None:
        self._file = tempfile.TemporaryFile(dir=self._directory)  # noqa: SIM115 - close() closes it
        self._file.write(
            sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, self._key)
        )

    def _push(self, file: BinaryIO, chunk: bytes) -> None:
        file.write(sodium.crypto_secretstream_xchacha20poly1305_push(self._state, chunk))

    def _finish(self) -> None:
        """End the writing: what is still in memory follows the rest into the file."""
        self._writing = False
        if self._file is not None:
            try:
                self._push(self._file, bytes(self._buffer))
                self._file.flush()
            except OSError:
                raise StorageFailed("the upload could not be kept") from None
            self._buffer.clear()
        self._rewind()

    def _rewind(self) -> None:
        self._at = 0
        if self._file is not None:
            self._buffer.clear()
            self._file.seek(0)
            sodium.crypto_secretstream_xchacha20poly1305_init_pull(
                self._state, self._file.read(_HEADER_BYTES), self._key
            )

    def _pull(self, file: BinaryIO) -> None:
        try:
            chunk, _tag = sodium.crypto_secretstream_xchacha20poly1305_pull(
                self._state, file.read(_CHUNK + _TAG_BYTES)
            )
        except (CryptoError, ValueError):
            raise SealBroken("the temporary file was changed") from None
        self._buffer += chunk

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes, all that are left when no size is given."""
        if self._writing:
            self._finish()
        left = self._written - self._at
        wanted = left if size is None or size < 0 else min(size, left)
        if self._file is None:
            taken = bytes(self._buffer[self._at : self._at + wanted])
        else:
            while len(self._buffer) < wanted:
                self._pull(self._file)
            taken = bytes(self._buffer[:wanted])
            del self._buffer[:wanted]
        self._at += wanted
        return taken

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(size)

    def tell(self) -> int:
        return self._written if self._writing else self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place, never past the end; going back in a file reads it again from its start."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self.tell(), os.SEEK_END: self._written}[whence]
        if self._writing:
            self._finish()
        target = min(base + offset, self._written)
        if target < 0:
            raise ValueError("a place before the beginning")
        if self._file is None:
            self._at = target
            return target
        if target < self._at:
            self._rewind()
        while self._at < target:
            self.read(min(_CHUNK, target - self._at))
        return target

    def close(self) -> None:
        """Forget the content and the key; the temporary file is gone with its last handle."""
        if not self.closed:
            self._buffer.clear()
            self._key = b""
            if self._file is not None:
                self._file.close()
        super().close()


def spool_of(content: bytes) -> EncryptedSpool:
    """Bytes already in memory, as a spool."""
    spool = EncryptedSpool(in_memory=len(content))
    spool.write(content)
    spool.seek(0)
    return spool
