"""Who sent these bytes: a keyed hash over exactly what came, compared in constant time (security.md 5.6, row 77)."""

import hashlib
import hmac
import re
import time
from base64 import b64encode
from collections.abc import Callable, Mapping

from vigilance.channels.base import NotAuthentic

FORMAT = "sha256="
SIGNATURE = "X-Signature-256"
TIMESTAMP = "X-Signature-Timestamp"
LATE_SECONDS = 300
LONGEST_QUESTION = 1024
_HEX = re.compile(r"sha256=[0-9a-f]{64}")


def only_header(headers: Mapping[str, str], name: str) -> str:
    """The one value of this header, whatever its capitals; NotAuthentic where there is none, or more than one."""
    found = [value for key, value in headers.items() if key.lower() == name.lower()]
    if len(found) != 1:
        raise NotAuthentic("signature-missing" if not found else "signature-twice")
    return found[0]


def same(given: str, expected: str) -> bool:
    """Whether both are the same, in a time that tells nothing; never where nothing is expected."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def hex_of(payload: bytes, secret: str) -> str:
    """`sha256=<hex>`, as Meta writes it and our own signed doors."""
    return FORMAT + hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()


def base64_of(payload: bytes, secret: str) -> str:
    """`sha256=<base64>`, as X writes it."""
    made = hmac.new(secret.encode(), payload, hashlib.sha256).digest()
    return FORMAT + b64encode(made).decode()


def prove_hex(payload: bytes, given: str, secret: str) -> None:
    """The body was signed with this secret. Other hashes, capitals and lists are refused at sight."""
    if not secret or not _HEX.fullmatch(given) or not same(given, hex_of(payload, secret)):
        raise NotAuthentic("signature-wrong")


def prove_base64(payload: bytes, given: str, secret: str) -> None:
    """The body was signed with this secret, written as base64."""
    if not secret or not same(given, base64_of(payload, secret)):
        raise NotAuthentic("signature-wrong")


def prove_signed(
    payload: bytes,
    headers: Mapping[str, str],
    secret: str,
    clock: Callable[[], float] = time.time,
) -> None:
    """The rule of our own signed doors (forms, telephone system, SMS reports).

    `X-Signature-256: sha256=<hex>` over the raw body. A sender who also gives `X-Signature-Timestamp` (Unix seconds)
    signs `<timestamp>.<body>`; then an envelope older than five minutes is refused. A time that the signature does
    not cover would prove nothing.
    """
    given = only_header(headers, SIGNATURE)
    if any(key.lower() == TIMESTAMP.lower() for key in headers):
        told = only_header(headers, TIMESTAMP)
        if not re.fullmatch(r"[0-9]{1,12}", told) or abs(clock() - int(told)) > LATE_SECONDS:
            raise NotAuthentic("timestamp-wrong")
        payload = told.encode() + b"." + payload
    prove_hex(payload, given, secret)
