"""Zip, tar and single packed files, read piece by piece under the limits of archive_listing.py; others listed."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import IO

from vigilance.channels.archive_directories import RAR, SEVEN_ZIP, is_listed, list_directory
from vigilance.channels.archive_listing import (
    ARCHIVE,
    BROKEN,
    DEEPEST,
    DEVICE,
    FOLDER,
    LINK,
    LOCKED,
    LYING,
    MOST_BYTES,
    OTHER,
    OVERLAP,
    TOO_DEEP,
    ArchiveListing,
    Stopped,
    Tally,
)

_PIECE = 256 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_GZIP, _BZIP, _XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"
_UNKNOWN = (b"MSCF", b"ITSF", b"!<arch>\n")
_TAR_AT, _TAR = 257, b"ustar"
_LOCAL_HEADER, _LOCAL_SIGNATURE = 30, b"PK\x03\x04"
_ENCRYPTED = 1
_SYMLINK, _KIND_MASK, _REGULAR, _DIRECTORY = 0o120000, 0o170000, 0o100000, 0o040000
_SAYS_UTF8, _DEFERRED, _ELSEWHERE = 0x800, 8, 0xFFFFFFFF
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error,
    NotImplementedError, LookupError, OverflowError,
)  # fmt: skip


def _gunzipped(stream: IO[bytes]) -> io.BufferedIOBase:
    return gzip.GzipFile(fileobj=stream)


_OPENERS: tuple[tuple[bytes, Callable[[IO[bytes]], io.BufferedIOBase]], ...] = (
    (_GZIP, _gunzipped),
    (_BZIP, bz2.BZ2File),
    (_XZ, lzma.LZMAFile),
)


def look_into(content: bytes, name: str) -> ArchiveListing:
    """What this archive holds, as far as the limits let one look."""
    tally = Tally(packed=len(content))
    try:
        _look(content, name, tally, depth=1)
    except Stopped as stop:
        tally.held = stop.reason
    except _BROKEN:
        tally.held = BROKEN
    return ArchiveListing(tuple(tally.entries), tally.held)


def is_archive(head: bytes) -> bool:
    """Whether a file that begins so is an archive."""
    packed = head.startswith((*_ZIP, _GZIP, _BZIP, _XZ, SEVEN_ZIP, RAR, *_UNKNOWN))
    return packed or head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def _look(content: bytes, name: str, tally: Tally, *, depth: int) -> None:
    if depth > DEEPEST:
        raise Stopped(TOO_DEEP)
    if content.startswith(_ZIP):
        _zip(content, tally, depth=depth, inside=f"{name}/" if depth > 1 else "")
    elif content[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        _tar(io.BytesIO(content), tally, depth=depth, inside=f"{name}/" if depth > 1 else "")
    elif is_listed(content):
        list_directory(content, tally, inside=f"{name}/" if depth > 1 else "")
    elif opener := next((made for start, made in _OPENERS if content.startswith(start)), None):
        _packed(opener(io.BytesIO(content)), name, tally, depth=depth)
    else:
        raise Stopped(OTHER if content.startswith(_UNKNOWN) else BROKEN)


def _packed(stream: io.BufferedIOBase, name: str, tally: Tally, *, depth: int) -> None:
    """A packed tar, or one packed file."""
    content = _counted(stream, tally)
    inside = f"{name}/" if depth > 1 else ""
    if content[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        _tar(io.BytesIO(content), tally, depth=depth, inside=inside)
        return
    within = name.rpartition("/")[2]
    _entry(within.rpartition(".")[0] or within, len(content), (), tally, inside=inside)
    _within(content, within, tally, depth=depth)


def _zip(content: bytes, tally: Tally, *, depth: int, inside: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = archive.infolist()
        _check_places(found, content)
        for each in found:
            flags = _zip_flags(each)
            name = _zip_name(each)
            if LOCKED in flags or FOLDER in flags or LINK in flags or DEVICE in flags:
                _entry(name, each.file_size, flags, tally, inside=inside)
                continue
            with archive.open(each) as stream:
                unpacked = _counted(stream, tally)
                # zipfile stops at the size the header says: what is left in the stream shows that the header lied.
                if len(unpacked) != each.file_size:
                    raise Stopped(LYING)
            nested = is_archive(unpacked)
            _entry(
                name, len(unpacked), (*flags, ARCHIVE) if nested else flags, tally, inside=inside
            )
            if nested:
                _within(unpacked, inside + name, tally, depth=depth)


def _check_places(found: list[zipfile.ZipInfo], content: bytes) -> None:
    """No entry may share its bytes with another, and each must begin with a header that says the same."""
    end = 0
    for each in sorted(found, key=lambda entry: entry.header_offset):
        start = each.header_offset
        if start < end:
            raise Stopped(OVERLAP)
        header = content[start : start + _LOCAL_HEADER]
        if len(header) < _LOCAL_HEADER or not header.startswith(_LOCAL_SIGNATURE):
            raise Stopped(LYING)
        packed, unpacked, name_length, extra_length = struct.unpack("<IIHH", header[18:30])
        end = start + _LOCAL_HEADER + name_length + extra_length + each.compress_size
        deferred = each.flag_bits & _DEFERRED or _ELSEWHERE in (packed, unpacked)
        if not deferred and (packed, unpacked) != (each.compress_size, each.file_size):
            raise Stopped(LYING)
        if end > len(content):
            raise Stopped(LYING)


def _zip_flags(each: zipfile.ZipInfo) -> tuple[str, ...]:
    mode = (each.external_attr >> 16) & _KIND_MASK
    flags = (LOCKED,) if each.flag_bits & _ENCRYPTED else ()
    if each.is_dir():
        return (*flags, FOLDER)
    if mode == _SYMLINK:
        return (*flags, LINK)
    return flags if mode in (0, _REGULAR, _DIRECTORY) else (*flags, DEVICE)


def _zip_name(each: zipfile.ZipInfo) -> str:
    """The name; many phones and old Windows write UTF-8 without saying so."""
    name = each.orig_filename
    if each.flag_bits & _SAYS_UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _tar(stream: IO[bytes], tally: Tally, *, depth: int, inside: str) -> None:
    with tarfile.open(fileobj=stream, mode="r:") as archive:
        for each in archive:
            content = b""
            if each.isreg():
                flags: tuple[str, ...] = ()
                # A sparse file says a size that it does not hold.
                tally.count(max(0, each.size) if each.issparse() else 0)
                opened = archive.extractfile(each)
                content = _counted(opened, tally) if opened is not None else b""
                flags = (ARCHIVE,) if is_archive(content) else ()
            else:
                linked = each.issym() or each.islnk()
                flags = (FOLDER,) if each.isdir() else (LINK,) if linked else (DEVICE,)
            name = each.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            _entry(name, each.size, flags, tally, inside=inside)
            if ARCHIVE in flags:
                _within(content, inside + name, tally, depth=depth)


def _entry(name: str, size: int, flags: tuple[str, ...], tally: Tally, *, inside: str) -> None:
    tally.add(inside + name, size, flags)


def _within(content: bytes, name: str, tally: Tally, *, depth: int) -> None:
    if is_archive(content[: _TAR_AT + len(_TAR)]):
        _look(content, name, tally, depth=depth + 1)


def _counted(stream: IO[bytes] | io.BufferedIOBase, tally: Tally) -> bytes:
    """Everything that comes out of a stream, each piece counted before the next is asked for."""
    pieces, left = [], MOST_BYTES + 1
    while left > 0 and (piece := stream.read(min(_PIECE, left))):
        tally.count(len(piece))
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
