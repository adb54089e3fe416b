"""A mail as Outlook keeps it in a file of its own, .msg (MS-OXMSG)."""

from collections.abc import Iterator
from email.utils import format_datetime

from oxmsg import Message
from oxmsg.domain import constants

from vigilance.channels.mail.fields import Fields
from vigilance.channels.mail.part import FILE, NOT_UNPACKED, Leaf, NotUnpacked

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = "__properties_version1.0".encode("utf-16-le")
"""The name of the stream that every .msg has, and no other file of Office."""
_BROUGHT = ("message-id", "in-reply-to", "references")


def is_message(content: bytes) -> bool:
    """Whether a file of Office is a mail."""
    return content.startswith(SIGNATURE) and _PROPERTIES in content


def fields_and_leaves(content: bytes) -> tuple[Fields, list[Leaf]]:
    """Its header as far as mails have one, its words and its files. Raises what its parser raises.

    A mail attached to it is not taken out: it stays within the file, and NotUnpacked says so.
    """
    if not is_message(content):
        raise NotUnpacked(NOT_UNPACKED)
    message = Message.load(content)
    texts = (("text/plain", message.body), ("text/html", message.html_body))
    words = [Leaf(kind, text.encode("utf-8", "replace")) for kind, text in texts if text]
    return _fields(message), [*words[:1], *_files(message)]


def _fields(message: Message) -> Fields:
    headers = {name.lower(): value for name, value in message.message_headers.items()}
    given = {
        "from": _sender(message),
        "date": headers.get("date") or _date(message),
        "subject": message.subject,
        **{name: headers.get(name, "") for name in _BROUGHT},
    }
    # As Fields has it: one character for each byte.
    return Fields(
        tuple(
            (name, str(value).encode("utf-8", "replace").decode("latin-1"))
            for name, value in given.items()
            if value
        )
    )


def _sender(message: Message) -> str:
    """Name and address; inside one Exchange server the address is none of the Internet's, but this one is."""
    smtp = message.properties.str_prop_value(constants.PID_SENDER_SMTP_ADDRESS) or ""
    name = message.properties.str_prop_value(constants.PID_SENDER_NAME) or ""
    plain = name.replace('"', "").strip()
    return f'"{plain}" <{smtp}>' if "@" in smtp else message.sender or plain


def _date(message: Message) -> str:
    sent = message.sent_date
    return format_datetime(sent) if sent else ""


def _files(message: Message) -> Iterator[Leaf]:
    for attachment in message.attachments:
        content = attachment.file_bytes
        if content is None:
            raise NotUnpacked(NOT_UNPACKED)
        yield Leaf(attachment.mime_type or FILE, content, attachment.file_name or "file")
