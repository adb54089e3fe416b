"""Signing in to a mailbox without its password: a short-lived token for a long-lived one (RFC 6749, section 6)."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from vigilance.channels.accounts import Mailbox
from vigilance.domain.errors import OfficeError

SECONDS = 15
LARGEST = 64 * 1024
HERE = ("127.0.0.1", "localhost")
OK = 200
SHORTEST_LIFE = 60


class NoToken(OfficeError):
    """The token endpoint gave no token; the detail says how, without quoting it."""

    code = "no-token"


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token, and for how many seconds it may be used."""

    value: str = field(repr=False)
    seconds: int


def fresh_token(box: Mailbox) -> AccessToken:
    """A new access token for this mailbox; NoToken where there is none to be had."""
    where = urlsplit(box.token_url)
    if where.scheme != "https" and where.hostname not in HERE:
        raise NoToken("the token address is not https")
    secret = box.secrets.get("CLIENT_SECRET", "")
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": box.secrets.get("REFRESH_TOKEN", ""),
        "client_id": box.client_id,
    } | ({"client_secret": secret} if secret else {})
    try:
        answer = httpx.post(box.token_url, data=asked, timeout=SECONDS, follow_redirects=False)
    except httpx.HTTPError as error:
        raise NoToken(type(error).__name__) from None
    if answer.status_code != OK or len(answer.content) > LARGEST:
        raise NoToken(f"status {answer.status_code}")
    return _read(answer)


def _read(answer: httpx.Response) -> AccessToken:
    try:
        found = answer.json()
        value, seconds = found["access_token"], int(found.get("expires_in", SHORTEST_LIFE))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoToken("not a token") from None
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        raise NoToken("not a token")
    return AccessToken(value, seconds)
