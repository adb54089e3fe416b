"""The keys of one installation, in files: public halves for intake, private ones for their holders.

    public/NAME.pub     vigilance-public-1 KIND BASE64
    private/NAME.key    vigilance-private-1 FORM BASE64         FORM is "plain" or "locked"

Intake needs the public directory alone; the private one may belong to another user.
"""

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from nacl.signing import SigningKey

from vigilance.sealing.errors import KeyringExists, KeyringUnusable
from vigilance.sealing.offices import OfficeKey, generate_pair, lock_private, unlock_private

_PUBLIC_HEAD = "vigilance-public-1"
_PRIVATE_HEAD = "vigilance-private-1"
_KEY_BYTES = 32
_OTHERS_MAY_READ = 0o077
_OTHERS_MAY_WRITE = 0o022


class KeyName(StrEnum):
    """The keys every installation has."""

    VIGILANCE_CELL = "vigilance-cell"
    RECOVERY = "recovery"
    CUSTODIAN_A = "custodian-a"
    CUSTODIAN_B = "custodian-b"
    RELAY = "relay"
    LEDGER = "ledger"
    SERVER = "server"
    BLIND_INDEX = "blind-index"


class _Kind(StrEnum):
    SEALING = "x25519"
    SIGNING = "ed25519"
    SECRET = "secret"  # noqa: S105 - a kind of key, not one


class _Form(StrEnum):
    PLAIN = "plain"
    LOCKED = "locked"


_KINDS = {
    KeyName.LEDGER: _Kind.SIGNING,
    KeyName.SERVER: _Kind.SECRET,
    KeyName.BLIND_INDEX: _Kind.SECRET,
}
_MUST_BE_LOCKED = (KeyName.CUSTODIAN_A, KeyName.CUSTODIAN_B)


def create_keyring(directory: Path, passphrases: Mapping[str, str]) -> "Keyring":
    """New keys for an installation that has none; all of them or nothing, and never over old ones.

    The custodians' keys are always locked with a passphrase, any other key that is given one too.
    """
    if any(not passphrases.get(name) for name in _MUST_BE_LOCKED):
        raise ValueError("a custodian's key needs a passphrase")
    if directory.exists() and any(directory.iterdir()):
        raise KeyringExists(directory.name)
    coming = directory.parent / f".{directory.name}.{secrets.token_hex(8)}"
    for folder in (coming, coming / "public", coming / "private"):
        folder.mkdir(mode=0o700, parents=True)
    for name in KeyName:
        _create_key(coming, name, passphrases.get(name))
    for folder in (coming / "public", coming / "private", coming):
        _fsync(folder)
    coming.rename(directory)
    _fsync(directory.parent)
    return Keyring.load(directory)


def _create_key(directory: Path, name: KeyName, passphrase: str | None) -> None:
    kind = _KINDS.get(name, _Kind.SEALING)
    public, private = _new_key(kind)
    form = _Form.LOCKED if passphrase else _Form.PLAIN
    content = lock_private(private, passphrase) if passphrase else private
    _write(directory / "private" / f"{name}.key", _PRIVATE_HEAD, form, content)
    if kind != _Kind.SECRET:
        _write(directory / "public" / f"{name}.pub", _PUBLIC_HEAD, kind, public)


def _new_key(kind: _Kind) -> tuple[bytes, bytes]:
    if kind == _Kind.SEALING:
        pair = generate_pair()
        return pair.public, pair.private
    private = secrets.token_bytes(_KEY_BYTES)
    return bytes(SigningKey(private).verify_key) if kind == _Kind.SIGNING else b"", private


def _write(path: Path, head: str, word: str, content: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{head} {word} {base64.b64encode(content).decode()}\n")
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path, head: str, *, forbidden: int) -> tuple[str, bytes]:
    try:
        if path.stat().st_mode & forbidden:
            raise KeyringUnusable(f"{path.name} is open to others; make it 0600")
        found, word, content = path.read_text("ascii").split()
        if found != head:
            raise KeyringUnusable(f"{path.name} is not a key file")
        return word, base64.b64decode(content, validate=True)
    except OSError as error:
        raise KeyringUnusable(f"{path.name}: {error.strerror}") from None
    except (ValueError, binascii.Error):
        raise KeyringUnusable(f"{path.name} is not a key file") from None


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class Keyring:
    """All public keys, and the way to the private ones, read when asked for and not kept."""

    directory: Path
    offices: Mapping[str, OfficeKey]
    ledger_public: bytes

    @classmethod
    def load(cls, directory: Path) -> "Keyring":
        """The public half of a keyring; no private file is touched."""
        offices = {}
        ledger_public = b""
        for path in sorted((directory / "public").glob("*.pub"), key=lambda each: each.stem):
            # Who can put his own key here reads everything that comes in from then on.
            kind, content = _read(path, _PUBLIC_HEAD, forbidden=_OTHERS_MAY_WRITE)
            if len(content) != _KEY_BYTES:
                raise KeyringUnusable(f"{path.name} is not a key file")
            if kind == _Kind.SEALING:
                offices[path.stem] = OfficeKey(path.stem, content)
            elif path.stem == KeyName.LEDGER:
                ledger_public = content
        missing = [name for name in KeyName if name not in _KINDS and name not in offices]
        if missing or not ledger_public:
            raise KeyringUnusable(f"missing: {', '.join(missing or [KeyName.LEDGER])}")
        return cls(directory, offices, ledger_public)

    @property
    def cell(self) -> tuple[OfficeKey, OfficeKey]:
        """To whom every case key and every ordinary identity is sealed."""
        return self.offices[KeyName.VIGILANCE_CELL], self.offices[KeyName.RECOVERY]

    @property
    def custodians(self) -> tuple[list[OfficeKey], list[OfficeKey]]:
        """The custodians of office A and of office B; a second one of A is `custodian-a-...`."""
        return self._custodians(KeyName.CUSTODIAN_A), self._custodians(KeyName.CUSTODIAN_B)

    def _custodians(self, office: KeyName) -> list[OfficeKey]:
        return [
            key
            for name, key in self.offices.items()
            if name == office or name.startswith(f"{office}-")
        ]

    @property
    def relay(self) -> OfficeKey:
        """To whom reply addresses are sealed."""
        return self.offices[KeyName.RELAY]

    def private(self, name: KeyName) -> bytes:
        """A private or secret key that lies in a file of its own, readable by its owner alone."""
        form, content = self._private_file(name)
        if form != _Form.PLAIN or len(content) != _KEY_BYTES:
            raise KeyringUnusable(f"{name}.key is locked or damaged")
        return content

    def unlock(self, name: str, passphrase: str) -> bytes:
        """A private key behind a passphrase, such as a custodian's."""
        form, content = self._private_file(name)
        if form != _Form.LOCKED:
            raise KeyringUnusable(f"{name}.key is not locked")
        return unlock_private(content, passphrase)

    def _private_file(self, name: str) -> tuple[str, bytes]:
        path = self.directory / "private" / f"{name}.key"
        return _read(path, _PRIVATE_HEAD, forbidden=_OTHERS_MAY_READ)
