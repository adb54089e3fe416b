"""X: mentions and private messages (docs.x.com). Answers are private messages only; nothing is ever said in public."""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.answers import post, ready
from vigilance.channels.base import NotAuthentic
from vigilance.channels.http import Http
from vigilance.channels.media import LARGEST_FILE, fetched
from vigilance.channels.pieces import ident, part, read_body
from vigilance.channels.signatures import (
    LONGEST_QUESTION,
    base64_of,
    only_header,
    prove_base64,
)
from vigilance.channels.texts import numbered
from vigilance.channels.x_reading import read_activity
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundAttachment, InboundMessage, OutboundMessage, SendReceipt

SIGNATURE = "x-twitter-webhooks-signature"
PRIVATE_FILES = "ton.twitter.com"
_QUESTION = re.compile(r"[A-Za-z0-9_.~+/=-]+")


class X:
    """Mentions of the office and private messages to it."""

    name = Channel.X
    can_send = True
    longest_text = 10_000

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:
        secret = accounts.of(self.name).secret("CONSUMER_SECRET")
        prove_base64(payload, only_header(headers, SIGNATURE), secret)

    def challenge(self, query: Mapping[str, str], accounts: ChannelAccounts) -> str:
        """The answer to X's hourly question: its token, signed.

        The same secret signs the bodies X sends. A token that could be a body would let anybody have a body signed,
        so one with any sign of JSON is refused, and one of more than 1 KB (row 80).
        """
        token = query.get("crc_token", "")
        secret = accounts.of(self.name).secret("CONSUMER_SECRET")
        if not secret or len(token) > LONGEST_QUESTION or not _QUESTION.fullmatch(token):
            raise NotAuthentic("challenge-unusable")
        return json.dumps({"response_token": base64_of(token.encode(), secret)})

    def read(self, payload: bytes) -> list[InboundMessage]:
        return read_activity(read_body(payload))

    def send(self, message: OutboundMessage, accounts: ChannelAccounts, http: Http) -> SendReceipt:
        account = accounts.of(self.name)
        ready(account, message, "BEARER_TOKEN", min(self.longest_text, account.longest_text))
        to = quote(message.to.address, safe="")
        url = f"{account.api}/2/dm_conversations/with/{to}/messages"
        body = {"text": numbered(message.text, message.options)}
        taken = post(http, url, body, account.secret("BEARER_TOKEN"))
        return SendReceipt(ident(part(taken.get("data")).get("dm_event_id")))

    def fetch(
        self,
        attachment: InboundAttachment,
        accounts: ChannelAccounts,
        http: Http,
        limit: int = LARGEST_FILE,
    ) -> bytes:
        """Public media need no token; the files of private messages do, and nobody else is shown it."""
        account, url = accounts.of(self.name), attachment.media or ""
        private = urlsplit(url).hostname == PRIVATE_FILES
        token = f"Bearer {account.secret('BEARER_TOKEN')}"
        headers = {"Authorization": token} if private else None
        return fetched(http, url, account, headers=headers, limit=limit)
