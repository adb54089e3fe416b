"""When more comes in than the register takes at once: whoever proves a little work goes first, and nobody is refused.

A complaint without the proof (a phone without JavaScript) is kept at once in the emergency register, with its number
and code, and entered by the job a little later (security.md, control 19). Outside a rush nothing is asked.
"""

import hashlib
import threading
from collections import deque
from datetime import datetime, timedelta

WORK_BITS = 14
"""About sixteen thousand hashes: half a second on a small phone, and a day of a flooder's time for a few million."""
SPAN = timedelta(minutes=1)
LONGEST_STAMP = 12


class Pressure:
    """How many complaints came to this server process in the last minute; of whom, it does not know."""

    def __init__(self, most: int) -> None:
        """Busy from one more than this a minute."""
        self._most = most
        self._times: deque[datetime] = deque()
        self._lock = threading.Lock()

    def note(self, at: datetime) -> None:
        """One more."""
        with self._lock:
            self._times.append(at)
            self._forget(at)

    def busy(self, at: datetime) -> bool:
        """Whether it is a rush."""
        with self._lock:
            self._forget(at)
            return len(self._times) > self._most

    def _forget(self, at: datetime) -> None:
        while self._times and self._times[0] <= at - SPAN:
            self._times.popleft()


def proves_work(submission: str, stamp: str) -> bool:
    """Whether the stamp is the work for this one drawing of the form; sending it twice gives the same complaint."""
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > LONGEST_STAMP:
        return False
    digest = hashlib.sha256(f"{submission}:{stamp}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0
