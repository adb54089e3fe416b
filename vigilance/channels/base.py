"""What every channel is: it translates and decides nothing.

An adapter proves the sender (`verify`), makes messages from bytes (`read`) and hands one message to the provider
(`send`). It knows no database and no web framework, and writes no payload to a log.
"""

from collections.abc import Mapping
from typing import Protocol

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.http import Http
from vigilance.domain.errors import OfficeError
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundMessage, OutboundMessage, SendReceipt


class NotAuthentic(OfficeError):
    """What came does not prove that it came from the provider."""

    code = "not-authentic"


class Unreadable(OfficeError):
    """The bytes are not of this channel's form; the detail says how, without quoting them."""

    code = "unreadable"


class Adapter(Protocol):
    """A way in which a complaint can reach the office, and the office can answer."""

    name: Channel
    can_send: bool
    longest_text: int

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:
        """Prove the raw body against the provider's signature, in constant time; NotAuthentic otherwise."""

    def challenge(self, query: Mapping[str, str], accounts: ChannelAccounts) -> str:
        """The answer to the provider's own question of who we are (GET); NotAuthentic where it is not theirs."""

    def read(self, payload: bytes) -> list[InboundMessage]:
        """The messages in these bytes; empty where there are none. Unreadable where they are of another form."""

    def send(self, message: OutboundMessage, accounts: ChannelAccounts, http: Http) -> SendReceipt:
        """Hand one message to the provider. NotDelivered says whether trying again can help."""
