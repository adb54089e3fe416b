"""Keys of offices: anyone may seal to one, its private half alone opens (security.md 3.3)."""

from dataclasses import dataclass, field

from nacl.bindings import crypto_box_PUBLICKEYBYTES as PUBLIC_BYTES
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random

from vigilance.sealing.derive import key_from_passphrase
from vigilance.sealing.errors import SealBroken, WrongPassphrase
from vigilance.sealing.fields import open_with, seal_with

WRAP_VERSION = b"\x01"
LOCK_VERSION = b"\x01"
_SALT_BYTES = 16
_LOCK_BOUND = b"vl1"


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The public half of an office's key, all that is needed to seal something to it."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not self.name or len(self.public) != PUBLIC_BYTES:
            raise ValueError("an office key has a name and 32 bytes")


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both halves of an office's key."""

    public: bytes
    private: bytes = field(repr=False)


def generate_pair() -> KeyPair:
    """A new X25519 key."""
    private = PrivateKey.generate()
    return KeyPair(bytes(private.public_key), bytes(private))


def public_half(private: bytes) -> bytes:
    """The public half that belongs to a private one."""
    return bytes(PrivateKey(private).public_key)


def wrap(public: bytes, plaintext: bytes) -> bytes:
    """The plaintext in a sealed box: version byte, then X25519 and XSalsa20-Poly1305."""
    return WRAP_VERSION + SealedBox(PublicKey(public)).encrypt(plaintext)


def unwrap(private: bytes, blob: bytes) -> bytes:
    """What was sealed to the public half of this key."""
    if not blob.startswith(WRAP_VERSION):
        raise SealBroken("an unknown kind of wrap")
    try:
        return SealedBox(PrivateKey(private)).decrypt(blob[len(WRAP_VERSION) :])
    except CryptoError:
        raise SealBroken("changed, or sealed to another key") from None


def lock_private(private: bytes, passphrase: str) -> bytes:
    """A private key that only the passphrase opens."""
    salt = random(_SALT_BYTES)
    return (
        LOCK_VERSION + salt + seal_with(key_from_passphrase(passphrase, salt), _LOCK_BOUND, private)
    )


def unlock_private(blob: bytes, passphrase: str) -> bytes:
    """The private key behind the passphrase."""
    start = len(LOCK_VERSION) + _SALT_BYTES
    if not blob.startswith(LOCK_VERSION) or len(blob) <= start:
        raise SealBroken("not a locked key")
    key = key_from_passphrase(passphrase, blob[len(LOCK_VERSION) : start])
    try:
        return open_with(key, _LOCK_BOUND, blob[start:])
    except SealBroken:
        raise WrongPassphrase("the passphrase does not open this key") from None
