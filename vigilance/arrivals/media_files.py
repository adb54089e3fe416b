"""Fetched files that wait for their complaint: on the disk, sealed to the vigilance cell, under their row's id."""

import os
import uuid
from datetime import datetime
from pathlib import Path

from vigilance.arrivals.contents import keepable
from vigilance.arrivals.media_queue import Wanted
from vigilance.complaints.office import Office
from vigilance.evidence.commands import Upload
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap, wrap
from vigilance.sealing.spool import spool_of

FOLDER = "media"


def keep_file(office: Office, fetch_id: uuid.UUID, content: bytes) -> int:
    """Keep the bytes; the disk has them when this returns. The same file again takes its own place."""
    path = _path(office, fetch_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = path.with_suffix(".coming")
    handle = os.open(coming, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(wrap(office.keyring.cell[0].public, content))
        file.flush()
        os.fsync(file.fileno())
    coming.rename(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return len(content)


def kept_file(office: Office, fetch_id: uuid.UUID) -> bytes:
    """The bytes that `keep_file` kept."""
    private = office.keyring.private(KeyName.VIGILANCE_CELL)
    return unwrap(private, _path(office, fetch_id).read_bytes())


def upload_of(office: Office, wanted: Wanted) -> Upload:
    """A kept file on its way into a record."""
    return Upload(
        keepable(wanted.name), spool_of(kept_file(office, wanted.fetch_id)), wanted.media_type
    )


def remove_file(office: Office, fetch_id: uuid.UUID) -> None:
    """Forget the waiting copy, once the file is a paper of its record or nothing came of it."""
    _path(office, fetch_id).unlink(missing_ok=True)


def left_over(office: Office, before: datetime) -> list[uuid.UUID]:
    """The waiting copies that lie here since before this moment."""
    folder = office.settings.home / FOLDER
    if not folder.is_dir():
        return []
    old = before.timestamp()
    return [uuid.UUID(path.stem) for path in folder.glob("*.sealed") if path.stat().st_mtime < old]


def _path(office: Office, fetch_id: uuid.UUID) -> Path:
    return office.settings.home / FOLDER / f"{fetch_id.hex}.sealed"
