"""One mailbox on its server: looked through without leaving a mark, and what was stored here is put aside there."""

import imaplib
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, cast

from imap_tools.errors import ImapToolsError, MailboxLoginError

from vigilance.channels.accounts import Mailbox
from vigilance.channels.imap_connection import (
    SECONDS,
    Connection,
    MailboxAway,
    Plain,
    Secure,
    leave,
    left_if_it_fails,
    told,
)
from vigilance.channels.oauth import fresh_token

PATIENCE = 180
"""The longest answer in seconds, however it drips."""
UIDS_AT_ONCE = 5000
GLANCE = 1.0
"""How often somebody who waits looks up."""
TAKEN = "$Taken"
"""Marks what was stored here, on servers that let us make no folder."""


class MailStore:
    """A signed-in connection, its folder open. Everything it raises is MailboxAway."""

    def __init__(self, box: Mailbox) -> None:
        """Connect and sign in; nothing is sent before the server has shown its certificate."""
        self.box = box
        with told():
            self._connection = Connection(box)
            self._client = cast("Plain | Secure", self._connection.client)
            self._has_folder: bool | None = None
            with left_if_it_fails(self._client):
                self._begin()
                self._sign_in()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._begin(SECONDS)
        if kind is None:
            with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
                self._connection.logout()
        leave(self._client)  # it is over either way

    def open(self, folder: str) -> int:
        """Open this folder; its UIDVALIDITY, which is another when the server made the folder anew."""
        self._begin()
        with told():
            self._connection.folder.set(folder)
            _name, found = self._client.response("UIDVALIDITY")
            if not found or found[0] is None:
                raise MailboxAway("protocol")
            return int(found[0])

    def uids(self, *, put_aside_too: bool = False) -> Iterator[int]:
        """The mails of the open folder that were not put aside, oldest first."""
        end, wanted = self._next_uid(), "" if put_aside_too else f" UNKEYWORD {TAKEN}"
        for start in range(1, end, UIDS_AT_ONCE):
            self._begin()
            with told():
                last = min(start + UIDS_AT_ONCE, end) - 1
                found = self._connection.uids(f"UID {start}:{last}{wanted}", charset=None)
            yield from sorted(map(int, found))

    def size(self, uid: int) -> int | None:
        """How many bytes the server says this mail has; None where it is gone."""
        found = self._fetched(uid, "(RFC822.SIZE)")
        said = b" ".join(each for each in found if isinstance(each, bytes))
        _before, _name, after = said.partition(b"RFC822.SIZE ")
        digits = after.split(b")")[0].split(b" ")[0]
        return int(digits) if digits.isdigit() else None

    def mail(self, uid: int) -> bytes | None:
        """The mail's bytes as they are, unmarked; None where it is gone."""
        return self._part(uid, "BODY.PEEK[]")

    def headers(self, uid: int) -> bytes | None:
        """Its header alone."""
        return self._part(uid, "BODY.PEEK[HEADER]")

    def has(self, folder: str) -> bool:
        """Whether there is such a folder."""
        self._begin()
        with told():
            return bool(self._connection.folder.exists(folder))

    def put_aside(self, uid: int) -> None:
        """Move the mail where what is stored here lies, or mark it where the server has no such place."""
        self._begin()
        with told():
            if self._has_folder is None:
                self._has_folder = self._make_folder()
            if self._has_folder:
                self._connection.move([str(uid)], self.box.taken_folder)
                return
        self.mark(uid)

    def mark(self, uid: int) -> None:
        """Mark the mail, which stays where it is, so that it is not looked at again; not all servers keep marks."""
        self._begin()
        with told():
            self._client.uid("STORE", str(uid), "+FLAGS", f"({TAKEN})")

    @property
    def can_wait(self) -> bool:
        """Whether the server tells by itself when something comes."""
        return "IDLE" in self._client.capabilities

    def wait(self, seconds: float, stopped: Callable[[], bool]) -> None:
        """Wait until a mail comes, the time is over, or we are told to stop."""
        until = time.monotonic() + seconds
        self._begin(seconds + SECONDS)
        with told(), self._connection.idle as idle:
            while not stopped() and (left := until - time.monotonic()) > 0:
                begun = time.monotonic()
                if idle.poll(timeout=min(left, GLANCE)):
                    return
                if time.monotonic() - begun < min(left, GLANCE) / 2:
                    raise MailboxAway(
                        "unreachable"
                    )  # nothing came, yet the line stirred: it is cut

    def _sign_in(self) -> None:
        try:
            if self.box.auth == "oauth2":
                self._connection.xoauth2(self.box.user, fresh_token(self.box).value, None)
            else:
                self._with_password(self.box.secrets.get("PASSWORD", ""))
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, MailboxLoginError):
            raise MailboxAway("sign-in-refused") from None
        self._client._get_capabilities()  # noqa: SLF001 -- servers tell more to whom they know

    def _with_password(self, password: str) -> None:
        if "AUTH=PLAIN" in self._client.capabilities:
            self._connection.login_utf8(self.box.user, password, None)
        else:
            self._connection.login(self.box.user, password, None)

    def _next_uid(self) -> int:
        self._begin()
        with told():
            folder = self._connection.folder
            return int(folder.status(folder.get(), ("UIDNEXT",))["UIDNEXT"])

    def _make_folder(self) -> bool:
        folder, name = self._connection.folder, self.box.taken_folder
        if folder.exists(name):
            return True
        try:
            folder.create(name)
        except ImapToolsError:
            return False
        return True

    def _part(self, uid: int, part: str) -> bytes | None:
        for each in self._fetched(uid, f"({part})"):
            if isinstance(each, tuple):
                return bytes(each[1])
        return None

    def _fetched(self, uid: int, parts: str) -> list[Any]:
        self._begin()
        with told():
            status, found = self._client.uid("FETCH", str(uid), parts)
            if status != "OK":
                raise MailboxAway("protocol")
            return [each for each in found if each is not None]

    def _begin(self, seconds: float = PATIENCE) -> None:
        self._client.until = time.monotonic() + seconds
