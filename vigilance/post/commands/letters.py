"""The register of public representatives' letters: entered, confirmed, answered (GOs of 03.04.2018 and 21.01.2021)."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.complaints.commands.registration import register_prepared
from vigilance.complaints.filing import Registration
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import Prepared
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import EditConflict, Invalid, NotPermitted
from vigilance.domain.papers import InHand
from vigilance.domain.time_limits import Reading, compute, version_in_force
from vigilance.domain.workflows.references import (
    REPRESENTATIVE,
    RepresentativeAction,
    RepresentativeState,
)
from vigilance.post.models import MemberOffice, RepresentativeLetter
from vigilance.records.commands import next_in_series, system_record

LIMIT = "public-representative-reply"
REGISTER = "letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """A letter as it is entered. What an older register says of its end may come with it."""

    member: str = field(repr=False)
    office: MemberOffice
    received_on: date
    subject: str = field(repr=False)
    constituency: str | None = None
    letter_number: str | None = None
    letter_date: date | None = None
    forwards_other: bool = False
    confirmed_on: date | None = None
    replied_on: date | None = None
    reply_number: str | None = None


def receive_letter(
    session: Session, new: NewLetter, *, by: Actor, at: datetime, office: Office
) -> RepresentativeLetter:
    """Enter a letter under the next number of the year; its reply is due from the day it came.

    The session must act as the system, since the register's own chain is nobody else's to see.
    """
    if by.officer_id is None:
        raise NotPermitted("receive-letter")
    step = REPRESENTATIVE.take(None, RepresentativeAction.RECEIVE_LETTER, by.roles, ())
    record = system_record(session, REGISTER, at=at)
    lock_record(session, record)
    code, year = office.settings.office_code, ist_day(at).year
    serial = next_in_series(session, f"{code}-J-{year}")
    letter = RepresentativeLetter(
        id=uuid.uuid4(),
        record_id=record.id,
        number=f"{code}-J-{year}-{serial:05}",
        year=year,
        serial=serial,
        stage=_stage_of(new) or RepresentativeState(str(step.target)),
        clock_from=new.received_on,
        due_on=due_of(session, new.received_on, office),
        entered_by=by.officer_id,
        entered_at=at,
        **{each.name: getattr(new, each.name) for each in fields(NewLetter)},
    )
    session.add(letter)
    session.flush()
    body = {"letter": letter.number, "to": letter.stage.value, "due": letter.due_on.isoformat()}
    append_event(session, record, step.action.value, body, by=by, at=at, rows=[letter])
    return letter


def _stage_of(new: NewLetter) -> RepresentativeState | None:
    if new.replied_on is not None:
        return RepresentativeState.REPLIED
    return RepresentativeState.CONFIRMED if new.confirmed_on is not None else None


def due_of(session: Session, begun: date, office: Office) -> date:
    """By when a letter that came, or was taken up again, on this day is to be answered."""
    return _reading(session, begun, None, begun, office).due


def standing_of(
    session: Session, letter: RepresentativeLetter, on: date, office: Office
) -> Reading:
    """How the reply's clock stands."""
    return _reading(session, letter.clock_from, letter.replied_on, on, office)


def _reading(session: Session, begun: date, done: date | None, on: date, office: Office) -> Reading:
    rules = office.rules(session)
    limit = version_in_force(rules.limits, LIMIT, begun)
    return compute(limit, begun, calendar=rules.calendar(limit), on=on, done=done)


def take_letter_step(
    session: Session,
    letter: RepresentativeLetter,
    action: RepresentativeAction,
    changes: Mapping[str, object],
    *,
    in_hand: Collection[InHand] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Take this step on the letter and set what it changes; the session must act as the system."""
    record = system_record(session, REGISTER, at=at)
    lock_record(session, record)
    step = REPRESENTATIVE.take(letter.stage, action, by.roles, in_hand)
    before = letter.stage
    if step.target is not None:
        letter.stage = RepresentativeState(step.target)
    for name, value in changes.items():
        setattr(letter, name, value)
    body = {"letter": letter.number, "from": before.value, "to": letter.stage.value}
    append_event(session, record, action.value, body, by=by, at=at, rows=[letter])


def confirm_letter(
    session: Session, letter: RepresentativeLetter, on: date, *, by: Actor, at: datetime
) -> None:
    """The member says that the letter is signed by him and that he stands by its facts (GO of 1997)."""
    _not_before(letter, "confirmed_on", on)
    changes = {"confirmed_on": on}
    take_letter_step(session, letter, RepresentativeAction.CONFIRM_LETTER, changes, by=by, at=at)


def reply_to_letter(
    session: Session,
    letter: RepresentativeLetter,
    number: str,
    on: date,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The reply went out under this number of the office."""
    _not_before(letter, "replied_on", on)
    take_letter_step(
        session,
        letter,
        RepresentativeAction.REPLY_TO_LETTER,
        {"replied_on": on, "reply_number": number},
        in_hand={InHand.REPLY},
        by=by,
        at=at,
    )


def reopen_letter(
    session: Session,
    letter: RepresentativeLetter,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """The member writes again, or the reply was wrong: the clock begins anew today."""
    begun = ist_day(at)
    changes = {
        "replied_on": None,
        "reply_number": None,
        "reopened_for": reasons,
        "clock_from": begun,
        "due_on": due_of(session, begun, office),
    }
    take_letter_step(
        session,
        letter,
        RepresentativeAction.REOPEN,
        changes,
        in_hand={InHand.REASONS},
        by=by,
        at=at,
    )


def _not_before(letter: RepresentativeLetter, name: str, on: date) -> None:
    if on < letter.clock_from:
        raise Invalid({name: ["The date must not be before the letter came."]})


def link_complaint(
    session: Session,
    letter: RepresentativeLetter,
    complaint: Complaint,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """This complaint is what the letter is about; both records say so. The session must act as the system."""
    if letter.complaint_id is not None:
        raise EditConflict("the letter has a complaint already")
    lock_record(session, complaint.record)
    record = system_record(session, REGISTER, at=at)
    letter.complaint_id = complaint.record_id
    body = {"letter": letter.number}
    append_event(session, complaint.record, "letter-linked", body, by=by, at=at)
    append_event(session, record, "letter-linked", body, by=by, at=at, rows=[letter])


def register_from_letter(
    session: Session,
    letter: RepresentativeLetter,
    prepared: Prepared,
    *,
    by: Actor,
    office: Office,
) -> Registration:
    """Register the complaint in the letter, in the lane of public representatives, and tie the two together."""
    if letter.complaint_id is not None:
        raise EditConflict("the letter has a complaint already")
    done = register_prepared(session, prepared, by=by, office=office)
    link_complaint(session, letter, done.complaint, by=by, at=prepared.at)
    return done
