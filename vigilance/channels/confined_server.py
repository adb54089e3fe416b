"""The process that reads hostile bytes: it has no keys, no environment, no network, and reads nothing itself.

For each piece of work it makes a child of itself, which starts with everything loaded and lives for this one piece.
It is started by confined.py and speaks frames over its standard input and output.
"""

import encodings
import gc
import importlib
import json
import os
import pkgutil
import signal
import time
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NoReturn

from vigilance.channels.archive_listing import listing_to_wire
from vigilance.channels.archive_reading import look_into
from vigilance.channels.confinement import confine, leave_network
from vigilance.channels.frames import Silent, TooLong, read_frame, write_frame
from vigilance.channels.mail.reading import mail_html, read_mail
from vigilance.channels.wire import to_wire

DONE, FAILED = b"+", b"-"
UNREADABLE, TOO_SLOW, TOO_LARGE, TOO_DEEP = (
    "unreadable",
    "too-slow",
    "too-large-in-memory",
    "too-deep",
)
MOST_WORK = 256 * 1024 * 1024
MOST_ANSWER = 256 * 1024 * 1024
_OUT_OF_MEMORY, _OUT_OF_DEPTH = 3, 4
_BY_EXIT = {_OUT_OF_MEMORY: TOO_LARGE, _OUT_OF_DEPTH: TOO_DEEP}
_BY_SIGNAL: Mapping[int, str] = {signal.SIGXCPU: TOO_SLOW, signal.SIGKILL: TOO_SLOW}

_SAMPLE = (
    b"From: Mail <postmaster@example.com>\r\nSubject: =?utf-8?b?4KSo?= =?utf-8?q?x?=\r\nDate: Mon, 1 Jun 2026 10:00:00"
    b" +0530\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<table><tr><td>"
    b"a</td></tr></table><ul><li>b</ul>\r\n--b\r\nContent-Type: application/pdf; name*0*=utf-8''a;name*1=b\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b\r\nContent-Type: text/calendar\r\n\r\n"
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260105T063000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b--\r\n"
)
"""A mail that passes through all that is loaded late, so that no child needs to open a file."""


def _mail(work: bytes, given: Mapping[str, Any]) -> bytes:
    return to_wire(read_mail(work, trusted_server=str(given.get("trusted_server", ""))))


def _html(work: bytes, given: Mapping[str, Any]) -> bytes:  # noqa: ARG001 - all tasks are called alike
    return mail_html(work).encode()


def _archive(work: bytes, given: Mapping[str, Any]) -> bytes:
    return listing_to_wire(look_into(work, str(given.get("name", ""))))


TASKS: Mapping[str, Callable[[bytes, Mapping[str, Any]], bytes]] = MappingProxyType(
    {"mail": _mail, "html": _html, "archive": _archive}
)


@cache
def task_of(name: str) -> Callable[[bytes, Mapping[str, Any]], bytes]:
    """One of the tasks above, or that of a feature over this one, which names its module and its function.

    It is loaded before there is a child, which could not open the file.
    """
    if name in TASKS:
        return TASKS[name]
    module, _, function = name.partition(":")
    found: Callable[[bytes, Mapping[str, Any]], bytes] = getattr(
        importlib.import_module(module), function
    )
    return found


def serve() -> None:
    """Do one piece of work after the other until nobody asks any more."""
    _load_everything()
    leave_network()
    while True:
        try:
            given = json.loads(read_frame(0, most=65536))
            work = read_frame(0, most=MOST_WORK)
        except (Silent, TooLong):
            return
        task_of(given["task"])
        verdict, answer = _in_a_child(work, given)
        del work
        write_frame(1, verdict, answer)


def _load_everything() -> None:
    for module in pkgutil.iter_modules(encodings.__path__):
        if module.name not in ("mbcs", "oem", "cp65001"):
            importlib.import_module(f"encodings.{module.name}")
    read_mail(_SAMPLE)
    gc.collect()
    gc.freeze()


def _in_a_child(work: bytes, given: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """Let a child do it, and end the child when its time is over; what it does to itself ends with it."""
    seconds = float(given["seconds"])
    until = time.monotonic() + seconds
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(writing, work, given)
    os.close(writing)
    answer: bytes | None = None
    reason = None
    try:
        answer = read_frame(reading, most=MOST_ANSWER, until=until)
    except Silent:
        # Its end of the pipe is closed before its time is over: it is ending by itself, and says how.
        reason = TOO_SLOW if time.monotonic() >= until else None
    except TooLong:
        reason = TOO_LARGE
    os.close(reading)
    if reason is not None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if answer is not None and status == 0:
        return DONE, answer
    return FAILED, (reason or _why(status)).encode("ascii")


def _why(status: int) -> str:
    if os.WIFSIGNALED(status):
        return _BY_SIGNAL.get(os.WTERMSIG(status), UNREADABLE)
    return _BY_EXIT.get(os.WEXITSTATUS(status), UNREADABLE)


def _be_the_child(writing: int, work: bytes, given: Mapping[str, Any]) -> NoReturn:
    """Read, answer, end; whatever goes wrong ends this process and no other."""
    status = 1
    try:
        confine(seconds=max(1, round(given["seconds"])), memory=int(given["memory"]), keep=writing)
        write_frame(writing, task_of(given["task"])(work, given))
        status = 0
    except MemoryError:
        status = _OUT_OF_MEMORY
    except RecursionError:
        status = _OUT_OF_DEPTH
    finally:
        os._exit(status)


if __name__ == "__main__":
    serve()
