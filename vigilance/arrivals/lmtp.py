"""Mail handed over by our own mail server over LMTP (RFC 2033): taken once it is on the disk for certain, never before.

For this machine alone: the address is a loopback one, and nobody signs in.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope
from aiosmtpd.smtp import Session as Talk
from sqlalchemy.exc import SQLAlchemyError

from vigilance.channels.imap_connection import MailboxAway
from vigilance.sealing.errors import StorageFailed

log = logging.getLogger(__name__)
LARGEST_MAIL = 25 * 1024 * 1024
KEPT, AGAIN = "250 2.0.0 Kept", "451 4.3.0 Not stored now; try again"
TIMEOUT_SECONDS = 120
BEAT_SECONDS = 30.0
"""How often a listener says that it listens (standing.py takes three minutes of silence for an alarm)."""
PAUSE_SECONDS = 1.0
"""A burst of calls is one note a second."""
DISK, REGISTER = "disk-full", "register-away"
"""Why a mail was not kept, for the page of the channels."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the mail that came last; `failed` is a code of the office's, None where it was kept."""

    at: datetime
    failed: str | None


class Taking:
    """Answers each message for each of its recipients, and remembers when somebody called and what came of it."""

    def __init__(self, keep: Callable[[bytes], None]) -> None:
        """`keep` stores one message durably, or raises."""
        self._keep = keep
        self.heard_at: datetime | None = None
        self.outcome: Outcome | None = None
        self.called = threading.Event()

    def note_call(self) -> None:
        """Somebody connected."""
        self.heard_at = datetime.now(UTC)
        self.called.set()

    async def handle_DATA(self, _server: LMTP, _talk: Talk, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        """The word on this message, once for each recipient, as LMTP asks."""
        raw = envelope.content
        said, failed = KEPT, None
        try:
            await asyncio.to_thread(self._keep, raw if isinstance(raw, bytes) else b"")
        except Exception as error:  # noqa: BLE001 -- see below
            # The outermost handler of one message: whatever failed, the mail server keeps the mail. What was raised
            # may quote it, so its kind alone is told.
            log.error("not taken kind=%s", type(error).__name__)  # noqa: TRY400 -- as above
            said, failed = (
                AGAIN,
                DISK if isinstance(error, StorageFailed | MailboxAway) else REGISTER,
            )
        self.outcome = Outcome(datetime.now(UTC), failed)
        self.called.set()
        return "\r\n".join([said] * len(envelope.rcpt_tos))


class Conversation(LMTP):
    """LMTP that takes lines of any length up to a megabyte: senders keep to 1,000 less often than RFC 5321 says."""

    line_length_limit = 1024 * 1024

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A mail server has come."""
        self.event_handler.note_call()
        super().connection_made(transport)


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


class Listening:
    """A door that stands open until it is told to close, and says meanwhile that it does."""

    def __init__(
        self, door: Door, taking: Taking, tell: Callable[[Taking, datetime], None]
    ) -> None:
        """`tell` notes what is known of the door: at every beat, and soon after each call."""
        self._door, self._taking, self._tell = door, taking, tell
        self._stop = threading.Event()

    def stop(self) -> None:
        """Close; may be called by a signal."""
        self._stop.set()
        self._taking.called.set()

    def run(self) -> None:
        """Take mail until told to stop."""
        self._door.start()
        try:
            while not self._stop.is_set():
                self._taking.called.clear()
                self._told()
                self._taking.called.wait(BEAT_SECONDS)
                self._stop.wait(PAUSE_SECONDS)
        finally:
            self._door.stop()

    def _told(self) -> None:
        try:
            self._tell(self._taking, datetime.now(UTC))
        except (SQLAlchemyError, OSError) as error:
            # The register is away: the mail server must go on getting its 451, and the silence is the alarm.
            log.warning("not noted kind=%s", type(error).__name__)
