"""Fetching what a message only points to: by the provider's id or address, from the provider's hosts alone (row 84)."""

import json
from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from vigilance.channels.accounts import Account, ChannelAccounts
from vigilance.channels.http import Http, HttpAnswer, Unreachable
from vigilance.channels.pieces import Piece, part
from vigilance.domain.errors import OfficeError
from vigilance.domain.message import InboundAttachment

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_ANSWER = 64 * 1024
OK = 200
GONE = frozenset({404, 410})
TOKEN_REFUSED = frozenset({401, 403})
HOPELESS = frozenset({"too-large", "not-allowed"})
"""What Unreachable says where another try would say the same."""


class NotFetched(OfficeError):
    """A file could not be had from the provider."""

    code = "not-fetched"

    def __init__(self, detail: str, *, retry: bool) -> None:
        """Say why, and whether trying again can help; never the address."""
        super().__init__(detail)
        self.retry = retry


@runtime_checkable
class Fetching(Protocol):
    """An adapter whose provider keeps files for a while."""

    def fetch(
        self,
        attachment: InboundAttachment,
        accounts: ChannelAccounts,
        http: Http,
        limit: int = LARGEST_FILE,
    ) -> bytes:
        """The bytes of this attachment; NotFetched where they are not to be had."""
        ...


def fetched(
    http: Http,
    url: str,
    account: Account,
    *,
    headers: Mapping[str, str] | None = None,
    limit: int = LARGEST_FILE,
) -> bytes:
    """The bytes at this address, if it is one of the account's own hosts; NotFetched otherwise."""
    try:
        answer = http.get(url, headers=headers or {}, hosts=account.media_hosts, limit=limit)
    except Unreachable as error:
        why = str(error)
        raise NotFetched(why or "no-answer", retry=why not in HOPELESS) from None
    return _body(answer)


def fetched_object(
    http: Http, url: str, account: Account, headers: Mapping[str, str] | None = None
) -> Piece:
    """The JSON object at this address."""
    body = fetched(http, url, account, headers=headers, limit=LARGEST_ANSWER)
    try:
        return part(json.loads(body))
    except (ValueError, RecursionError):
        raise NotFetched("odd-answer", retry=True) from None


def _body(answer: HttpAnswer) -> bytes:
    if answer.status == OK:
        return answer.body
    if answer.status in GONE:
        raise NotFetched("gone", retry=False)
    if answer.status in TOKEN_REFUSED:
        raise NotFetched("token-refused", retry=True)
    raise NotFetched(f"status {answer.status}", retry=True)
