"""The answer to a request, kept for its repetition only (security.md 5.4).

It holds the receipt's secret, so it is sealed under the request's own key, of which only a hash is
stored: who repeats the request gets the same receipt, who steals the database does not.
"""

import hashlib

from vigilance.sealing.derive import hkdf_sha256
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import open_with, seal_with

_VERSION = b"\x01"
_BOUND = b"ia1"


def key_hash(key: str) -> bytes:
    """What is stored of an idempotency key."""
    return hashlib.sha256(b"vc1 idempotency" + key.encode()).digest()


def seal_answer(key: str, answer: bytes) -> bytes:
    """The answer, for whoever repeats the request with this key."""
    return _VERSION + seal_with(_answer_key(key), _BOUND, answer)


def open_answer(key: str, sealed: bytes) -> bytes:
    """The answer that was given the first time."""
    if not sealed.startswith(_VERSION):
        raise SealBroken("an unknown kind of answer")
    return open_with(_answer_key(key), _BOUND, sealed[len(_VERSION) :])


def _answer_key(key: str) -> bytes:
    return hkdf_sha256(key.encode(), b"vc1 idempotency answer")
