"""The e-mail channel: mail is fetched or handed in, so nobody signs it, and it is sent by SMTP like all our mail."""

from collections.abc import Mapping

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.base import NotAuthentic
from vigilance.channels.http import Http
from vigilance.channels.mail.child import understand_mail
from vigilance.domain.errors import NotDelivered
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundMessage, OutboundMessage, SendReceipt

LONGEST_TEXT = 100_000


class EmailAdapter:
    """Reads a mail in a process of its own. It is not sent here: the outbox speaks SMTP (correspondence)."""

    name = Channel.EMAIL
    can_send = True
    longest_text = LONGEST_TEXT

    def __init__(self, trusted_server: str = "") -> None:
        """`trusted_server` is the mail server whose Authentication-Results are believed."""
        self.trusted_server = trusted_server

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:  # noqa: ARG002 - the contract's
        """Mail has no webhook: nothing that comes by one is authentic."""
        raise NotAuthentic("mail is fetched, not posted")

    def challenge(self, query: Mapping[str, str], accounts: ChannelAccounts) -> str:  # noqa: ARG002 - the contract's
        """Nobody asks us who we are."""
        raise NotAuthentic("mail is fetched, not posted")

    def read(self, payload: bytes) -> list[InboundMessage]:
        """The one message of a mail. Unreadable says why the child that read it was ended."""
        return [understand_mail(payload, trusted_server=self.trusted_server)]

    def send(self, message: OutboundMessage, accounts: ChannelAccounts, http: Http) -> SendReceipt:  # noqa: ARG002 - the contract's
        """Mail leaves by SMTP with its own headers: the outbox of correspondence does that."""
        raise NotDelivered("mail is sent by the outbox over SMTP", retry=False)
