"""Tokens the browser keeps for us: it can neither read nor change them, and they run out."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from vigilance.sealing.errors import SealBroken, TokenBroken, TokenExpired
from vigilance.sealing.fields import LP, open_with, seal_with

_VERSION = b"\x01"
_EXPIRY_BYTES = 8
_LONGEST = 8192  # a cookie or a hidden field; anything longer was not made here


def make_token(
    server_key: bytes, purpose: str, payload: Mapping[str, Any], ttl: timedelta, now: datetime
) -> str:
    """The payload, sealed for one purpose until `now + ttl`; it fits a cookie or a form."""
    expiry = int((now + ttl).timestamp()).to_bytes(_EXPIRY_BYTES, "big")
    content = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    sealed = _VERSION + seal_with(server_key, _bound(purpose), expiry + content)
    return _text_of(sealed)


def read_token(server_key: bytes, purpose: str, token: str, now: datetime) -> dict[str, Any]:
    """The payload of a token made here for this purpose and not yet ended."""
    if len(token) > _LONGEST:
        raise TokenBroken("too long")
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        if not sealed.startswith(_VERSION) or _text_of(sealed) != token:
            raise TokenBroken("not as it was made")
        content = open_with(server_key, _bound(purpose), sealed[len(_VERSION) :])
    except (binascii.Error, ValueError, SealBroken):
        raise TokenBroken("changed, or made for another purpose") from None
    if int(now.timestamp()) >= int.from_bytes(content[:_EXPIRY_BYTES], "big"):
        raise TokenExpired
    payload: dict[str, Any] = json.loads(content[_EXPIRY_BYTES:])
    return payload


def _text_of(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def _bound(purpose: str) -> bytes:
    return LP(b"vt1", purpose.encode())
