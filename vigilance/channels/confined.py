"""Reading hostile bytes elsewhere: in a process without keys, environment or network, which can be killed.

Starting Python costs a fifth of a second, so a reader is kept waiting; for each piece of work it makes a child of
itself (confined_server.py). A reader that does not answer is killed with all it made, and another one is started.
A feature's tasks have readers of their own: what they load late counts against the memory of every child after.
"""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from vigilance.channels.base import Unreadable
from vigilance.channels.frames import Silent, TooLong, read_frame, write_frame

SECONDS = 20
MEMORY = 512 * 1024 * 1024
TOO_SLOW, TOO_LARGE, UNREADABLE = "too-slow", "too-large-in-memory", "unreadable"
REASONS = frozenset({TOO_SLOW, TOO_LARGE, UNREADABLE, "too-deep"})
MOST_WORK = 256 * 1024 * 1024
_MOST_ANSWER = 256 * 1024 * 1024 + 1
_GRACE = 10.0
"""Seconds a reader has beyond those of its child: to start, to take the bytes, to hand the answer over."""
_KEPT = 2
_ROOT = Path(__file__).resolve().parents[2]
_DONE = b"+"


class _Reader:
    """One waiting process."""

    def __init__(self) -> None:
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", "vigilance.channels.confined_server"],
            stdin=theirs_in,
            stdout=theirs_out,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)

    def ask(self, given: bytes, work: bytes, *, until: float) -> bytes:
        """The answer to one piece of work, its first byte the verdict."""
        write_frame(self._to, given, until=until)
        write_frame(self._to, work, until=until)
        return read_frame(self._from, most=_MOST_ANSWER, until=until)

    def end(self) -> None:
        """Kill it and its children, and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._to)
        os.close(self._from)


_waiting: dict[str, list[_Reader]] = {}
_lock = threading.Lock()


def read_apart(
    task: str, work: bytes, *, seconds: float = SECONDS, memory: int = MEMORY, **given: Any
) -> bytes:
    """What the task makes of these bytes. Unreadable says why it made nothing."""
    if len(work) > MOST_WORK:
        raise Unreadable(TOO_LARGE)
    asked = json.dumps({"task": task, "seconds": seconds, "memory": memory, **given}).encode()
    kind = task.rpartition(":")[0]
    answer = _asked(kind, asked, work, seconds)
    if answer is None:
        # The reader was gone before it was asked: stopped by somebody, or out of memory. Another one, once.
        answer = _asked(kind, asked, work, seconds)
    if answer is None:
        raise Unreadable(UNREADABLE)
    if answer[:1] == _DONE:
        return answer[1:]
    reason = answer[1:].decode("ascii", "replace")
    raise Unreadable(reason if reason in REASONS else UNREADABLE)


def _asked(kind: str, asked: bytes, work: bytes, seconds: float) -> bytes | None:
    """The answer of a reader of this kind; None where the reader itself is gone."""
    reader = _take(kind)
    until = time.monotonic() + seconds + _GRACE
    try:
        answer = reader.ask(asked, work, until=until)
    except (Silent, TooLong, BrokenPipeError):
        reader.end()
        if time.monotonic() >= until:
            raise Unreadable(TOO_SLOW) from None
        return None
    except BaseException:
        # Whoever interrupts us leaves the conversation half spoken: this reader is not asked again.
        reader.end()
        raise
    _give_back(kind, reader)
    return answer


def stop_readers() -> None:
    """End every waiting process."""
    with _lock:
        ended = [reader for waiting in _waiting.values() for reader in waiting]
        _waiting.clear()
    for reader in ended:
        reader.end()


def _take(kind: str) -> _Reader:
    with _lock:
        waiting = _waiting.get(kind)
        reader = waiting.pop() if waiting else None
    if reader is not None and reader.process.poll() is None:
        return reader
    if reader is not None:
        reader.end()
    return _Reader()


def _give_back(kind: str, reader: _Reader) -> None:
    with _lock:
        waiting = _waiting.setdefault(kind, [])
        if len(waiting) < _KEPT:
            waiting.append(reader)
            return
    reader.end()


def _forget() -> None:
    """After a fork the waiting processes are the parent's: to speak to them would mix up two conversations."""
    _waiting.clear()


atexit.register(stop_readers)
os.register_at_fork(after_in_child=_forget)
