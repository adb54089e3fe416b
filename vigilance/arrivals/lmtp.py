"""Mail handed over by our own mail server over LMTP (RFC 2033): taken once it is on the disk for certain, never before.

For this machine alone: the address is a loopback one, and nobody signs in.
"""

import asyncio
import logging
import threading
from collections.abc import Callable

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope
from aiosmtpd.smtp import Session as Talk

log = logging.getLogger(__name__)
LARGEST_MAIL = 25 * 1024 * 1024
KEPT, AGAIN = "250 2.0.0 Kept", "451 4.3.0 Not stored now; try again"
TIMEOUT_SECONDS = 120


class Taking:
    """Answers each message for each of its recipients."""

    def __init__(self, keep: Callable[[bytes], None]) -> None:
        """`keep` stores one message durably, or raises."""
        self._keep = keep

    async def handle_DATA(self, _server: LMTP, _talk: Talk, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        """The word on this message, once for each recipient, as LMTP asks."""
        raw = envelope.content
        said = KEPT
        try:
            await asyncio.to_thread(self._keep, raw if isinstance(raw, bytes) else b"")
        except Exception as error:  # noqa: BLE001 -- see below
            # The outermost handler of one message: whatever failed, the mail server keeps the mail. What was raised
            # may quote it, so its kind alone is told.
            log.error("not taken kind=%s", type(error).__name__)  # noqa: TRY400 -- as above
            said = AGAIN
        return "\r\n".join([said] * len(envelope.rcpt_tos))


class Conversation(LMTP):
    """LMTP that takes lines of any length up to a megabyte: senders keep to 1,000 less often than RFC 5321 says."""

    line_length_limit = 1024 * 1024


class Door(Controller):
    """A listener on this machine."""

    def factory(self) -> Conversation:
        """One conversation."""
        return Conversation(
            self.handler,
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            timeout=TIMEOUT_SECONDS,
            ident="vigilance",
        )


def listen(host: str, port: int, keep: Callable[[bytes], None], stop: threading.Event) -> None:
    """Take mail until told to stop."""
    door = Door(Taking(keep), hostname=host, port=port)
    door.start()
    try:
        stop.wait()
    finally:
        door.stop()
