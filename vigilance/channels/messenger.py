"""Messages by Messenger and Instagram: one Meta application, one way to send, two places."""

from collections.abc import Mapping
from typing import Any

from vigilance.channels import meta
from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.answers import post, ready, window_over
from vigilance.channels.http import Http
from vigilance.channels.media import LARGEST_FILE, fetched
from vigilance.channels.messenger_reading import read_events
from vigilance.channels.pieces import ident, read_body
from vigilance.channels.texts import length, numbered
from vigilance.domain.errors import NotDelivered
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundAttachment, InboundMessage, OutboundMessage, SendReceipt

MOST_REPLIES, REPLY_LABEL = 13, 20


class Messenger:
    """What Facebook and Instagram do in the same way."""

    name: Channel
    token: str
    can_send = True
    longest_text: int

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:
        """The body came from our Meta application; NotAuthentic otherwise."""
        meta.prove(payload, headers, accounts.of(self.name))

    def challenge(self, query: Mapping[str, str], accounts: ChannelAccounts) -> str:
        """Meta's own word back; NotAuthentic where it does not know ours."""
        return meta.answer_challenge(query, accounts.of(self.name))

    def read(self, payload: bytes) -> list[InboundMessage]:
        """Private messages, receipts, and what was said on the page."""
        return read_events(read_body(payload), self.name)

    def send(self, message: OutboundMessage, accounts: ChannelAccounts, http: Http) -> SendReceipt:
        """A private answer, as long as the window of 24 hours is open."""
        account = accounts.of(self.name)
        ready(account, message, self.token, min(self.longest_text, account.longest_text))
        if window_over(account, message):
            raise NotDelivered("window-over", retry=False)
        body = {
            "recipient": {"id": message.to.address},
            "messaging_type": "RESPONSE",
            "message": _content(message),
        }
        url = f"{account.api}/me/messages"
        taken = post(http, url, body, account.secret(self.token), meta.MEANINGS)
        return SendReceipt(ident(taken.get("message_id")))

    def fetch(
        self,
        attachment: InboundAttachment,
        accounts: ChannelAccounts,
        http: Http,
        limit: int = LARGEST_FILE,
    ) -> bytes:
        """From the address in the message, which is signed and holds for some days."""
        return fetched(http, attachment.media or "", accounts.of(self.name), limit=limit)


def _content(message: OutboundMessage) -> dict[str, Any]:
    options = message.options
    if not options:
        return {"text": message.text}
    if len(options) > MOST_REPLIES or any(length(one.label) > REPLY_LABEL for one in options):
        return {"text": numbered(message.text, options)}
    replies = [{"content_type": "text", "title": one.label, "payload": one.key} for one in options]
    return {"text": message.text, "quick_replies": replies}
