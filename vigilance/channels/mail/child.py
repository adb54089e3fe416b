"""A mail read in a process of its own, which is killed when it takes too much (security.md 7, rows 61 to 66)."""

from vigilance.channels.confined import MEMORY, SECONDS, read_apart
from vigilance.channels.wire import from_wire
from vigilance.domain.message import InboundMessage


def understand_mail(
    raw: bytes, *, seconds: float = SECONDS, memory: int = MEMORY, trusted_server: str = ""
) -> InboundMessage:
    """The mail as a message. Unreadable with `too-slow`, `too-large-in-memory`, `too-deep` or `unreadable`.

    `trusted_server` is the name of our own mail server, whose Authentication-Results are believed.
    """
    answer = read_apart("mail", raw, seconds=seconds, memory=memory, trusted_server=trusted_server)
    return from_wire(answer)


def shown_html(raw: bytes, *, seconds: float = SECONDS, memory: int = MEMORY) -> str:
    """The HTML of a mail, cleaned, for a frame without scripts and network; empty where it has none."""
    return read_apart("html", raw, seconds=seconds, memory=memory).decode("utf-8", "replace")
