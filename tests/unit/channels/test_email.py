"""The e-mail adapter reads a mail in the child; mail has no webhook and is not sent by it."""

import pytest

from tests.builders.raw_mails import payload
from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.base import Adapter, NotAuthentic
from vigilance.channels.email import EmailAdapter
from vigilance.domain.errors import NotDelivered
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind, OutboundMessage

ADAPTER: Adapter = EmailAdapter()
NONE = ChannelAccounts(providers={})


def test_one_mail_is_one_message():
    (message,) = ADAPTER.read(payload("hindi_8bit"))

    assert (message.channel, message.subject) == (Channel.EMAIL, "पेंशन में रिश्वत")


def test_nothing_that_is_posted_is_authentic():
    with pytest.raises(NotAuthentic):
        ADAPTER.verify(b"", {}, NONE)
    with pytest.raises(NotAuthentic):
        ADAPTER.challenge({}, NONE)


def test_mail_is_sent_by_the_outbox_and_not_here():
    message = OutboundMessage(
        to=Contact(ContactKind.EMAIL, "a@example.com"), text="x", language="en", effect_key="k"
    )

    with pytest.raises(NotDelivered) as refused:
        ADAPTER.send(message, NONE, None)

    assert refused.value.retry is False
