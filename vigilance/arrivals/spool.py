"""Where arrivals wait, sealed, while the database is away; `done/` holds those that were entered (security.md 5.3).

A file's first line says where it came from; the rest is the sealed bytes. Neither writing nor entering one needs a
private key.
"""

import hashlib
import json
import logging
from datetime import datetime
from pathlib import Path

from vigilance.arrivals.commands.taking import Envelope, take_envelope
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.sealing.fields import LP
from vigilance.sealing.keeping import move_to, write_new
from vigilance.settings import Settings

log = logging.getLogger(__name__)
WAITING = ".arrival"


def folder_of(settings: Settings) -> Path:
    """Beside the complaints that wait."""
    return settings.spool_dir / "arrivals"


def put_aside(envelope: Envelope, settings: Settings) -> None:
    """Keep an arrival until the database is back; the same one again is there already. StorageFailed else."""
    head = {
        "channel": envelope.channel.value,
        "account": envelope.account,
        "provider_key": envelope.provider_key,
        "sha256": envelope.sha256.hex(),
        "size": envelope.size,
        "received_at": envelope.received_at.isoformat(),
    }
    named = LP(envelope.channel.encode(), envelope.account.encode(), envelope.provider_key.encode())
    name = hashlib.sha256(named).hexdigest() + WAITING
    write_new(folder_of(settings), name, json.dumps(head).encode() + b"\n" + envelope.sealed)
    log.warning("put aside: the database is away channel=%s", envelope.channel)


def drain_arrivals(database: Database, office: Office, now: datetime) -> int:  # noqa: ARG001 -- every job has this form
    """Enter what waits, each in its own transaction and once; a file that cannot be read is held."""
    waiting = sorted(folder_of(office.settings).glob(f"*{WAITING}"))
    return sum(_drain_one(path, database) for path in waiting)


def _drain_one(path: Path, database: Database) -> int:
    try:
        envelope = _read(path.read_bytes())
    except (ValueError, KeyError, TypeError):
        log.error("held in the spool of arrivals file=%s", path.name)  # noqa: TRY400 -- the file's name says all
        move_to(path, "held")
        return 0
    with database.writing() as session, session.begin():
        take_envelope(act_as(session, SYSTEM), envelope)
    move_to(path, "done")
    return 1


def _read(content: bytes) -> Envelope:
    first, _line, sealed = content.partition(b"\n")
    head = json.loads(first)
    return Envelope(
        channel=Channel(head["channel"]),
        account=head["account"],
        provider_key=head["provider_key"],
        sealed=sealed,
        sha256=bytes.fromhex(head["sha256"]),
        size=head["size"],
        received_at=datetime.fromisoformat(head["received_at"]),
    )
