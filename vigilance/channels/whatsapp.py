"""WhatsApp by Meta's Cloud API (developers.facebook.com/docs/whatsapp/cloud-api)."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from vigilance.channels import meta
from vigilance.channels.accounts import Account, ChannelAccounts
from vigilance.channels.answers import post, ready, window_over
from vigilance.channels.http import Http
from vigilance.channels.media import LARGEST_FILE, NotFetched, fetched, fetched_object
from vigilance.channels.pieces import ident, parts, read_body, words
from vigilance.channels.texts import length, numbered
from vigilance.channels.whatsapp_reading import read_messages
from vigilance.domain.errors import NotDelivered
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundAttachment, InboundMessage, OutboundMessage, SendReceipt

MOST_BUTTONS, BUTTON_LABEL = 3, 20
MOST_ROWS, ROW_LABEL = 10, 24
LONGEST_BESIDE_BUTTONS = 1024
_CHOOSE = {"hi": "चुनें", "en": "Choose"}


class WhatsApp:
    """Messages of persons who write to the office's WhatsApp number."""

    name = Channel.WHATSAPP
    can_send = True
    longest_text = 4096

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:
        meta.prove(payload, headers, accounts.of(self.name))

    def challenge(self, query: Mapping[str, str], accounts: ChannelAccounts) -> str:
        return meta.answer_challenge(query, accounts.of(self.name))

    def read(self, payload: bytes) -> list[InboundMessage]:
        return read_messages(read_body(payload))

    def send(self, message: OutboundMessage, accounts: ChannelAccounts, http: Http) -> SendReceipt:
        account = accounts.of(self.name)
        ready(account, message, "TOKEN", min(self.longest_text, account.longest_text))
        over = message.template is not None or window_over(account, message)
        body = _addressed(message) | (_template(message, account) if over else _free(message))
        url = f"{account.api}/{quote(message.account or account.account, safe='')}/messages"
        taken = post(http, url, body, account.secret("TOKEN"), meta.MEANINGS)
        return SendReceipt(
            next((ident(one.get("id")) for one in parts(taken.get("messages"))), None)
        )

    def fetch(
        self,
        attachment: InboundAttachment,
        accounts: ChannelAccounts,
        http: Http,
        limit: int = LARGEST_FILE,
    ) -> bytes:
        """Ask where the file lies, fetch it there within five minutes, and compare its hash."""
        account = accounts.of(self.name)
        headers = {"Authorization": f"Bearer {account.secret('TOKEN')}"}
        about = fetched_object(
            http, f"{account.api}/{quote(attachment.media or '', safe='')}", account, headers
        )
        content = fetched(http, words(about.get("url")), account, headers=headers, limit=limit)
        told = words(about.get("sha256")).lower()
        if told and told != hashlib.sha256(content).hexdigest():
            raise NotFetched("damaged", retry=True)
        return content


def _addressed(message: OutboundMessage) -> dict[str, Any]:
    """To a number as `to`, to a person who shows none as `recipient`; with a mark by which a receipt is recognised."""
    address = message.to.address
    is_number = re.fullmatch(r"\+?[0-9]+", address) is not None
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to" if is_number else "recipient": address.lstrip("+") if is_number else address,
        "biz_opaque_callback_data": hashlib.sha256(message.effect_key.encode()).hexdigest()[:32],
    }


def _template(message: OutboundMessage, account: Account) -> dict[str, Any]:
    """The approved text, which says no more than that there is news."""
    name = message.template or account.template
    if not name:
        raise NotDelivered("window-over", retry=False)
    template = {"name": name, "language": {"code": message.language}}
    return {"type": "template", "template": template}


def _free(message: OutboundMessage) -> dict[str, Any]:
    """Text, with choices as buttons or a list as far as the provider has room for them."""
    options, longest = (
        message.options,
        max((length(one.label) for one in message.options), default=0),
    )
    room = length(message.text) <= LONGEST_BESIDE_BUTTONS
    if options and room and len(options) <= MOST_BUTTONS and longest <= BUTTON_LABEL:
        buttons = [
            {"type": "reply", "reply": {"id": one.key, "title": one.label}} for one in options
        ]
        return _interactive("button", message.text, {"buttons": buttons})
    if options and room and len(options) <= MOST_ROWS and longest <= ROW_LABEL:
        rows = [{"id": one.key, "title": one.label} for one in options]
        choose = _CHOOSE.get(message.language, _CHOOSE["en"])
        sections = [{"title": choose, "rows": rows}]
        return _interactive("list", message.text, {"button": choose, "sections": sections})
    text = {"body": numbered(message.text, options), "preview_url": False}
    return {"type": "text", "text": text}


def _interactive(kind: str, text: str, action: Mapping[str, Any]) -> dict[str, Any]:
    interactive = {"type": kind, "body": {"text": text}, "action": action}
    return {"type": "interactive", "interactive": interactive}
