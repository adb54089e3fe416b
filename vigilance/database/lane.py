"""The lane in which SQLite's writers of one host wait, served in the order in which they came.

A file lock alone is no queue: the kernel wakes everybody who waits and the quickest takes it, so that with four busy
writers somebody waited most of a second. Here each writer draws a number, holds the byte of that number, and waits for
the byte of the number before; one writer is woken, the one whose turn it is. The locks belong to the open file and not
to the process, so they hold between threads too, and the kernel lifts them when their holder dies.

The file: bytes 0 to 7 the number that is drawn next, byte 8 the turn itself, byte 16 + n the number n.
"""

import fcntl
import os
import struct
from pathlib import Path

NUMBER = struct.Struct("<q")
TURN = NUMBER.size
FIRST = 16
FLOCK = struct.Struct("hhqqi4x")
"""The kernel's record of a lock: kind, whence, first byte, length, and a process that must be 0."""


def enter(lane: Path) -> int:
    """Wait until it is our turn to write; the turn ends when the descriptor that is answered is closed."""
    turn = os.open(lane, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        number = _draw(turn)
        if number:
            _hold(turn, FIRST + number - 1)
        # Who died while waiting has let the next one pass too early: the turn itself is one writer's alone.
        _hold(turn, TURN)
    except BaseException:
        os.close(turn)
        raise
    return turn


def _draw(turn: int) -> int:
    """The next number, with its byte held before anybody can draw the one after it."""
    _hold(turn, 0, NUMBER.size)
    kept = os.pread(turn, NUMBER.size, 0)
    number: int = NUMBER.unpack(kept)[0] if len(kept) == NUMBER.size else 0
    _hold(turn, FIRST + number)
    os.pwrite(turn, NUMBER.pack(number + 1), 0)
    _lock(turn, fcntl.F_UNLCK, 0, NUMBER.size)
    return number


def _hold(turn: int, start: int, length: int = 1) -> None:
    _lock(turn, fcntl.F_WRLCK, start, length)


def _lock(turn: int, kind: int, start: int, length: int) -> None:
    fcntl.fcntl(turn, fcntl.F_OFD_SETLKW, FLOCK.pack(kind, os.SEEK_SET, start, length, 0))
