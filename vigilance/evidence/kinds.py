"""What a file is, by its content and never by its name, and what is odd about it.

Nothing is refused: evidence is evidence.
"""

from enum import StrEnum

from vigilance.evidence.names import extension_of, hides_direction
from vigilance.sealing.spool import EncryptedSpool

HEAD = 4096
UNKNOWN = "application/octet-stream"


class Flag(StrEnum):
    """Something an officer should know before he opens a paper."""

    UNRECOGNISED = "unrecognised"
    OTHER_EXTENSION = "other-extension"
    HIDDEN_DIRECTION = "hidden-direction"
    DANGEROUS_TYPE = "dangerous-type"
    DOUBLE_EXTENSION = "double-extension"
    PATH_IN_NAME = "path-in-name"
    HIDDEN_CHARACTERS = "hidden-characters"
    WHOLE_ARRIVAL = "whole-arrival"
    SET_ASIDE = "set-aside"
    ENCRYPTED = "encrypted"
    NOT_UNPACKED = "not-unpacked"


KINDS: dict[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    "image/tiff": ("tif", "tiff"),
    "image/bmp": ("bmp",),
    "video/mp4": ("mp4", "m4v"),
    "video/3gpp": ("3gp", "3g2", "3ga"),
    "video/quicktime": ("mov", "qt"),
    "video/webm": ("webm",),
    "video/x-matroska": ("mkv",),
    "video/x-msvideo": ("avi",),
    "audio/mpeg": ("mp3",),
    "audio/mp4": ("m4a",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/amr": ("amr",),
    "audio/wav": ("wav",),
    "audio/aac": ("aac",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/msword": ("doc",),
    "application/vnd.ms-excel": ("xls",),
    "application/rtf": ("rtf",),
    "application/zip": ("zip",),
    "text/plain": ("txt", "csv"),
}
"""The kinds we know, and the extensions their names may carry."""

_KIND_OF = {extension: kind for kind, extensions in KINDS.items() for extension in extensions}


def kind_and_flags(name: str, spool: EncryptedSpool) -> tuple[str, tuple[str, ...]]:
    """The media type by content, and what is odd about the file."""
    spool.seek(0)
    head = spool.read(HEAD)
    spool.seek(0)
    extension = extension_of(name)
    kind = _by_content(head, extension)
    flags = []
    if kind == UNKNOWN:
        flags.append(Flag.UNRECOGNISED.value)
    elif extension not in KINDS[kind]:
        flags.append(Flag.OTHER_EXTENSION.value)
    if hides_direction(name):
        flags.append(Flag.HIDDEN_DIRECTION.value)
    return kind, tuple(flags)


def _by_content(head: bytes, extension: str) -> str:
    """The kind the first bytes show; among kinds that begin alike (documents in a zip) the name may choose."""
    import puremagic  # noqa: PLC0415 -- a table of 1.3 MB, for workers that are handed files

    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return "text/plain" if _is_text(head) else UNKNOWN
    likely = [_KIND_OF.get(match.extension.lstrip(".").lower()) for match in matches]
    known = [kind for kind in likely if kind is not None]
    if extension in _KIND_OF and _KIND_OF[extension] in known:
        return _KIND_OF[extension]
    if head.startswith(b"PK\x03\x04"):
        return "application/zip"
    if known:
        return known[0]
    return "text/plain" if extension in KINDS["text/plain"] and _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        text = head[: error.start].decode("utf-8") if error.start > len(head) - 4 else ""
    return bool(text) and "\x00" not in text and not text.lstrip().startswith(("<", "#!"))
