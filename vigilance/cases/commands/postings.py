"""The posts an accused officer held, entered from a case he is accused in."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.accused_models import Accused
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Invalid
from vigilance.personnel.models import Posting
from vigilance.records.models import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post somebody held: where, from when to when, and to which post it reports."""

    designation: str
    office: str
    since: date
    until: date | None = None
    district_code: str | None = None
    reports_to: str | None = None


def add_posting(
    session: Session, record: Record, accused: Accused, held: Held, *, by: Actor, at: datetime
) -> Posting:
    """Enter a post that this officer held."""
    if held.since > ist_day(at):
        raise Invalid({"since": ["The posting lies in the future."]})
    if held.until is not None and held.until < held.since:
        raise Invalid({"until": ["The posting ends before it begins."]})
    lock_record(session, record)
    posting = Posting(
        id=uuid.uuid4(),
        record_id=record.id,
        official_id=accused.official_id,
        designation=held.designation,
        office=held.office,
        district_code=held.district_code,
        reports_to=held.reports_to,
        since=held.since,
        until=held.until,
    )
    session.add(posting)
    body = {"accused": accused.number, "since": held.since.isoformat()}
    append_event(session, record, "posting-added", body, by=by, at=at, rows=[posting])
    return posting
