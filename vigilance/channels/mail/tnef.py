"""What Outlook packs into one file, winmail.dat, that only Outlook opens (MS-OXTNEF)."""

from collections.abc import Iterator

from tnefparse import properties
from tnefparse import tnef as parser

from vigilance.channels.mail.part import FILE, NOT_UNPACKED, TNEF, Leaf, NotUnpacked

SIGNATURE = b"\x78\x9f\x3e\x22"


def leaves_of(content: bytes) -> tuple[list[Leaf], bool]:
    """The text and the files in it, and whether all of it was whole; a mail within comes as another such file.

    Raises what its parser raises, and NotUnpacked where nothing comes out of it.
    """
    packed = parser.TNEF(content)
    found = list(_leaves(packed))
    if not found:
        raise NotUnpacked(NOT_UNPACKED)
    return found, all(each.good_checksum for each in packed.objects)


def _leaves(packed: parser.TNEF) -> Iterator[Leaf]:
    written = (("text/plain", _text(packed.body)), ("text/html", _text(packed.htmlbody)))
    body = next(((kind, text) for kind, text in written if text.strip()), None)
    if body is not None:
        yield Leaf(body[0], body[1].encode("utf-8", "replace"))
    for attachment in packed.attachments:
        data = attachment.data if isinstance(attachment.data, bytes) else b""
        kind = TNEF if data.startswith(SIGNATURE) else _kind(attachment)
        yield Leaf(kind, data, _text(attachment.long_filename()) or "winmail-1")


def _kind(attachment: parser.TNEFAttachment) -> str:
    """The kind that the sender's program named."""
    named = (
        _text(each.data).strip().lower()
        for each in attachment.mapi_attrs
        if each.name == properties.MAPI_ATTACH_MIME_TAG
    )
    found = next(named, "")
    return found if found.isascii() and found.count("/") == 1 else FILE


def _text(value: object) -> str:
    """The parser gives bytes or text, and a list where a property has several values."""
    if isinstance(value, list | tuple):
        return _text(value[0]) if value else ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip("\x00")
    return value.strip("\x00") if isinstance(value, str) else ""
