"""What the three channels of Meta share: the signature, the question at the beginning, and the error codes."""

import re
from collections.abc import Mapping

from vigilance.channels.accounts import Account
from vigilance.channels.answers import Meanings
from vigilance.channels.base import NotAuthentic
from vigilance.channels.signatures import LONGEST_QUESTION, only_header, prove_hex, same

SIGNATURE = "X-Hub-Signature-256"
MEANINGS: Meanings = {
    1: ("provider-down", True),
    2: ("provider-down", True),
    4: ("too-many", True),
    10: (
        "window-over",
        False,
    ),  # Messenger: "outside of allowed window" (or a permission the page never had)
    32: ("too-many", True),
    190: ("token-refused", True),
    368: ("account-blocked", True),
    551: ("person-unavailable", False),
    613: ("too-many", True),
    80007: ("too-many", True),
    130429: ("too-many", True),
    131000: ("provider-down", True),
    131005: ("token-refused", True),
    131016: ("provider-down", True),
    131026: ("undeliverable", False),
    131031: ("account-blocked", True),
    131047: ("window-over", False),
    131048: ("too-many", True),
    131056: ("too-many", True),
    131057: ("provider-down", True),
    133004: ("provider-down", True),
}
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


def prove(payload: bytes, headers: Mapping[str, str], account: Account) -> None:
    """The body came from our Meta application: HMAC-SHA256 over exactly these bytes; the SHA-1 header never counts."""
    prove_hex(payload, only_header(headers, SIGNATURE), account.secret("APP_SECRET"))


def answer_challenge(query: Mapping[str, str], account: Account) -> str:
    """Meta's own word back, where it knows ours; NotAuthentic otherwise (row 80).

    Only plain characters go back: what a stranger sends never becomes a page of this office.
    """
    question = query.get("hub.challenge", "")
    if query.get("hub.mode") != "subscribe":
        raise NotAuthentic("not-a-challenge")
    if not same(query.get("hub.verify_token", ""), account.secret("VERIFY_TOKEN")):
        raise NotAuthentic("verify-token-wrong")
    if len(question) > LONGEST_QUESTION or not _PLAIN.fullmatch(question):
        raise NotAuthentic("challenge-unusable")
    return question
