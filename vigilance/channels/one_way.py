"""What a channel answers to what its provider never asks, or to what it cannot do."""

from collections.abc import Mapping

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.base import NotAuthentic
from vigilance.channels.http import Http
from vigilance.domain.errors import NotDelivered
from vigilance.domain.message import OutboundMessage, SendReceipt


class AskedNothing:
    """A channel whose provider does not ask who we are before it sends."""

    def challenge(self, query: Mapping[str, str], accounts: ChannelAccounts) -> str:  # noqa: ARG002 -- Adapter's form
        """Nobody has a question here; NotAuthentic."""
        raise NotAuthentic("not-a-challenge")


class ReceivesOnly:
    """A channel by which nobody can be answered."""

    can_send = False
    longest_text = 0

    def send(self, message: OutboundMessage, accounts: ChannelAccounts, http: Http) -> SendReceipt:  # noqa: ARG002
        """Nothing goes out here; NotDelivered, and trying again cannot help."""
        raise NotDelivered("cannot-send", retry=False)
