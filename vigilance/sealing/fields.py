"""The envelope "VC1": a field that opens only in the place it was sealed for (security.md 3.4)."""

import hashlib
import uuid
from dataclasses import dataclass

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.utils import random

from vigilance.sealing.errors import SealBroken

NONCE_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
TAG_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES
MAGIC = b"VC1"
XCHACHA20_POLY1305 = 1
KEY_ID_BYTES = 8
_HEADER_BYTES = len(MAGIC) + 1 + KEY_ID_BYTES
_LENGTH_BYTES = 4


def LP(*parts: bytes) -> bytes:  # noqa: N802 - the name the format has in every document
    """Each part after its length in four bytes: no two lists of parts give the same bytes."""
    return b"".join(len(part).to_bytes(_LENGTH_BYTES, "big") + part for part in parts)


def parts_of(packed: bytes) -> list[bytes]:
    """The parts that LP put together."""
    parts, at = [], 0
    while at < len(packed):
        start = at + _LENGTH_BYTES
        end = start + int.from_bytes(packed[at:start], "big")
        if start > len(packed) or end > len(packed):
            raise SealBroken("a length points past the end")
        parts.append(packed[start:end])
        at = end
    return parts


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a sealed field lives; nothing in it ever changes while the field lives."""

    table: str
    column: str
    row_id: str | uuid.UUID
    record_id: str | uuid.UUID
    epoch: int = 1

    @property
    def bound(self) -> bytes:
        """The bytes that tie a ciphertext to this place."""
        names = (self.table, self.column, str(self.row_id), str(self.record_id), str(self.epoch))
        return LP(b"vc1", *(name.encode() for name in names))


def key_id_of(key: bytes) -> bytes:
    """The eight bytes by which a field names the key it was sealed with."""
    return hashlib.sha256(b"vc1 key-id" + key).digest()[:KEY_ID_BYTES]


def key_id_in(sealed: bytes) -> bytes:
    """The key id a sealed field carries, to look its key up by."""
    if len(sealed) < _HEADER_BYTES + NONCE_BYTES + TAG_BYTES or not sealed.startswith(MAGIC):
        raise SealBroken("not a VC1 field")
    return sealed[len(MAGIC) + 1 : _HEADER_BYTES]


def seal_field(key: bytes, key_id: bytes, place: FieldPlace, plaintext: bytes) -> bytes:
    """The plaintext, readable with this key in this place only."""
    if len(key_id) != KEY_ID_BYTES:
        raise ValueError("a key id has eight bytes")
    head = MAGIC + bytes([XCHACHA20_POLY1305]) + key_id
    return head + seal_with(key, place.bound, plaintext)


def open_field(key: bytes, key_id: bytes, place: FieldPlace, sealed: bytes) -> bytes:
    """The plaintext, unless it was changed, moved, or sealed with another key: then SealBroken."""
    if key_id_in(sealed) != key_id:
        raise SealBroken("sealed with another key")
    if sealed[len(MAGIC)] != XCHACHA20_POLY1305:
        raise SealBroken("an unknown algorithm")
    return open_with(key, place.bound, sealed[_HEADER_BYTES:])


def seal_with(key: bytes, bound: bytes, plaintext: bytes) -> bytes:
    """Nonce and ciphertext under a key used for this one purpose, tied to the bound bytes."""
    nonce = random(NONCE_BYTES)  # 192 random bits: never counted, never repeated
    return nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, bound, nonce, key)


def open_with(key: bytes, bound: bytes, sealed: bytes) -> bytes:
    """What `seal_with` sealed."""
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise SealBroken("too short")
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[NONCE_BYTES:], bound, sealed[:NONCE_BYTES], key
        )
    except CryptoError:
        raise SealBroken("changed, moved, or another key") from None
