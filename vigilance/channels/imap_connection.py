"""A connection to a mail server that trusts it with nothing: not with our time, our memory, or a word in the clear.

A mail server may be slow, cut us off, send too much or be another than it says (hostile input 76).
"""

import imaplib
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, Protocol

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError

from vigilance.channels.accounts import Mailbox
from vigilance.channels.oauth import NoToken
from vigilance.domain.errors import OfficeError

LARGEST_MAIL = 25 * 1024 * 1024
ROOM = 64 * 1024
"""What a server may send around a mail's bytes."""
LONGEST_LINE = 1024 * 1024
SECONDS = 20
"""The longest silence."""


class MailboxAway(OfficeError):
    """The mailbox could not be worked with; the detail is one of a few words, never what the server said."""

    code = "mailbox-away"


class _Careful(Protocol):
    file: Any
    until: float


class _Capped:
    """Reads no more than a mail can have, and no longer than our patience lasts."""

    until = 0.0

    def read(self: _Careful, size: int) -> bytes:
        if size > LARGEST_MAIL + ROOM:
            raise imaplib.IMAP4.abort("too large")
        found = bytearray()
        while len(found) < size:
            part = self.file.read1(min(size - len(found), ROOM))
            if not part:
                break
            found += part
            _hurry(self.until)
        return bytes(found)

    def readline(self: _Careful) -> bytes:
        found = bytearray()
        while not found.endswith(b"\n"):
            waiting = self.file.peek()
            part = self.file.read1(waiting.find(b"\n") + 1 or len(waiting))
            if not part:
                break
            found += part
            _hurry(self.until)
            if len(found) > LONGEST_LINE:
                raise imaplib.IMAP4.abort("line too long")
        return bytes(found)


def _hurry(until: float) -> None:
    if until and time.monotonic() > until:
        raise imaplib.IMAP4.abort("too slow")


class Plain(_Capped, imaplib.IMAP4):
    """A connection whose host is this machine, or one that begins TLS before it says anything."""


class Secure(_Capped, imaplib.IMAP4_SSL):
    """A connection that is TLS from its first byte."""


class Connection(BaseMailBox):
    """Connected and nothing more: no word was said before the server showed its certificate."""

    def __init__(self, box: Mailbox) -> None:
        self._box = box
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        box = self._box
        if box.security == "tls":
            checked = ssl.create_default_context()
            return Secure(box.host, box.port, ssl_context=checked, timeout=SECONDS)
        client = Plain(box.host, box.port, timeout=SECONDS)
        if box.security == "starttls":
            with left_if_it_fails(client):
                if "STARTTLS" not in client.capabilities:
                    raise MailboxAway("no-encryption")
                client.starttls(ssl.create_default_context())
        return client


@contextmanager
def left_if_it_fails(client: imaplib.IMAP4) -> Iterator[None]:
    """A connection that comes to nothing is closed."""
    with ExitStack() as leaving:
        leaving.callback(leave, client)
        yield
        leaving.pop_all()


def leave(client: imaplib.IMAP4) -> None:
    """Close the connection, whatever state it is in."""
    with suppress(OSError, imaplib.IMAP4.error):
        client.shutdown()


@contextmanager
def told() -> Iterator[None]:
    """Whatever goes wrong, in one word: a server's own words may hold anything."""
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise MailboxAway("certificate") from None
    except ssl.SSLError:
        raise MailboxAway("no-encryption") from None
    except NoToken:
        raise MailboxAway("no-token") from None
    except TimeoutError:
        raise MailboxAway("too-slow") from None
    except OSError:
        raise MailboxAway("unreachable") from None
    except (imaplib.IMAP4.error, ImapToolsError, ValueError, KeyError):
        raise MailboxAway("protocol") from None
