"""The sweep that inspects papers after they are stored: opened in memory, read in a confined child, left as they are.

Intake never waits for it and nothing is refused because of it (security.md 7, rows 41 to 60).
"""

import hashlib
import hmac
import logging
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from vigilance.channels.archive_listing import listing_to_wire
from vigilance.channels.base import Unreadable
from vigilance.channels.confined import read_apart
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.evidence import inspection_queue as queue
from vigilance.evidence.bench import Bench, machine_key, opened
from vigilance.evidence.inspection import Inspection, inspection_from_wire, limits_to_wire
from vigilance.evidence.inspection_queue import Due, Opinion
from vigilance.evidence.models import InspectionState
from vigilance.evidence.scanner import ScannerAway, Verdict, is_old, scan
from vigilance.evidence.signs import INSPECT, Sign
from vigilance.evidence.texts import open_text
from vigilance.sealing.case_keys import CaseKey
from vigilance.sealing.errors import SealBroken, StorageFailed
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.sealing.spool import EncryptedSpool
from vigilance.settings import Settings

LOG = logging.getLogger(__name__)
MARK_BYTES = 16
SECONDS = 10
"""For one paper; one that takes longer is one that wants to."""
ONE_SWEEP = 10
"""Seconds after which no other paper is begun: other jobs wait."""
_PIECE = 256 * 1024
_EACH_WARNING = timedelta(hours=1)
_warned: dict[str, datetime] = {}


def inspect_due(
    database: Database,
    keyring: Keyring,
    settings: Settings,
    at: datetime,
    *,
    all_days: bool = False,
) -> int:
    """Inspect the next papers; how many were dealt with."""
    bench = Bench(database, keyring, settings, at)
    until = time.monotonic() + ONE_SWEEP
    dealt_with = 0
    while due := _due(bench, None if all_days else at - queue.RECENT):
        for paper_id in due:
            dealt_with += _take(bench, paper_id)
            if time.monotonic() >= until:
                return dealt_with
    return dealt_with


def _due(bench: Bench, since: datetime | None) -> Sequence[uuid.UUID]:
    scanning = bool(bench.settings.clamd_socket)
    with bench.database.reading() as session:
        act_as(session, SYSTEM)
        return queue.due_papers(session, bench.at, scanning=scanning, since=since)


def _take(bench: Bench, paper_id: uuid.UUID) -> bool:
    """Inspect one paper, unless another worker has it."""
    with bench.database.writing() as session, session.begin():
        due = queue.lease(act_as(session, SYSTEM), paper_id, bench.at)
    if due is None:
        return False
    keys = (bench.keyring.private(name) for name in (KeyName.VIGILANCE_CELL, KeyName.BLIND_INDEX))
    _inspect(bench, due, *keys)
    return True


def _inspect(bench: Bench, due: Due, cell: bytes, index: bytes) -> None:
    """One paper; another that cannot be opened does not stop it."""
    try:
        opinion = _opinion(bench, due, _key(due, cell), index)
    except (SealBroken, StorageFailed) as error:
        with bench.database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            later = queue.put_off(session, due.paper.id, due.attempt, at=bench.at)
        LOG.log(
            logging.INFO if later else logging.ERROR,
            "paper not inspected paper=%s why=%s", due.paper.id, error.detail,
        )  # fmt: skip
        return
    with bench.database.writing() as session, session.begin():
        queue.keep(act_as(session, SYSTEM), due.paper, opinion, at=bench.at)


def _key(due: Due, cell: bytes) -> CaseKey:
    if due.attempt > queue.MOST_ATTEMPTS:
        raise SealBroken("its inspection ended its process each time")
    return machine_key(due.wraps, due.recipient, cell)


def _opinion(bench: Bench, due: Due, key: CaseKey, index: bytes) -> Opinion:
    with opened(bench.settings, due.paper, key) as spool:
        head = spool.read(bench.settings.inspect_bytes)
        found = _looked_at(bench, due, key, head, spool.size)
        verdict = _scanned(bench, spool)
    signs = {*found.signs}
    if verdict is not Verdict.CLEAN:
        signs.add(Sign.SCANNER_POSITIVE if verdict is Verdict.POSITIVE else Sign.NOT_SCANNED)
    listing = None
    if found.archive is not None:
        told = listing_to_wire(found.archive).decode("ascii")
        listing = key.seal(_place(due, "paper_inspection", "listing_sealed"), told)
    unscanned = (
        verdict is Verdict.NOT_SCANNED
    )  # what the scanner would not take it does not take later either
    return Opinion(
        state=InspectionState.NOT_SCANNED if unscanned else InspectionState.DONE,
        signs=sorted(signs),
        facts=_told(found),
        listing_sealed=listing,
        mark=None if due.protected else mark_of(_digest(due, key), index),
    )


def _told(found: Inspection) -> dict[str, int | str]:
    told: dict[str, int | str] = {fact.value: number for fact, number in found.facts.items()}
    return told | {"held": found.held} if found.held else told


def _looked_at(bench: Bench, due: Due, key: CaseKey, head: bytes, size: int) -> Inspection:
    """What the confined child makes of it; a child that had to be killed is an answer too."""
    name = open_text(_place(due, "paper", "name_sealed"), due.paper.name_sealed, key)
    try:
        return inspection_from_wire(
            read_apart(
                INSPECT, head, seconds=SECONDS, name=name[-200:], media_type=due.paper.media_type, size=size,
                limits=limits_to_wire(bench.limits),
            )
        )  # fmt: skip
    except Unreadable as error:
        return Inspection((Sign.NOT_READ,), {}, held=error.detail)
    except ValueError:
        return Inspection((Sign.NOT_READ,), {}, held="unreadable")


def _digest(due: Due, key: CaseKey) -> str:
    return open_text(
        _place(due, "paper", "sha256_plain_sealed"), due.paper.sha256_plain_sealed, key
    )


def _place(due: Due, table: str, column: str) -> FieldPlace:
    return FieldPlace(table, column, due.paper.id, due.paper.record_id)


def mark_of(sha256: str, index_key: bytes) -> bytes:
    """The blind index of a content."""
    said = b"paper\x00" + bytes.fromhex(sha256)
    return hmac.new(index_key, said, hashlib.sha256).digest()[:MARK_BYTES]


def _scanned(bench: Bench, spool: EncryptedSpool) -> Verdict:
    """What the scanner says; one that is away or old says nothing, except where it finds something."""
    path = bench.settings.clamd_socket
    if not path:
        return Verdict.NOT_SCANNED
    try:
        spool.seek(0)
        verdict = scan(_pieces(spool), path)
        if verdict is Verdict.CLEAN and is_old(path, bench.at, bench.settings.clamd_old_days):
            _warn("its signatures are old", bench.at)
            return Verdict.NOT_SCANNED
    except ScannerAway as error:
        _warn(str(error), bench.at)
        return Verdict.NOT_SCANNED
    return verdict


def _pieces(spool: EncryptedSpool) -> Iterator[bytes]:
    while piece := spool.read(_PIECE):
        yield piece


def _warn(why: str, at: datetime) -> None:
    """Once an hour: the alarm must not drown itself."""
    last = _warned.get(why)
    if last is None or at - last >= _EACH_WARNING:
        _warned[why] = at
        LOG.warning("papers are not scanned: the scanner is away: %s", why)
