"""Which part of the office hears which message: by its kind first, then by its channel.

A new handler is one line here. It has the form of `work.Handler`.
"""

from collections.abc import Mapping

from vigilance.arrivals import calls, changes, chat, forms, hold, mail, receipts
from vigilance.arrivals.work import Handler
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundMessage, MessageKind

BY_KIND: Mapping[MessageKind, Handler] = {
    MessageKind.RECEIPT: receipts.note,
    MessageKind.EDIT: changes.note,
    MessageKind.DELETION: changes.note,
    MessageKind.AUTO_REPLY: hold.note,
    MessageKind.ECHO: hold.note,
    MessageKind.UNKNOWN: hold.note,
}
"""Kinds that mean the same on every channel but mail, which tells its own apart."""

CHATS = (Channel.WHATSAPP, Channel.TELEGRAM, Channel.FACEBOOK, Channel.INSTAGRAM, Channel.X)
BY_CHANNEL: Mapping[Channel, Handler] = {
    **dict.fromkeys(CHATS, chat.hear),
    Channel.FORM: forms.hear,
    Channel.PHONE: calls.hear,
}
"""Who hears a message that says something."""


def handler_of(message: InboundMessage) -> Handler:
    """The handler of this message; a person, where none is named or the channel asks for one.

    The conversation sees also what is held, since some of it, such as a mention in public, begins a draft all the same.
    """
    if message.channel in CHATS and message.kind is MessageKind.COMPLAINT_OR_REPLY:
        return chat.hear
    if message.channel is Channel.EMAIL:
        return mail.hear
    if message.held is not None:
        return hold.hold
    pressed = message.kind is MessageKind.UNKNOWN and message.command is not None
    if pressed and message.channel in BY_CHANNEL:  # /start says nothing, yet is answered
        return BY_CHANNEL[message.channel]
    return BY_KIND.get(message.kind) or BY_CHANNEL.get(message.channel) or hold.hold
