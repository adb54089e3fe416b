"""A malware scanner beside the office: asked over its socket, never waited for by intake (security.md 7, 55, 56)."""

import contextlib
import re
import socket
import struct
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

SECONDS = 30
_MOST_ANSWER = 4096
_PIECE = 64 * 1024
_MADE = re.compile(r"/\d+/\w{3} (\w{3} +\d+ \d\d:\d\d:\d\d \d{4})")
_MADE_FORM = "%b %d %H:%M:%S %Y"


class Verdict(StrEnum):
    """What the scanner says, or that it says nothing which counts."""

    CLEAN = "clean"
    POSITIVE = "positive"
    REFUSED = "refused"
    NOT_SCANNED = "not-scanned"


class ScannerAway(Exception):
    """It is not there, does not answer, or answers what nobody understands."""


def scan(chunks: Iterable[bytes], path: str) -> Verdict:
    """Hand a file over in pieces and hear what the scanner says of it."""
    with _asking(path) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        try:
            for chunk in chunks:
                scanner.sendall(struct.pack(">I", len(chunk)) + chunk)
            scanner.sendall(struct.pack(">I", 0))
        except BrokenPipeError:
            # It stops reading what is larger than it takes, and says so before it leaves.
            pass
        answer = _answer(scanner)
    if answer.endswith("FOUND"):
        return Verdict.POSITIVE
    if answer.endswith("OK"):
        return Verdict.CLEAN
    if "size limit" in answer:
        return Verdict.REFUSED
    raise ScannerAway("it did not take a file")


def is_old(path: str, at: datetime, days: int) -> bool:
    """Whether its signatures are older than that, or of no age that it tells."""
    with _asking(path) as scanner:
        scanner.sendall(b"zVERSION\0")
        answer = _answer(scanner)
    made = _MADE.search(answer)
    if made is None:
        return True
    day = datetime.strptime(made[1], _MADE_FORM).replace(tzinfo=at.tzinfo)
    return at - day > timedelta(days=days)


@contextlib.contextmanager
def _asking(path: str) -> Iterator[socket.socket]:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as scanner:
            scanner.settimeout(SECONDS)
            scanner.connect(path)
            yield scanner
    except OSError as error:
        raise ScannerAway(type(error).__name__) from None


def _answer(scanner: socket.socket) -> str:
    pieces = b""
    while len(pieces) < _MOST_ANSWER and (piece := scanner.recv(_PIECE)):
        pieces += piece
        if pieces.endswith(b"\0"):
            break
    return pieces.rstrip(b"\0\n").decode("ascii", "replace")
