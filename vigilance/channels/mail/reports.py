"""Reports on mails we sent: not delivered, delayed, delivered, read (RFC 3464, RFC 8098, and what servers make up)."""

import email
import re
from dataclasses import dataclass, field

from flufl.bounce import all_failures

from vigilance.channels.mail.fields import Fields, split_header
from vigilance.channels.mail.headers import one_line
from vigilance.channels.mail.part import ENCLOSED, Part
from vigilance.channels.mail.thread import answered_ids, message_ids
from vigilance.domain.message import DeliveryState, MessageKind

LONGEST_REPORT = 256 * 1024
"""Bytes of an informal report that are searched for recipients."""
MOST_RECIPIENTS = 100
_STATES = {
    "failed": DeliveryState.FAILED,
    "delayed": DeliveryState.SENT,
    "delivered": DeliveryState.DELIVERED,
    "relayed": DeliveryState.DELIVERED,
    "expanded": DeliveryState.DELIVERED,
}
_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_NOTICE_TYPES = frozenset(
    {"message/disposition-notification", "message/global-disposition-notification"}
)
_ASCII = bytes(code if 0 < code < 128 else ord("?") for code in range(256))  # noqa: PLR2004 - ASCII
_ORIGINAL_ID = re.compile(
    rb"^[> ]{0,9}Message-ID:[ \t]{0,9}(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says of one mail of ours."""

    kind: MessageKind
    state: DeliveryState
    refers_to: str | None
    recipients: tuple[str, ...] = field(default=(), repr=False)


def report_of(mail: Part, raw: bytes, sender: str) -> Report | None:
    """The report this mail is; None where it is none. Only for mail of a mail server, or of the type for reports."""
    for part in mail.walk():
        if part.media_type in _STATUS_TYPES:
            return _of_delivery(mail, part)
        if part.media_type in _NOTICE_TYPES:
            return _of_reading(mail, part)
    return _informal(mail, raw, sender)


def _of_delivery(mail: Part, part: Part) -> Report | None:
    """The worst that happened to any recipient is what happened."""
    states: set[DeliveryState] = set()
    failed: dict[str, None] = {}
    for recipient in _blocks(part.content):
        state = _STATES.get(recipient.first("action").strip().lower())
        if state is None:
            continue
        states.add(state)
        if state is DeliveryState.FAILED:
            address = recipient.first("original-recipient") or recipient.first("final-recipient")
            failed.setdefault(one_line(address.rpartition(";")[2]).strip("<>"))
    original = _original_id(mail)
    recipients = tuple(address for address in failed if address)[:MOST_RECIPIENTS]
    if DeliveryState.FAILED in states:
        return Report(MessageKind.BOUNCE, DeliveryState.FAILED, original, recipients)
    if not states:
        return None
    state = DeliveryState.SENT if DeliveryState.SENT in states else DeliveryState.DELIVERED
    return Report(MessageKind.RECEIPT, state, original)


def _of_reading(mail: Part, part: Part) -> Report:
    """A read receipt; one that was thrown away unread was delivered all the same."""
    blocks = _blocks(part.content)
    told = blocks[0] if blocks else Fields(())
    named = message_ids(told.first("original-message-id"))
    shown = "displayed" in told.first("disposition").lower()
    state = DeliveryState.READ if shown else DeliveryState.DELIVERED
    return Report(MessageKind.RECEIPT, state, named[0] if named else _original_id(mail))


def _informal(mail: Part, raw: bytes, sender: str) -> Report | None:
    """A report in a server's own words; the library knows some fifty of them."""
    # Its detectors take a readable header for granted: one ASCII sender, no foreign byte.
    parsed = email.message_from_bytes(raw[:LONGEST_REPORT].translate(_ASCII))
    del parsed["From"]
    parsed["From"] = sender or "unknown@invalid"
    try:
        temporary, permanent = all_failures(parsed)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        # Some ask more of a report than a broken one has; then it tells us nothing.
        return None
    if not temporary and not permanent:
        return None
    failed = tuple(sorted(one_line(address.decode("utf-8", "replace")) for address in permanent))
    kind = MessageKind.BOUNCE if failed else MessageKind.RECEIPT
    state = DeliveryState.FAILED if failed else DeliveryState.SENT
    original = _original_id(mail) or _quoted_id(raw)
    return Report(kind, state, original, failed[:MOST_RECIPIENTS])


def _blocks(content: bytes) -> list[Fields]:
    """The groups of fields of a status part: one for the message, one for each recipient."""
    blocks: list[Fields] = []
    rest = content.lstrip(b"\r\n")
    while rest and len(blocks) < MOST_RECIPIENTS:
        fields, after = split_header(rest)
        if fields.items:
            blocks.append(fields)
        rest = after.lstrip(b"\r\n") if len(after) < len(rest) else b""
        if not fields.items:
            rest = b""
    return blocks


def _original_id(mail: Part) -> str | None:
    """The Message-ID of the mail of ours that is returned, or that is named as answered."""
    for part in mail.walk():
        returned: Fields | None = None
        if part.media_type in ENCLOSED and part.parts:
            returned = part.parts[0].fields
        elif part.media_type in ("text/rfc822-headers", "message/rfc822-headers"):
            returned, _ = split_header(part.content)
        if returned is not None:
            found = message_ids(returned.first("message-id"))
            if found:
                return found[0]
    answered = answered_ids(mail.fields)
    return answered[0] if answered else None


def _quoted_id(raw: bytes) -> str | None:
    """A Message-ID written into the report's text; the report's own is the first of the mail."""
    own, body = split_header(raw[:LONGEST_REPORT])
    for found in _ORIGINAL_ID.findall(body):
        ids = message_ids(found.decode("latin-1"))
        if ids and ids != message_ids(own.first("message-id")):
            return ids[0]
    return None
