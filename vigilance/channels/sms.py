"""SMS by one HTTP provider's shape: `POST {api}/messages`, and signed reports of what became of it.

Another provider is another file like this one; nothing else changes.
"""

import hashlib
from collections.abc import Mapping

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.answers import post, ready
from vigilance.channels.http import Http
from vigilance.channels.making import settled, unknown
from vigilance.channels.one_way import AskedNothing
from vigilance.channels.pieces import Piece, ident, moment, parts, read_body, words
from vigilance.channels.signatures import prove_signed
from vigilance.channels.texts import numbered
from vigilance.domain.lanes import Channel
from vigilance.domain.message import (
    DeliveryState,
    InboundMessage,
    MessageKind,
    OutboundMessage,
    SendReceipt,
)

ACCOUNT = "sms"


class Sms(AskedNothing):
    """Short messages to mobiles. Nobody writes to us by it; only reports come."""

    name = Channel.PHONE
    can_send = True
    longest_text = 1000

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:
        """The report was signed with the secret shared with the provider."""
        prove_signed(payload, headers, accounts.of(ACCOUNT).secret("SECRET"))

    def read(self, payload: bytes) -> list[InboundMessage]:
        """One receipt a report; several may come in one body."""
        body = read_body(payload)
        reports = parts(body["reports"]) if "reports" in body else iter([body])
        return settled(self.name, body, (_receipt(one) for one in reports))

    def send(self, message: OutboundMessage, accounts: ChannelAccounts, http: Http) -> SendReceipt:
        """One text; the reference is the same however often it is tried, so the provider can drop a second one."""
        account = accounts.of(ACCOUNT)
        ready(account, message, "TOKEN", min(self.longest_text, account.longest_text))
        body = {
            "from": account.account,
            "to": message.to.address,
            "text": numbered(message.text, message.options),
            "reference": hashlib.sha256(message.effect_key.encode()).hexdigest()[:32],
        }
        taken = post(http, f"{account.api}/messages", body, account.secret("TOKEN"))
        return SendReceipt(ident(taken.get("id")))


def _receipt(piece: Piece) -> InboundMessage:
    about, told = ident(piece.get("id")), words(piece.get("state")).lower()
    state = next((one for one in DeliveryState if one == told), None)
    if about is None or state is None:
        return unknown(Channel.PHONE, piece)
    recipient = ident(piece.get("to"))
    failed = state is DeliveryState.FAILED and recipient is not None
    return InboundMessage(
        channel=Channel.PHONE,
        external_id=f"{about}#{state}",
        kind=MessageKind.RECEIPT,
        account=ACCOUNT,
        sent_at=moment(piece.get("at")),
        refers_to=about,
        delivery=state,
        failed_recipients=(str(recipient),) if failed else (),
    )
