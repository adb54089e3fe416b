"""7z and rar: what their own directories say they hold. Nothing in them is unpacked, so sizes are claims.

The limits of archive_listing.py hold for what is claimed; a 7z directory is packed itself, and a bomb in it meets the
limits of the process (security.md 7, rows 41 to 43).
"""

import io
from collections.abc import Iterator

import py7zr
import rarfile

from vigilance.channels.archive_listing import (
    BROKEN,
    DEVICE,
    FOLDER,
    LINK,
    LOCKED,
    Stopped,
    Tally,
)

SEVEN_ZIP, RAR = b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"
rarfile.RAR_MAX_COMMENT = -1
"""No comment is read: those of RAR 3 are packed, and the library would call another program to unpack them."""
Told = tuple[str, int, tuple[str, ...]]
"""A name, the size that is claimed, what is odd about it."""


def is_listed(content: bytes) -> bool:
    """Whether an archive is one of those that are only listed."""
    return content.startswith((SEVEN_ZIP, RAR))


def list_directory(content: bytes, tally: Tally, *, inside: str) -> None:
    """Enter what the directory claims. Stopped where a limit is met, or where the directory cannot be read."""
    read = _seven_zip if content.startswith(SEVEN_ZIP) else _rar
    try:
        for name, size, flags in read(content):
            tally.add(inside + name, size, flags)
            tally.count(max(0, size))
    except (MemoryError, Stopped):
        raise
    except py7zr.exceptions.PasswordRequired:
        raise Stopped(LOCKED) from None
    except Exception:  # noqa: BLE001 - the process is confined, and the file is kept whatever they fall over
        raise Stopped(BROKEN) from None


def _seven_zip(content: bytes) -> Iterator[Told]:
    with py7zr.SevenZipFile(io.BytesIO(content)) as archive:
        locked = (LOCKED,) if archive.needs_password() else ()
        for each in archive.files:
            linked = each.is_symlink or each.is_junction
            kinds = ((each.is_directory, FOLDER), (linked, LINK), (each.is_socket, DEVICE))
            flags = tuple(flag for found, flag in kinds if found)
            yield each.filename, int(each.uncompressed or 0), (*locked, *flags)


def _rar(content: bytes) -> Iterator[Told]:
    with rarfile.RarFile(io.BytesIO(content), part_only=True) as archive:
        names = archive.infolist()
        if not names:
            raise Stopped(LOCKED if archive.needs_password() else BROKEN)
        for each in names:
            kinds = (
                (each.needs_password(), LOCKED),
                (each.is_dir(), FOLDER),
                (each.is_symlink(), LINK),
            )
            flags = tuple(flag for found, flag in kinds if found)
            yield each.filename, int(each.file_size or 0), flags
            if each.data_offset + each.compress_size > len(content):
                raise Stopped(BROKEN)
