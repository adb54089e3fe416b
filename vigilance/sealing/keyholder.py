"""The holder of the vigilance cell's key: the one door through which sealed things are opened.

It takes bytes and gives bytes and knows no table and no page, so that it can move behind a socket,
under a user of its own, without its callers noticing (security.md 3.2, stage 1).
"""

import threading
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from vigilance.domain.errors import TooMany, VaultClosed
from vigilance.sealing.case_keys import CaseKey, KeyWrap, open_case_key
from vigilance.sealing.errors import KeyringUnusable, SealBroken
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.sealing.offices import unwrap
from vigilance.sealing.vault import OpenedIdentity, VaultRecord, open_ordinary

WINDOW = timedelta(minutes=10)
LIMIT = 30


class UnwrapLimit:
    """How many sealed things one officer may have opened in ten minutes: reading is work, draining theft.

    What was opened within that time already is not counted again: whoever leafs through one paper drains nothing.
    """

    def __init__(self, limit: int = LIMIT, window: timedelta = WINDOW) -> None:
        self._limit = limit
        self._window = window
        self._times: dict[str, deque[tuple[datetime, str]]] = {}
        self._lock = threading.Lock()

    def count(self, officer: str, at: datetime, what: str = "") -> None:
        """One more for this officer, or TooMany; `what` names the thing, where it can be opened again."""
        with self._lock:
            times = self._times.setdefault(officer, deque())
            while times and times[0][0] <= at - self._window:
                times.popleft()
            if what and any(opened == what for _, opened in times):
                return
            if len(times) >= self._limit:
                wait = times[0][0] + self._window - at
                raise TooMany(max(1, int(wait.total_seconds())))
            times.append((at, what))


class KeyHolder:
    """Opens case keys and ordinary identities, and counts; protected identities it cannot open."""

    def __init__(self, keyring: Keyring, limit: UnwrapLimit | None = None) -> None:
        self._keyring = keyring
        self._limit = limit or UnwrapLimit()

    def open_case_key(
        self, wraps: Sequence[KeyWrap], *, by: str, at: datetime, recipient: str | None = None
    ) -> CaseKey:
        """The record's key; with the record's public half given, no other record's."""
        self._limit.count(by, at, recipient or "")
        for wrap in wraps:
            if wrap.recipient_name == KeyName.VIGILANCE_CELL:
                return open_case_key(self._cell_private(), wrap, recipient=recipient)
        raise SealBroken("not sealed to the vigilance cell")

    def open_identity(
        self, record_id: UUID, vault: VaultRecord, *, by: str, at: datetime
    ) -> OpenedIdentity:
        """An ordinary lane's identity; the caller has asked the walls and written the ledger."""
        self._limit.count(by, at)
        return open_ordinary(self._cell_private(), record_id, vault)

    def open_sealed(self, sealed: bytes, *, by: str, at: datetime) -> bytes:
        """A single field sealed to the cell, such as a caller's number; counted like everything an officer opens."""
        self._limit.count(by, at)
        return unwrap(self._cell_private(), sealed)

    def _cell_private(self) -> bytes:
        try:
            return self._keyring.private(KeyName.VIGILANCE_CELL)
        except KeyringUnusable as error:
            raise VaultClosed(error.detail) from None
