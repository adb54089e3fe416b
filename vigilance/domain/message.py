"""What any channel carries: one message that came in, one that goes out, whatever the provider calls them.

Pure records: an adapter (vigilance/channels) makes them from bytes, and everything after is the same for all channels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from vigilance.domain.lanes import Channel


class MessageKind(StrEnum):
    """What a message is, as far as its bytes tell."""

    COMPLAINT_OR_REPLY = "complaint-or-reply"
    AUTO_REPLY = "auto-reply"
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    EDIT = "edit"
    DELETION = "deletion"
    ECHO = "echo"
    UNKNOWN = "unknown"


class ContactKind(StrEnum):
    """How somebody is reached, and recognised when he writes again."""

    EMAIL = "email"
    MOBILE = "mobile"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    X = "x"


class DeliveryState(StrEnum):
    """What a provider tells of a message we sent."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


class Where(StrEnum):
    """To whom a message was said: only what is said to us alone is a complaint without further question."""

    PRIVATE = "private"
    GROUP = "group"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Contact:
    """One address of a person: a mail address, a number in the form +919000000502, or a provider's own id."""

    kind: ContactKind
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundAttachment:
    """A file that came with a message: its bytes, or where the provider keeps it for a while.

    `name` is as sent, made safe to show (no path). `content` is None where it must be fetched: then `media` is the
    provider's id or address of it. `set_aside` says why it is not to be opened like the others.
    """

    name: str = field(repr=False)
    media_type: str
    size: int | None = None
    content: bytes | None = field(default=None, repr=False)
    media: str | None = field(default=None, repr=False)
    set_aside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadHints:
    """What a message says about where it belongs; a hint is never a proof (security.md 5.5, hostile input 71)."""

    numbers: tuple[str, ...] = ()
    """Register numbers or references named in its subject or text."""
    case_addresses: tuple[str, ...] = field(default=(), repr=False)
    """Recipient addresses that may be a per-case address of ours."""
    message_ids: tuple[str, ...] = ()
    """Ids of earlier messages it answers, newest first, without angle brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """One message, understood as far as its bytes allow. `external_id` is unique within channel and account."""

    channel: Channel
    external_id: str
    kind: MessageKind
    sender: Contact | None = None
    sender_name: str | None = field(default=None, repr=False)
    account: str = ""
    sent_at: datetime | None = None
    language: str | None = None
    subject: str | None = field(default=None, repr=False)
    text: str = field(default="", repr=False)
    quoted: str = field(default="", repr=False)
    attachments: tuple[InboundAttachment, ...] = field(default=(), repr=False)
    thread: ThreadHints = field(default_factory=ThreadHints, repr=False)
    where: Where = Where.PRIVATE
    command: str | None = None
    """A word the provider marks as a command or a pressed button: `start`, `menu-1`."""
    refers_to: str | None = None
    """The external id that is edited, deleted, answered or whose delivery is told."""
    delivery: DeliveryState | None = None
    failed_recipients: tuple[str, ...] = field(default=(), repr=False)
    location: tuple[float, float] | None = field(default=None, repr=False)
    forwarded: bool = False
    flags: tuple[str, ...] = ()
    """What an officer should know: `encoding-doubtful`, `spf-fail`, `hidden-text`, `unsupported-type`."""
    held: str | None = None
    """Why a person must look before anything follows from it; None where none must."""
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What a form or a telephone system named besides, field by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice offered with a message: a button where the channel has buttons, a numbered line elsewhere."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundMessage:
    """One message to be sent: `effect_key` is the same however often the sending is tried."""

    to: Contact = field(repr=False)
    text: str = field(repr=False)
    language: str
    effect_key: str
    account: str = ""
    subject: str | None = field(default=None, repr=False)
    options: tuple[Option, ...] = ()
    template: str | None = None
    """The provider's name of an approved text, for use when its free-text window is over."""
    last_heard_at: datetime | None = None
    """When this person last wrote to us on this channel, which opens the provider's window."""


@dataclass(frozen=True, slots=True)
class SendReceipt:
    """What the provider calls the message it took, for its later word on delivery."""

    provider_id: str | None = None
