"""A channel that keeps what it would have sent: for tests and for offices that only try things out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.base import NotAuthentic
from vigilance.channels.http import Http
from vigilance.domain.errors import NotDelivered
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundMessage, OutboundMessage, SendReceipt


@dataclass(slots=True)
class Recorder:
    """Keeps each message in `sent`; raises the next of `refusals` first, as a provider would."""

    name: Channel
    can_send: bool = True
    longest_text: int = 4096
    sent: list[OutboundMessage] = field(default_factory=list)
    refusals: list[NotDelivered] = field(default_factory=list)

    def verify(self, payload: bytes, headers: Mapping[str, str], accounts: ChannelAccounts) -> None:  # noqa: ARG002 -- the form of every adapter
        """Nobody sends to it."""
        raise NotAuthentic("recorder")

    def challenge(self, query: Mapping[str, str], accounts: ChannelAccounts) -> str:  # noqa: ARG002 -- the form of every adapter
        """Nobody asks it."""
        raise NotAuthentic("recorder")

    def read(self, payload: bytes) -> list[InboundMessage]:  # noqa: ARG002 -- the form of every adapter
        """Nothing comes in."""
        return []

    def send(
        self,
        message: OutboundMessage,
        accounts: ChannelAccounts,  # noqa: ARG002 -- the form of every adapter
        http: Http,  # noqa: ARG002 -- the form of every adapter
    ) -> SendReceipt:
        """Keep the message under a name of its own."""
        if self.refusals:
            raise self.refusals.pop(0)
        self.sent.append(message)
        return SendReceipt(f"{self.name}-{len(self.sent)}")
