"""Keys out of keys, and keys out of what people type (security.md 3.3)."""

import hashlib
import hmac

from argon2.low_level import Type, hash_secret_raw

_HASH_BYTES = 32


def hkdf_sha256(key: bytes, info: bytes, *, length: int = 32, salt: bytes = b"") -> bytes:
    """A key for one purpose out of a key for another (RFC 5869)."""
    if not 0 < length <= 255 * _HASH_BYTES:
        raise ValueError("HKDF-SHA256 gives 1 to 8160 bytes")
    extracted = hmac.digest(salt or bytes(_HASH_BYTES), key, "sha256")
    block, output = b"", b""
    for counter in range(1, -(-length // _HASH_BYTES) + 1):
        block = hmac.digest(extracted, block + info + bytes([counter]), "sha256")
        output += block
    return output[:length]


def key_from_passphrase(passphrase: str, salt: bytes) -> bytes:
    """The key that locks an officer's or custodian's private key: Argon2id, 64 MiB, 3 passes."""
    return hash_secret_raw(
        passphrase.encode(), salt, time_cost=3, memory_cost=64 * 1024, parallelism=1, hash_len=32,
        type=Type.ID,
    )  # fmt: skip


def key_from_receipt(secret: str, salt: bytes) -> bytes:
    """64 bytes out of a receipt's secret: its 80 bits protect it, the cost only bounds a flood."""
    return hash_secret_raw(
        secret.encode(), salt, time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=64,
        type=Type.ID,
    )  # fmt: skip


def blind_index(index_key: bytes, kind: str, value: str) -> bytes:
    """64 bits that are the same for the same value and do not tell it (security.md 3.7).

    The value must be in its one normal form. Whoever holds the key can guess telephone numbers.
    """
    name, content = kind.encode(), value.encode()
    message = len(name).to_bytes(4, "big") + name + len(content).to_bytes(4, "big") + content
    return hmac.digest(index_key, b"bi1" + message, hashlib.sha256)[:8]
