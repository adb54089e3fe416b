"""The sweep that draws papers after they are inspected: opened in memory, drawn in a confined child, kept sealed.

Nothing of a file but what the child drew anew is kept (security.md 7, rows 47 to 60); the paper stays as it came.
"""

import logging
import time
import uuid
from collections.abc import Sequence
from datetime import datetime

from vigilance.channels.base import Unreadable
from vigilance.channels.confined import TOO_LARGE, TOO_SLOW, read_apart
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.evidence import preview_queue as queue
from vigilance.evidence.bench import Bench, machine_key, opened
from vigilance.evidence.inspection import limits_to_wire
from vigilance.evidence.inspection_queue import MOST_ATTEMPTS, RECENT, Due
from vigilance.evidence.preview_queue import Leased
from vigilance.evidence.previews.made import Made, NoPreview, Refused, made_from_wire
from vigilance.sealing.errors import SealBroken, StorageFailed
from vigilance.sealing.evidence import StoredBlob, store_blob
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.sealing.spool import spool_of
from vigilance.settings import Settings

LOG = logging.getLogger(__name__)
PREVIEW = "vigilance.evidence.previews.making:preview_work"
"""The task of the confined reader. Its module loads decoders, so nobody else imports it."""
SECONDS = 20
"""For one paper (security.md 7, row 50)."""
ONE_SWEEP = 30
"""Seconds after which no other paper is begun."""
_KILLED = {TOO_SLOW: NoPreview.TOO_SLOW, TOO_LARGE: NoPreview.TOO_LARGE}


def preview_due(
    database: Database,
    keyring: Keyring,
    settings: Settings,
    at: datetime,
    *,
    all_days: bool = False,
) -> int:
    """Make the next previews; how many papers were dealt with."""
    bench = Bench(database, keyring, settings, at)
    until = time.monotonic() + ONE_SWEEP
    dealt_with = 0
    while due := _due(bench, None if all_days else at - RECENT):
        taken = [_take(bench, paper_id) for paper_id in due if time.monotonic() < until]
        dealt_with += sum(taken)
        if time.monotonic() >= until or not any(taken):
            break
    return dealt_with


def renew_previews(database: Database, at: datetime) -> int:
    """Let those be drawn anew whose record's key changed; how many. What nobody can open any more is dropped so."""
    renewed = 0
    while True:
        with database.writing() as session, session.begin():
            found = queue.begin_stale_again(act_as(session, SYSTEM), at)
        if not found:
            return renewed
        renewed += found


def _due(bench: Bench, since: datetime | None) -> Sequence[uuid.UUID]:
    with bench.database.reading() as session:
        act_as(session, SYSTEM)
        return queue.due_previews(session, bench.at, since=since)


def _take(bench: Bench, paper_id: uuid.UUID) -> bool:
    """Draw one paper, unless another worker has it."""
    with bench.database.writing() as session, session.begin():
        leased = queue.lease(act_as(session, SYSTEM), paper_id, bench.at)
    if leased is None:
        return False
    due = leased.due
    try:
        made, file = _made(bench, leased)
    except Refused as refused:
        with bench.database.writing() as session, session.begin():
            queue.keep_none(act_as(session, SYSTEM), due.paper.id, refused.reason, at=bench.at)
        return True
    except (SealBroken, StorageFailed) as error:
        with bench.database.writing() as session, session.begin():
            later = queue.put_off(act_as(session, SYSTEM), due, at=bench.at)
        level = logging.INFO if later else logging.ERROR
        LOG.log(level, "no preview made paper=%s why=%s", due.paper.id, error.detail)
        return True
    with bench.database.writing() as session, session.begin():
        queue.keep(act_as(session, SYSTEM), due, made, file, at=bench.at)
    return True


def _made(bench: Bench, leased: Leased) -> tuple[Made, StoredBlob]:
    """The preview, and its sheets sealed to the record's key; the disk has them when this returns."""
    due = leased.due
    if leased.positive:
        raise Refused(NoPreview.SCANNER_POSITIVE)
    if due.attempt > MOST_ATTEMPTS:
        raise Refused(NoPreview.UNREADABLE)
    key = machine_key(due.wraps, due.recipient, bench.keyring.private(KeyName.VIGILANCE_CELL))
    with opened(bench.settings, due.paper, key) as spool:
        made = _drawn(bench, due, spool.read())
    sheets = b"".join(each.content for each in made.sheets)
    return made, store_blob(spool_of(sheets), due.recipient, bench.settings.blobs_dir)


def _drawn(bench: Bench, due: Due, content: bytes) -> Made:
    """What the confined child makes of it; Refused also where the child had to be killed."""
    limits = limits_to_wire(bench.limits)
    try:
        return made_from_wire(
            read_apart(
                PREVIEW, content, seconds=SECONDS, media_type=due.paper.media_type, limits=limits
            )
        )
    except Unreadable as error:
        raise Refused(_KILLED.get(error.detail or "", NoPreview.UNREADABLE)) from None
    except ValueError:
        raise Refused(NoPreview.UNREADABLE) from None
