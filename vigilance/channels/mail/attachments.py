"""The files of a mail: their names made safe to show, and those set aside that could do harm when opened."""

import re

from vigilance.channels.mail.charsets import clean, decoded
from vigilance.channels.mail.headers import LONGEST_HEADER, words
from vigilance.channels.mail.mime import file_name_of
from vigilance.channels.mail.part import CONTAINERS, ENCLOSED, Part
from vigilance.channels.mail.texts import Words
from vigilance.domain.message import InboundAttachment

LONGEST_NAME = 200
DANGEROUS = "dangerous-type"
DOUBLE = "double-extension"
PATH = "path-in-name"
HIDDEN = "hidden-characters"

_RUNS = frozenset((
    "ade", "adp", "apk", "app", "appx", "bat", "chm", "cmd", "com", "cpl", "dll", "dmg", "docm", "dotm", "exe",
    "gadget", "hta", "inf", "ins", "iso", "img", "isp", "jar", "js", "jse", "lib", "lnk", "mde", "msc", "msi",
    "msp", "mst", "ocx", "pif", "potm", "ppam", "ppsm", "pptm", "ps1", "ps2", "psm1", "py", "rb", "reg", "scf",
    "scr", "sct", "sh", "shb", "sys", "url", "vb", "vbe", "vbs", "vhd", "vxd", "wsc", "wsf", "wsh", "xlam", "xll",
    "xlsm", "xltm",
))  # fmt: skip
_SHOWS = frozenset(
    ["htm", "html", "xhtml", "xht", "shtml", "mht", "mhtml", "svg", "svgz", "xml", "xsl", "swf"]
)
"""Pages and pictures that can hold a script."""
_PAPERS = frozenset((
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "txt", "rtf", "csv", "jpg", "jpeg", "png",
    "gif", "heic", "tif", "tiff", "mp3", "mp4", "zip",
))  # fmt: skip
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"#!/",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
_EXTENSION_OF = {
    "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/heic": "heic",
    "image/webp": "webp", "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/amr": "amr", "audio/mp4": "m4a",
    "video/mp4": "mp4", "video/3gpp": "3gp", "text/plain": "txt", "text/html": "html", "text/calendar": "ics",
    "text/vcard": "vcf", "text/x-vcard": "vcf", "text/csv": "csv", "application/zip": "zip",
    "application/pgp-signature": "asc", "application/ms-tnef": "dat", "message/rfc822": "eml", "message/global": "eml",
    "application/vnd.ms-outlook": "msg", "application/pkcs7-mime": "p7m", "application/pkcs7-signature": "p7s",
}  # fmt: skip
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CLIMBS = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]")


def attachments_of(mail: Part, words_read: Words) -> list[InboundAttachment]:
    """Every leaf that was not read as text, every container as a file besides, and files written into the text."""
    found: list[InboundAttachment] = []
    for part in mail.walk():
        if id(part) in words_read.used or (part.parts and part.media_type not in CONTAINERS):
            continue
        made = _attachment(part, len(found) + 1)
        if made is not None:
            found.append(made)
    for raw_name, content in words_read.files:
        name, _ = decoded(raw_name)
        found.append(_made(name, "application/octet-stream", content, len(found) + 1))
    return found


def _attachment(part: Part, number: int) -> InboundAttachment | None:
    content = part.content
    name = _written_name(part)
    if not content and not name:
        return None
    return _made(name, part.media_type, content, number, trouble=part.trouble)


def _made(
    name: str, media_type: str, content: bytes, number: int, *, trouble: str | None = None
) -> InboundAttachment:
    return InboundAttachment(
        name=_bare(name) or f"{number}.{_EXTENSION_OF.get(media_type, 'bin')}",
        media_type=media_type,
        size=len(content),
        content=content,
        set_aside=why_set_aside(name, content) or trouble,
    )


def _written_name(part: Part) -> str:
    """The name as sent: of the disposition, else of the type, else what an enclosed mail is about."""
    name = file_name_of(part)
    if name:
        return clean(name)
    if part.media_type in ENCLOSED and part.parts:
        subject = words(part.parts[0].fields.first("subject"))[:80]
        return f"{subject}.eml".replace("/", "-").replace("\\", "-") if subject else ""
    location = part.fields.first("content-location")[:LONGEST_HEADER]
    return words(location).partition("?")[0] if "." in location.rpartition("/")[2] else ""


def _bare(name: str) -> str:
    """The name without any path, not longer than can be shown, its end kept."""
    last = re.split(r"[\\/]", name.rstrip("\\/"))[-1]
    last = re.sub(r"\s+", " ", clean(last)).strip(" .")
    if len(last) <= LONGEST_NAME:
        return last
    stem, _, extension = last.rpartition(".")
    kept = f".{extension}" if 0 < len(extension) <= 10 else ""  # noqa: PLR2004 - a longer end is no extension
    return (stem or last)[: LONGEST_NAME - len(kept)] + kept


def why_set_aside(name: str, content: bytes) -> str | None:
    """Why this file is not to be opened like the others; None where nothing speaks against it."""
    pieces = [each.strip() for each in _bare(_DIRECTION.sub("", name)).lower().split(".")]
    extension = pieces[-1] if len(pieces) > 1 else ""
    if _DIRECTION.search(name):
        return HIDDEN
    if extension in _RUNS and len(pieces) > 2 and pieces[-2] in _PAPERS:  # noqa: PLR2004 - name, paper, program
        return DOUBLE
    if extension in _RUNS or extension in _SHOWS or content.startswith(_PROGRAMS):
        return DANGEROUS
    return PATH if _CLIMBS.search(name) else None
