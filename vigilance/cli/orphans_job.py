"""The nightly broom: sealed files that no paper, draft or complaint in the emergency register names."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from vigilance.complaints import spool_file
from vigilance.complaints.office import Office
from vigilance.complaints.spool import WAITING
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.evidence.models import Paper, PaperPreview
from vigilance.evidence.orphans import remove_orphans
from vigilance.helpline.models import CallRecording
from vigilance.post.models import PostScan
from vigilance.returns.models import ExportOrder
from vigilance.sealing.errors import SealBroken
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap

LOG = logging.getLogger(__name__)
NAMING = (
    CallRecording.blob_name,
    PostScan.blob_name,
    PaperPreview.blob_name,
    ExportOrder.blob_name,
    Paper.blob_name,
)
"""Every column that names a sealed file. Papers come last: a file goes from a draft to a paper, never back."""


def sweep_orphans(database: Database, office: Office, at: datetime) -> int:
    """Remove what nothing names; nothing at all while the emergency register holds what cannot be read."""
    own = office.settings

    def named(names: Collection[str]) -> Collection[str]:
        # The emergency register first: what leaves it meanwhile is in the database by then.
        waiting = _named_in_spool(office)
        with database.reading() as session:
            act_as(session, SYSTEM)
            found = [
                {name for name in session.scalars(select(column).where(column.in_(names))) if name}
                for column in NAMING
            ]
        return waiting.union(*found)

    try:
        return remove_orphans(own.blobs_dir, at - timedelta(hours=own.orphan_hours), named)
    except (SealBroken, ValueError, KeyError, TypeError):
        LOG.warning("no sealed file is removed: the emergency register holds what cannot be read")
        return 0


def _named_in_spool(office: Office) -> set[str]:
    folder = office.settings.spool_dir
    paths = [*folder.glob(f"*{WAITING}"), *folder.glob(f"held/*{WAITING}")]
    private = office.keyring.private(KeyName.VIGILANCE_CELL) if paths else b""
    names: set[str] = set()
    for path in paths:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue  # it was entered in the register just now
        prepared, _claim = spool_file.unpacked(unwrap(private, content))
        names.update(paper.blob_name for paper in prepared.papers)
    return names
