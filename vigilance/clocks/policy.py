"""The office keeps running on the last good policy: what could be read is kept, and used where a file is broken."""

import hashlib
import logging
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.audit.models import Event, EventPayload
from vigilance.clocks.policy_models import PolicyVersion
from vigilance.clocks.reference import (
    LAST_GOOD,
    READERS,
    TEXTS,
    Shape,
    forget_what_was_read,
    shape_of,
)
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import Invalid
from vigilance.records.commands import system_record

LOG = logging.getLogger(__name__)
LOOK_AGAIN_S = 10.0
"""How often a process that fell back looks whether the files were touched."""
BROKEN, MENDED = "policy-broken", "policy-mended"


def faults(config_dir: Path) -> dict[str, list[str]]:
    """What is wrong in the policy files as they lie there now; nothing where they are in order."""
    found: dict[str, list[str]] = {}
    for kind in READERS:
        try:
            READERS[kind](TEXTS[kind](config_dir))
        except Invalid as error:
            found |= error.fields
    return found


def keep_policy(session: Session, config_dir: Path, at: datetime) -> int:
    """Keep what can be read and is not what was read last; a broken file is logged and changes nothing.

    That a file broke, and that it was mended, is each one event of the office, whichever process saw it first.
    """
    kept = 0
    for kind, read in READERS.items():
        try:
            text = TEXTS[kind](config_dir)
            read(text)
        except Invalid as error:
            LOG.error("the policy file %s is broken: %s", kind, _reasons(error))  # noqa: TRY400 -- the reason is told, the trace is not
            _tell_once(session, BROKEN, kind, at)
            continue
        _tell_once(session, MENDED, kind, at)
        latest = _latest(session, kind)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        if latest is not None and latest.sha256 == sha256:
            continue
        known = session.get(PolicyVersion, (kind, sha256))
        if known is None:
            session.add(
                PolicyVersion(kind=kind, sha256=sha256, text=text, first_good_at=at, loaded_at=at)
            )
        else:
            known.loaded_at = at
        kept += 1
    return kept


def _tell_once(session: Session, told: str, kind: str, at: datetime) -> None:
    """Note on the ledger that this file broke or was mended, unless that is what was noted last."""
    statement = (
        select(Event.type)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.type.in_((BROKEN, MENDED)), EventPayload.body["policy"].as_string() == kind)
        .order_by(Event.at.desc(), Event.record_seq.desc())
        .limit(1)
    )
    if (session.scalar(statement) or MENDED) == told:
        return
    record = system_record(session, "admin", at=at)
    append_event(session, record, told, {"policy": kind}, by=SYSTEM, at=at)


@dataclass(slots=True)
class _Fallen:
    """How the files lay when this process last found them broken, and when it looked."""

    shape: Shape
    looked_at: float


_FALLEN: dict[Path, _Fallen] = {}


def fall_back(session: Session, config_dir: Path, broken: Invalid) -> None:
    """Let this process go on with the last good texts; raise what is wrong where none was ever kept."""
    LOG.error("the policy files are broken, the last good ones are used: %s", _reasons(broken))
    for kind in READERS:
        latest = _latest(session, kind)
        if latest is None:
            raise broken
        LAST_GOOD[config_dir, kind] = latest.text
    _FALLEN[config_dir] = _Fallen(shape_of(config_dir), time.monotonic())


def files_touched(config_dir: Path) -> bool:
    """Whether the files were touched since this process fell back on the last good ones: then they are read again.

    Costs nothing for a process that never fell back, and one look at the folder every ten seconds for one that did.
    """
    fallen = _FALLEN.get(config_dir)
    if fallen is None or time.monotonic() - fallen.looked_at < LOOK_AGAIN_S:
        return False
    fallen.looked_at = time.monotonic()
    shape = shape_of(config_dir)
    if shape == fallen.shape:
        return False
    fallen.shape = shape
    forget_what_was_read()
    if not faults(config_dir):
        LOG.warning("the policy files are in order again and are used from now on")
        del _FALLEN[config_dir]
        for kind in READERS:
            LAST_GOOD.pop((config_dir, kind), None)
    return True


def _latest(session: Session, kind: str) -> PolicyVersion | None:
    statement = select(PolicyVersion).where(PolicyVersion.kind == kind)
    return session.scalars(statement.order_by(PolicyVersion.loaded_at.desc()).limit(1)).first()


def _reasons(error: Invalid) -> str:
    return "; ".join(f"{field}: {why}" for field, whys in error.fields.items() for why in whys)
