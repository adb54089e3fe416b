"""Telegram by a bot (core.telegram.org/bots/api)."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.answers import Meanings, post, ready
from vigilance.channels.base import NotAuthentic
from vigilance.channels.http import Http
from vigilance.channels.media import LARGEST_FILE, NotFetched, fetched, fetched_object
from vigilance.channels.one_way import AskedNothing
from vigilance.channels.pieces import ident, part, read_body, words
from vigilance.channels.signatures import only_header, same
from vigilance.channels.telegram_reading import read_update
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundAttachment, InboundMessage, OutboundMessage, SendReceipt

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name
MEANINGS: Meanings = {
    401: ("token-refused", True),
    403: ("blocked-by-person", False),
    404: ("token-refused", True),  # a token that is none is answered "Not Found"
    429: ("too-many", True),
}
LONGEST_KEY = 64
_PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")


class Telegram(AskedNothing):
    """Messages of persons who write to the office's bot."""

    name = Channel.TELEGRAM
    can_send = True
    longest_text = 4096

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:  # noqa: ARG002 -- a token, no signature
        if not same(only_header(headers, SECRET), accounts.of(self.name).secret("SECRET_TOKEN")):
            raise NotAuthentic("secret-token-wrong")

    def read(self, payload: bytes) -> list[InboundMessage]:
        return read_update(read_body(payload))

    def send(self, message: OutboundMessage, accounts: ChannelAccounts, http: Http) -> SendReceipt:
        account = accounts.of(self.name)
        ready(account, message, "BOT_TOKEN", min(self.longest_text, account.longest_text))
        body: dict[str, Any] = {"chat_id": message.to.address, "text": message.text}
        body["link_preview_options"] = {"is_disabled": True}
        if message.options:
            body["reply_markup"] = {
                "inline_keyboard": [
                    [{"text": one.label, "callback_data": one.key[:LONGEST_KEY]}]
                    for one in message.options
                ]
            }
        url = f"{account.api}/bot{account.secret('BOT_TOKEN')}/sendMessage"
        result = part(post(http, url, body, "", MEANINGS).get("result"))
        sent = ident(result.get("message_id"))
        return SendReceipt(f"{message.to.address}:{sent}" if sent else None)

    def fetch(
        self,
        attachment: InboundAttachment,
        accounts: ChannelAccounts,
        http: Http,
        limit: int = LARGEST_FILE,
    ) -> bytes:
        """Ask for the file's path, which is good for an hour, and fetch it there."""
        account = accounts.of(self.name)
        token = account.secret("BOT_TOKEN")
        asked = f"{account.api}/bot{token}/getFile?file_id={quote(attachment.media or '', safe='')}"
        path = words(part(fetched_object(http, asked, account).get("result")).get("file_path"))
        if not _PATH.fullmatch(path):
            raise NotFetched("odd-answer", retry=True)
        return fetched(http, f"{account.api}/file/bot{token}/{path}", account, limit=limit)
