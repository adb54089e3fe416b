"""What came without proof of its sender: refused and counted, and one sample an hour kept sealed (security.md 5.6)."""

import contextlib
import logging
import threading
from datetime import datetime, timedelta

from vigilance.arrivals.commands.taking import NOT_AUTHENTIC, seal_arrival, take_envelope
from vigilance.arrivals.doors import Door
from vigilance.arrivals.models import ArrivalState
from vigilance.complaints.intake import AWAY
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM

log = logging.getLogger(__name__)
SAMPLE_EVERY = timedelta(hours=1)
WRITE_EVERY = timedelta(seconds=10)


class Tally:
    """How many were refused by this process since the last was put down, door by door."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[str, datetime] = {}
        self._count: dict[str, int] = {}

    def due(self, door: str, at: datetime) -> int:
        """One more; how many are to be put down now, or 0 where that was done a moment ago.

        Who has no key may knock as often as he likes; he must not make the database write each time.
        """
        with self._lock:
            count = self._count.get(door, 0) + 1
            last = self._last.get(door)
            if last is not None and at - last < WRITE_EVERY:
                self._count[door] = count
                return 0
            self._last[door], self._count[door] = at, 0
            return count


def note_refusal(
    tally: Tally, door: Door, raw: bytes, database: Database, office: Office, *, at: datetime
) -> None:
    """Count it; the first of each hour is kept, sealed and held, for whoever looks into it.

    The sample's row counts the others of its hour. A database that is away keeps nobody from being refused.
    """
    name = f"{door.channel.value}:{door.account}"
    count = tally.due(name, at)
    log.warning("refused without proof channel=%s", door.channel)
    if not count:
        return
    hour = at.replace(minute=0, second=0, microsecond=0).isoformat()
    envelope = seal_arrival(
        channel=door.channel,
        account=door.account,
        provider_key=f"{NOT_AUTHENTIC}:{hour}",
        raw=raw,
        at=at,
        office=office,
    )
    with contextlib.suppress(*AWAY), database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        take_envelope(
            session, envelope, state=ArrivalState.HELD, reason=NOT_AUTHENTIC, repeats=count - 1
        )
