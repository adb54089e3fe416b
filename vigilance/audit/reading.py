"""Who reads what is on the ledger: a page that shows a file says so first (security.md 6.2)."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import READ_MARK_SPAN, note_reading
from vigilance.audit.models import ReadMark
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound
from vigilance.records.models import Record
from vigilance.web.session import database


def put_on_ledger(
    session: Session, record_id: uuid.UUID, what: str, *, by: Actor, at: datetime
) -> None:
    """Note that this officer reads this part of a record; `session` is that of the page, which only reads.

    The note has a transaction of its own, since reading a page commits nothing; a reading noted within the last quarter
    of an hour costs one look and no turn among the writers.
    """
    if by.officer_id is None:
        return
    mark = session.get(ReadMark, (by.officer_id, what, record_id))
    if mark is not None and at - mark.at < READ_MARK_SPAN:
        return
    with database().writing() as writing, writing.begin():
        act_as(writing, by)
        record = writing.get(Record, record_id)
        if record is None:
            raise NotFound("record")
        note_reading(writing, record, what, by=by, at=at)
