"""How a process and its confined reader speak: a length, then that many bytes, each within a time."""

import os
import select
import struct
import time

HEAD = struct.Struct(">Q")
_PIECE = 1 << 20
_SURE = select.PIPE_BUF
"""Bytes that a pipe which can be written takes without making us wait."""


class Silent(Exception):
    """Nothing more came in time, or the other side is gone."""


class TooLong(Exception):
    """What is announced is more than is taken."""


def write_frame(descriptor: int, *pieces: bytes, until: float | None = None) -> None:
    """Write the pieces as one frame; Silent where nobody takes it by this monotonic time."""
    for piece in (HEAD.pack(sum(len(piece) for piece in pieces)), *pieces):
        left = memoryview(piece)
        while left:
            if until is not None:
                _wait(descriptor, until, writing=True)
            left = left[os.write(descriptor, left[:_SURE]) :]


def read_frame(descriptor: int, *, most: int, until: float | None = None) -> bytes:
    """One whole frame; Silent where it does not come by this monotonic time or is cut, TooLong where it is too big."""
    (length,) = HEAD.unpack(_read(descriptor, HEAD.size, until))
    if length > most:
        raise TooLong
    return _read(descriptor, length, until)


def _read(descriptor: int, length: int, until: float | None) -> bytes:
    pieces: list[bytes] = []
    while length > 0:
        if until is not None:
            _wait(descriptor, until, writing=False)
        piece = os.read(descriptor, min(length, _PIECE))
        if not piece:
            raise Silent
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _wait(descriptor: int, until: float, *, writing: bool) -> None:
    # poll, not select: a busy server may have more than 1024 descriptors.
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT if writing else select.POLLIN)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise Silent
