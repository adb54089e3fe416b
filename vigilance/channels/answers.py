"""What a provider's answer to a sent message means: taken, try again, or never."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from vigilance.channels.accounts import Account
from vigilance.channels.http import Http, HttpAnswer, Unreachable
from vigilance.channels.pieces import Piece, part
from vigilance.channels.texts import length, numbered
from vigilance.domain.errors import NotDelivered
from vigilance.domain.message import OutboundMessage

TAKEN = range(200, 300)
REFUSED = range(400, 500)
TOKEN_REFUSED = frozenset({401, 403})
TOO_MANY = 429
SERVER_FAULT = 500
_ADDRESS = re.compile(r"\+?[A-Za-z0-9._:-]{1,128}")

Meanings = Mapping[int, tuple[str, bool]]
"""A provider's own error codes: what each is called here, and whether trying again can help."""


def post(
    http: Http, url: str, body: Mapping[str, Any], token: str, meanings: Meanings | None = None
) -> Piece:
    """Post with this token and give what the provider says of the message it took; NotDelivered otherwise."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = http.post_json(url, body, headers=headers)
    except Unreachable:
        raise NotDelivered("no-answer", retry=True) from None
    return understood(answer, meanings or {})


def understood(answer: HttpAnswer, meanings: Meanings) -> Piece:
    """What a taken message is called; NotDelivered with the reason and whether to try again, and no word of theirs."""
    said = read_answer(answer)
    if answer.status in TAKEN:
        return said
    code = part(said.get("error")).get("code", said.get("error_code"))
    if isinstance(code, int) and code in meanings:
        detail, retry = meanings[code]
        raise NotDelivered(detail, retry=retry)
    if answer.status in TOKEN_REFUSED:
        # The office's fault, not the message's: it waits until the token is renewed (security.md row 85).
        raise NotDelivered("token-refused", retry=True)
    if answer.status == TOO_MANY:
        raise NotDelivered("too-many", retry=True)
    if answer.status in REFUSED:
        raise NotDelivered(f"refused {answer.status}", retry=False)
    detail = "provider-down" if answer.status >= SERVER_FAULT else "odd-answer"
    raise NotDelivered(f"{detail} {answer.status}", retry=True)


def read_answer(answer: HttpAnswer) -> Piece:
    """The object the provider answered with; an empty one where it answered something else."""
    try:
        return part(json.loads(answer.body))
    except (ValueError, RecursionError):
        return {}


def ready(account: Account, message: OutboundMessage, token: str, longest: int) -> None:
    """The account can send this at all; NotDelivered otherwise. What waits for the office's own settings waits."""
    if not account.open:
        raise NotDelivered("channel-closed", retry=True)
    if not account.secret(token):
        raise NotDelivered("token-missing", retry=True)
    if not _ADDRESS.fullmatch(message.to.address):
        raise NotDelivered("address-unusable", retry=False)
    if length(numbered(message.text, message.options)) > longest:
        raise NotDelivered("text-too-long", retry=False)


def window_over(account: Account, message: OutboundMessage) -> bool:
    """Whether the provider no longer takes free text to this person."""
    if not account.window_hours:
        return False
    heard = message.last_heard_at
    return heard is None or datetime.now(UTC) - heard >= timedelta(hours=account.window_hours)
