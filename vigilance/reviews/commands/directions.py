"""Giving directions, reporting how they were carried out, and accepting that or returning it with reasons."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.queries import officer_by_id
from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotFound, NotPermitted
from vigilance.domain.roles import Role
from vigilance.evidence.models import Paper
from vigilance.notes.commands import write_note
from vigilance.notes.models import Note, NoteKind
from vigilance.records.models import Record, Tier
from vigilance.records.walls import standing_wall
from vigilance.reviews import direction_queries, queries
from vigilance.reviews.commands.reviewing import LONGEST_WAIT
from vigilance.reviews.models import ComplianceReport, Direction, Origin, Standing

OWNERS = frozenset({Role.VO, Role.CVO, Role.INQUIRING_OFFICER})
"""The parts in which somebody can be charged with carrying out a direction."""
SPEAKERS = frozenset({Role.MINISTER, Role.PRINCIPAL_SECRETARY})
"""Whose spoken word the office writes down."""


@dataclass(frozen=True, slots=True)
class NewDirection:
    """What the minister directs, and by when it is to be carried out."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is to carry a direction out, and by when; nobody named is the CVO."""

    owner_id: uuid.UUID | None
    due_on: date


@dataclass(frozen=True, slots=True)
class Spoken:
    """A direction that was said: by whom, when, the words, and who is charged with it."""

    speaker_id: uuid.UUID
    said_at: datetime
    text: str
    charge: Charge


@dataclass(frozen=True, slots=True)
class Report:
    """How a direction was carried out, and the numbers of the file's papers that show it."""

    text: str
    papers: tuple[int, ...] = ()


def give_direction(
    session: Session, record: Record, new: NewDirection, *, by: Actor, at: datetime
) -> Direction:
    """Put a minister's direction on a released case. It stands for good and moves nothing by itself.

    The officer to whom the case is given is charged with it; where it is given to nobody, the CVO.
    """
    if not record.may_be_named:
        raise NotFound("case")
    charge = Charge(record.assigned_to, new.due_on)
    return _given(
        session, record, new.text, charge, Origin.MINISTER, speaker=by.officer_id, by=by, at=at
    )


def record_spoken(
    session: Session, record: Record, spoken: Spoken, *, by: Actor, at: datetime
) -> Direction:
    """Write down a direction that was said, in the name of who said it; the ledger keeps who wrote it and when.

    It is to be written down within twenty-four hours; later it is taken all the same, and shown to be late.
    """
    wrong: dict[str, list[str]] = {}
    try:
        speaker = officer_by_id(session, spoken.speaker_id)
    except NotFound:
        speaker = None
    if speaker is None or speaker.roles.isdisjoint(SPEAKERS):
        wrong["speaker"] = ["Please choose from the list."]
    if not at - LONGEST_WAIT <= spoken.said_at <= at:
        wrong["said_on"] = ["It was said before now, and within a year."]
    if wrong:
        raise Invalid(wrong)
    return _given(
        session,
        record,
        spoken.text,
        spoken.charge,
        Origin.VERBAL,
        speaker=spoken.speaker_id,
        by=by,
        at=at,
        said_at=spoken.said_at,
    )


def _given(  # noqa: PLR0913 -- on what, the words, who is charged, how it was given, by whom, who writes, when
    session: Session,
    record: Record,
    text: str,
    charge: Charge,
    origin: Origin,
    *,
    speaker: uuid.UUID | None,
    by: Actor,
    at: datetime,
    said_at: datetime | None = None,
) -> Direction:
    check_charge(session, record, charge, ist_day(at))
    kind, action = NoteKind.DIRECTION, "give-direction"
    note = write_note(session, record, text, kind, by=by, at=at, action=action)
    direction = new_direction(
        session, record, charge, note, origin, given_by=speaker, by=by, at=at, text=text
    )
    direction.given_at = said_at or at
    append_event(session, record, action, said_of(direction), by=by, at=at, rows=[direction, note])
    return direction


def new_direction(  # noqa: PLR0913 -- on what, who is charged, by which note, how it was given, by whom, who writes, when
    session: Session,
    record: Record,
    charge: Charge,
    note: Note,
    origin: Origin,
    *,
    given_by: uuid.UUID | None,
    by: Actor,
    at: datetime,
    text: str,
) -> Direction:
    """The row of a direction whose words stand in this note; the caller's event takes it in its rows."""
    direction = Direction(
        id=uuid.uuid4(),
        record_id=record.id,
        text=text if record.tier is Tier.ORDINARY else "",
        given_by=given_by,
        given_at=at,
        due_on=charge.due_on,
        origin=origin,
        standing=Standing.GIVEN,
        owner_id=charge.owner_id,
        recorded_by=by.officer_id,
        recorded_at=at,
        note_number=note.number,
    )
    session.add(direction)
    return direction


def check_charge(session: Session, record: Record, charge: Charge, today: date) -> None:
    """Raise Invalid where the day cannot be, or the officer cannot be charged with this matter."""
    wrong: dict[str, list[str]] = {}
    if not today < charge.due_on <= today + LONGEST_WAIT:
        wrong["due_on"] = ["Choose a day after today, within a year."]
    if charge.owner_id is not None and not fit_to_carry_out(session, record, charge.owner_id):
        wrong["owner"] = ["This officer cannot be given this matter."]
    if wrong:
        raise Invalid(wrong)


def fit_to_carry_out(session: Session, record: Record, officer_id: uuid.UUID) -> bool:
    """Whether this officer can be charged with a direction on this matter."""
    try:
        officer = officer_by_id(session, officer_id)
    except NotFound:
        return False
    able = officer.active and not officer.roles.isdisjoint(OWNERS)
    return able and standing_wall(session, record.id, officer_id) is None


def said_of(direction: Direction) -> dict[str, Any]:
    """What the ledger says of a direction: ids, a day, a number."""
    return {
        "direction": str(direction.id),
        "origin": direction.origin,
        "due_on": direction.due_on.isoformat(),
        "note": direction.note_number,
        "owner": str(direction.owner_id) if direction.owner_id else None,
        "given_by": str(direction.given_by),
    }


def report_compliance(
    session: Session, direction: Direction, report: Report, *, by: Actor, at: datetime
) -> ComplianceReport:
    """Say how a direction was carried out, with papers of the file; it is done when that is accepted.

    ActionNotAllowed where a report waits already, or one was accepted.
    """
    lock_direction(session, direction, "record-compliance", Standing.GIVEN, Standing.RETURNED)
    record = queries.records_by_id(session, [direction.record_id])[direction.record_id]
    _check_papers(session, record, report.papers)
    note = write_note(
        session, record, report.text, NoteKind.NOTE, by=by, at=at, action="record-compliance"
    )
    made = ComplianceReport(
        id=uuid.uuid4(),
        record_id=record.id,
        direction_id=direction.id,
        number=len(direction_queries.reports_of(session, [direction.id])) + 1,
        text=report.text if record.tier is Tier.ORDINARY else "",
        note_number=note.number,
        papers=sorted(set(report.papers)),
        reported_by=by.officer_id,
        reported_at=at,
    )
    session.add(made)
    direction.standing = Standing.REPORTED
    body = {"direction": str(direction.id), "report": made.number, "note": note.number}
    rows = [direction, made, note]
    append_event(session, record, "record-compliance", body, by=by, at=at, rows=rows)
    return made


def _check_papers(session: Session, record: Record, papers: Sequence[int]) -> None:
    known = session.scalars(
        select(Paper.number).where(Paper.record_id == record.id, Paper.number.in_(papers))
    )
    if set(papers) - set(known):
        raise Invalid({"papers": ["There is no paper of this number on the file."]})


def accept_compliance(session: Session, direction: Direction, *, by: Actor, at: datetime) -> None:
    """The report is accepted: the direction is carried out."""
    record, report = _reported(session, direction, by)
    report.accepted, report.decided_by, report.decided_at = True, by.officer_id, at
    direction.standing, direction.compliance = Standing.ACCEPTED, report.text
    direction.complied_by, direction.complied_at = report.reported_by, at
    body = {"direction": str(direction.id), "report": report.number}
    rows = [direction, report]
    append_event(session, record, "compliance-accepted", body, by=by, at=at, rows=rows)


def return_compliance(
    session: Session,
    direction: Direction,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The report is not accepted: it goes back with reasons, and the direction runs on with the day it has."""
    record, report = _reported(session, direction, by)
    note = write_note(
        session, record, reasons, NoteKind.REASONS, by=by, at=at, action="compliance-returned"
    )
    report.accepted, report.decided_by, report.decided_at = False, by.officer_id, at
    report.reasons = reasons if record.tier is Tier.ORDINARY else ""
    direction.standing = Standing.RETURNED
    body = {"direction": str(direction.id), "report": report.number, "note": note.number}
    rows = [direction, report, note]
    append_event(session, record, "compliance-returned", body, by=by, at=at, rows=rows)


def _reported(session: Session, direction: Direction, by: Actor) -> tuple[Record, ComplianceReport]:
    """The report that waits, for who gave the direction or for the CVO, and never for who wrote the report."""
    lock_direction(session, direction, "decide-compliance", Standing.REPORTED)
    report = direction_queries.reports_of(session, [direction.id])[-1]
    if by.officer_id == report.reported_by:
        raise NotPermitted("own-report")
    if by.officer_id != direction.given_by and Role.CVO not in by.roles:
        raise NotPermitted("decide-compliance")
    return queries.records_by_id(session, [direction.record_id])[direction.record_id], report


def lock_direction(
    session: Session, direction: Direction, action: str, *standings: Standing
) -> None:
    """Hold it until the commit; ActionNotAllowed where it stands otherwise than so."""
    session.flush()  # what stands unwritten in this session would be lost by reading the row again
    session.refresh(direction, with_for_update=True)
    if direction.stands not in standings:
        raise ActionNotAllowed(action, direction.stands.value)
