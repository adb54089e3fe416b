"""Papers in the demonstration: what a complainant brought to the counter, among it what a machine warns of."""

from datetime import datetime

from sqlalchemy import select

from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import Actor
from vigilance.evidence.commands import Upload, hand_in_papers
from vigilance.records.models import Record, RecordKind
from vigilance.sealing.spool import spool_of


def hand_in(database: Database, office: Office, vo: Actor, at: datetime) -> None:
    """The Vigilance Officer adds them to the newest complaint in his hands."""
    folder = office.settings.config_dir / "demo" / "papers"
    uploads = [
        Upload(path.name.partition("-")[2], spool_of(path.read_bytes()))
        for path in sorted(folder.iterdir())
    ]
    newest = select(Record).where(Record.kind == RecordKind.COMPLAINT)
    newest = newest.where(Record.assigned_to == vo.officer_id).order_by(Record.opened_at.desc())
    with database.writing() as session, session.begin():
        act_as(session, vo)
        record = session.scalars(newest.limit(1)).first()
        if record is not None:
            hand_in_papers(session, record, uploads, office.settings.blobs_dir, by=vo, at=at)
