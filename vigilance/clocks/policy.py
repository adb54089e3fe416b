"""The office keeps running on the last good policy: what could be read is kept, and used where a file is broken."""

import hashlib
import logging
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.clocks.policy_models import PolicyVersion
from vigilance.clocks.reference import LAST_GOOD, READERS, TEXTS
from vigilance.domain.errors import Invalid

LOG = logging.getLogger(__name__)


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
    """Keep what can be read and is not what was read last; a broken file is logged and changes nothing."""
    kept = 0
    for kind, read in READERS.items():
        try:
            text = TEXTS[kind](config_dir)
            read(text)
        except Invalid as error:
            LOG.error("the policy file %s is broken: %s", kind, _reasons(error))  # noqa: TRY400 -- the reason is told, the trace is not
            continue
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


def fall_back(session: Session, config_dir: Path, broken: Invalid) -> None:
    """Let this process go on with the last good texts; raise what is wrong where none was ever kept."""
    LOG.error("the policy files are broken, the last good ones are used: %s", _reasons(broken))
    for kind in READERS:
        latest = _latest(session, kind)
        if latest is None:
            raise broken
        LAST_GOOD[config_dir, kind] = latest.text


def _latest(session: Session, kind: str) -> PolicyVersion | None:
    statement = select(PolicyVersion).where(PolicyVersion.kind == kind)
    return session.scalars(statement.order_by(PolicyVersion.loaded_at.desc()).limit(1)).first()


def _reasons(error: Invalid) -> str:
    return "; ".join(f"{field}: {why}" for field, whys in error.fields.items() for why in whys)
