"""Where the next page begins: sealed for one officer and one list, so that none can be made (security.md 6.4)."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import current_app

from vigilance.domain.errors import NotFound
from vigilance.sealing.errors import TokenBroken, TokenExpired
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.sealing.tokens import make_token, read_token
from vigilance.web.clock import now

GOOD_FOR = timedelta(hours=12)
LONGEST_CURSOR = 2000
"""Characters of a token in an address; none that was made here is longer."""


def seal_cursor(listing: str, officer_id: uuid.UUID, key: Mapping[str, Any]) -> str:
    """The key of the last row shown, as a token that only this officer can use, in this list."""
    return make_token(_server_key(), f"cursor {listing} {officer_id}", key, GOOD_FOR, now())


def read_cursor(listing: str, officer_id: uuid.UUID, token: str) -> dict[str, Any]:
    """The key in a token; NotFound where it was made for somebody or something else, or is too old."""
    try:
        return read_token(_server_key(), f"cursor {listing} {officer_id}", token, now())
    except (TokenBroken, TokenExpired):
        raise NotFound("cursor") from None


def _server_key() -> bytes:
    keyring: Keyring = current_app.extensions["vigilance.keyring"]
    return keyring.private(KeyName.SERVER)
