"""Which program reads what arrived by which door."""

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.base import Adapter, Unreadable
from vigilance.channels.email import EmailAdapter
from vigilance.channels.forms import Form
from vigilance.channels.registry import adapter_at
from vigilance.domain.errors import NotFound
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundMessage

NO_ADAPTER = "no-adapter"


def reader_of(channel: Channel, account: str, accounts: ChannelAccounts) -> Adapter:
    """The adapter of this channel; a form has its own fields, and two machines speak to the office's telephone."""
    if channel is Channel.EMAIL:
        return EmailAdapter(_trusted_server(account, accounts))
    if channel is Channel.FORM:
        return Form(accounts.forms.get(account))
    name = account if channel is Channel.PHONE else channel.value
    try:
        return adapter_at(name)
    except NotFound:
        raise Unreadable(NO_ADAPTER) from None


def _trusted_server(account: str, accounts: ChannelAccounts) -> str:
    """The mail server in front of this mailbox; none is trusted with mail that came by another way."""
    named = (box.trusted_server for box in accounts.mailboxes if box.name == account)
    return next(named, "")


def read_arrival(
    channel: Channel, account: str, raw: bytes, accounts: ChannelAccounts
) -> list[InboundMessage]:
    """The messages in these bytes; mail is read in a child process. Unreadable where they are of another form."""
    return reader_of(channel, account, accounts).read(raw)
