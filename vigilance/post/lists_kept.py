"""A list from a file between its preview and its entering: sealed beside the uploads, gone with them after two days.

It is known by who brought it, so that nobody enters another clerk's list.
"""

import uuid
from pathlib import Path

from vigilance.complaints.office import Office
from vigilance.domain.errors import NotFound, VaultClosed
from vigilance.sealing.errors import KeyringUnusable
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap, wrap


def keep_list(office: Office, officer_id: uuid.UUID, raw: bytes) -> uuid.UUID:
    """Lay it down sealed to the vigilance cell; the id by which this officer finds it again."""
    list_id = uuid.uuid4()
    path = _path(office, officer_id, list_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(wrap(office.keyring.cell[0].public, raw))
    return list_id


def kept_list(office: Office, officer_id: uuid.UUID, list_id: uuid.UUID) -> bytes:
    """The bytes of the list; NotFound where this officer brought none of that id, or it is gone."""
    try:
        sealed = _path(office, officer_id, list_id).read_bytes()
    except FileNotFoundError:
        raise NotFound("list") from None
    try:
        return unwrap(office.keyring.private(KeyName.VIGILANCE_CELL), sealed)
    except KeyringUnusable as error:
        raise VaultClosed(error.detail) from None


def _path(office: Office, officer_id: uuid.UUID, list_id: uuid.UUID) -> Path:
    return office.settings.blobs_dir / "tmp" / f"list-{officer_id.hex}-{list_id.hex}"
