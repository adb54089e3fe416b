"""The receipt's secret proves who comes back, and opens his mailbox (security.md 3.6)."""

import hashlib
import hmac
import threading
from dataclasses import dataclass

from nacl.utils import random

from vigilance.domain.errors import Busy
from vigilance.sealing.derive import key_from_receipt
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import FieldPlace, open_with, seal_with
from vigilance.sealing.offices import generate_pair, unwrap, wrap

SALT_BYTES = 16
_HALF = 32
_VERSION = b"\x01"
_MAILBOX_BOUND = b"mb1"
_RETRY_AFTER_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is stored of a receipt: nothing that tells the secret."""

    salt: bytes
    check: bytes
    mailbox_public: bytes
    mailbox_private_wrapped: bytes


def new_salt() -> bytes:
    """The salt of one receipt."""
    return random(SALT_BYTES)


def new_mailbox(secret: str, salt: bytes) -> Receipt:
    """A mailbox that the secret opens; the secret comes in its normal form (domain numbering)."""
    derived = key_from_receipt(secret, salt)
    mailbox = generate_pair()
    wrapped = _VERSION + seal_with(derived[_HALF:], _MAILBOX_BOUND, mailbox.private)
    return Receipt(salt, _check_of(derived), mailbox.public, wrapped)


def check_receipt(secret: str, salt: bytes, check: bytes) -> bytes | None:
    """The key that opens the mailbox, or None where the secret is wrong; the work is the same."""
    derived = key_from_receipt(secret, salt)
    return derived[_HALF:] if hmac.compare_digest(_check_of(derived), check) else None


def _check_of(derived: bytes) -> bytes:
    return hashlib.sha256(derived[:_HALF]).digest()


def open_mailbox(wrap_key: bytes, wrapped: bytes) -> bytes:
    """The private half of the mailbox."""
    if not wrapped.startswith(_VERSION):
        raise SealBroken("an unknown kind of mailbox")
    return open_with(wrap_key, _MAILBOX_BOUND, wrapped[len(_VERSION) :])


def dummy_salt(server_key: bytes, reference: str) -> bytes:
    """The salt of a reference that does not exist: always the same, and like a true one."""
    return hmac.digest(server_key, b"receipt salt" + reference.encode(), "sha256")[:SALT_BYTES]


def seal_message(mailbox_public: bytes, place: FieldPlace, text: str) -> bytes:
    """A message for the complainant, readable with the receipt's secret in this place only."""
    return wrap(mailbox_public, place.bound + text.encode())


def open_message(mailbox_private: bytes, place: FieldPlace, blob: bytes) -> str:
    """A message out of the mailbox."""
    content = unwrap(mailbox_private, blob)
    if not content.startswith(place.bound):
        raise SealBroken("a message of another place")
    return content[len(place.bound) :].decode()


class KdfGate:
    """How many slow checks may run at once in this process; the rest are told to come back."""

    def __init__(self, limit: int = 20) -> None:
        self._free = threading.BoundedSemaphore(limit)

    def __enter__(self) -> None:
        """A place for one check, or Busy at once: nobody waits holding memory."""
        if not self._free.acquire(blocking=False):
            raise Busy(_RETRY_AFTER_SECONDS)

    def __exit__(self, *_: object) -> None:
        self._free.release()
