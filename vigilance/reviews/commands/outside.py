"""Opening one matter to an agency's liaison officer until a day, ending that, and what the agency answers."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from vigilance.accounts.queries import officer_by_id
from vigilance.audit.commands import append_event, lock_record
from vigilance.domain.actors import Actor
from vigilance.domain.agencies import Agency
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotFound
from vigilance.domain.roles import Role
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind
from vigilance.records.models import Grant, Record, Tier
from vigilance.reviews.commands.reviewing import LONGEST_WAIT
from vigilance.reviews.others_queries import grant_on
from vigilance.reviews.outside_models import OutsideAnswer


@dataclass(frozen=True, slots=True)
class NewGrant:
    """To whom a matter is opened, of which agency, and up to and with which day."""

    officer_id: uuid.UUID
    agency: Agency
    until: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agency says: the words, and its letter's number and day where there is one."""

    text: str
    letter_number: str | None
    letter_on: date | None


def open_to_agency(
    session: Session, record: Record, new: NewGrant, *, by: Actor, at: datetime
) -> Grant:
    """Let this liaison officer see this one matter until that day; a protected matter is opened to nobody outside."""
    wrong: dict[str, list[str]] = {}
    today = ist_day(at)
    if not today <= new.until <= today + LONGEST_WAIT:
        wrong["until"] = ["Choose today or a later day, within a year."]
    if record.tier is not Tier.ORDINARY:
        wrong["number"] = ["A protected matter is opened to nobody outside."]
    if not _is_liaison(session, new.officer_id):
        wrong["officer"] = ["Please choose from the list."]
    if wrong:
        raise Invalid(wrong)
    lock_record(session, record)
    if grant_on(session, record.id, new.officer_id, today) is not None:
        raise Invalid({"number": ["This matter is open to this officer already."]})
    made = Grant(
        id=uuid.uuid4(),
        record_id=record.id,
        officer_id=new.officer_id,
        agency=new.agency,
        granted_by=by.officer_id,
        granted_at=at,
        until=new.until,
    )
    session.add(made)
    body = {
        "officer": str(new.officer_id),
        "agency": new.agency.value,
        "until": new.until.isoformat(),
    }
    append_event(session, record, "grant-given", body, by=by, at=at, rows=[made])
    return made


def _is_liaison(session: Session, officer_id: uuid.UUID) -> bool:
    try:
        officer = officer_by_id(session, officer_id)
    except NotFound:
        return False
    return officer.active and Role.LIAISON in officer.roles


def end_grant(session: Session, record: Record, grant: Grant, *, by: Actor, at: datetime) -> None:
    """Close the matter to him again, before its day; what he posted stays."""
    lock_record(session, record)
    session.flush()
    session.refresh(grant)
    if grant.ended_at is not None:
        raise ActionNotAllowed("end-grant", "ended")
    grant.ended_at, grant.ended_by = at, by.officer_id
    body = {"officer": str(grant.officer_id), "agency": grant.agency.value}
    append_event(session, record, "grant-ended", body, by=by, at=at, rows=[grant])


def post_answer(
    session: Session, record: Record, answer: Answer, *, by: Actor, at: datetime
) -> OutsideAnswer:
    """What the agency says of a matter open to its officer: a note of the file, and a row with its letter."""
    if by.officer_id is None:
        raise NotFound("grant")
    today = ist_day(at)
    grant = grant_on(session, record.id, by.officer_id, today)
    if grant is None:
        raise NotFound("grant")
    if answer.letter_on is not None and answer.letter_on > today:
        raise Invalid({"letter_on": ["The date must not be after today."]})
    kind, action = NoteKind.PROGRESS, "outside-answer"
    note = write_note(session, record, answer.text, kind, by=by, at=at, action=action)
    made = OutsideAnswer(
        id=uuid.uuid4(),
        record_id=record.id,
        agency=grant.agency,
        letter_number=answer.letter_number,
        letter_on=answer.letter_on,
        note_number=note.number,
        posted_by=by.officer_id,
        posted_at=at,
    )
    session.add(made)
    body = {"agency": grant.agency.value, "note": note.number}
    append_event(session, record, action, body, by=by, at=at, rows=[made, note])
    return made
