"""Every channel there is: a list, in the order people know them. A new channel is one line here."""

from vigilance.channels.base import Adapter
from vigilance.channels.email import EmailAdapter
from vigilance.channels.facebook import Facebook
from vigilance.channels.forms import Form
from vigilance.channels.instagram import Instagram
from vigilance.channels.ivr import Ivr
from vigilance.channels.sms import Sms
from vigilance.channels.telegram import Telegram
from vigilance.channels.whatsapp import WhatsApp
from vigilance.channels.x import X
from vigilance.domain.errors import NotFound
from vigilance.domain.lanes import Channel
from vigilance.domain.message import ContactKind

_SMS: Adapter = Sms()
ADAPTERS: tuple[Adapter, ...] = (
    EmailAdapter(),
    WhatsApp(),
    Telegram(),
    Facebook(),
    Instagram(),
    X(),
    Form(),
    Ivr(),
)
"""One for each way in which a complaint comes."""
_BY_CHANNEL = {adapter.name: adapter for adapter in ADAPTERS}
DOORS: dict[str, Adapter] = {
    **{str(adapter.name): adapter for adapter in ADAPTERS},
    "forms": _BY_CHANNEL[Channel.FORM],
    "ivr": _BY_CHANNEL[Channel.PHONE],
    "sms": _SMS,
}
"""The names in config/channels.toml, in the addresses of webhooks, and on the command line."""
_BY_CONTACT: dict[ContactKind, Adapter] = {
    ContactKind.EMAIL: _BY_CHANNEL[Channel.EMAIL],
    ContactKind.MOBILE: _SMS,
    ContactKind.WHATSAPP: _BY_CHANNEL[Channel.WHATSAPP],
    ContactKind.TELEGRAM: _BY_CHANNEL[Channel.TELEGRAM],
    ContactKind.FACEBOOK: _BY_CHANNEL[Channel.FACEBOOK],
    ContactKind.INSTAGRAM: _BY_CHANNEL[Channel.INSTAGRAM],
    ContactKind.X: _BY_CHANNEL[Channel.X],
}


def adapter_of(channel: Channel) -> Adapter:
    """The adapter by which this channel's messages come; NotFound for a channel that has none (web, letter)."""
    return adapter_at(channel.value)


def adapter_at(door: str) -> Adapter:
    """The adapter behind the door of this name: a channel's, or `forms`, `ivr`, `sms`; NotFound otherwise."""
    found = DOORS.get(door)
    if found is None:
        raise NotFound("channel")
    return found


def adapter_to(kind: ContactKind) -> Adapter:
    """The adapter by which a contact of this kind is reached."""
    return _BY_CONTACT[kind]
