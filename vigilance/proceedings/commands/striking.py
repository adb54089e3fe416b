"""Striking off what was entered by mistake: proposed by one person, carried out by a second, as a closing is."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.accused_models import Accused, Allegation
from vigilance.cases.commands.own_matters import wall_off_accused
from vigilance.clocks.commands import end_clocks
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Incomplete, Invalid, NotFound, NotPermitted
from vigilance.domain.papers import InHand
from vigilance.domain.tracks import Track
from vigilance.notes.commands import write_note
from vigilance.notes.models import Note, NoteKind
from vigilance.personnel.models import Official
from vigilance.proceedings.commands.appointments import end_appointments
from vigilance.proceedings.commands.counting import uncount
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import clocks_of_proceedings, of_accused
from vigilance.proceedings.strike_models import StrikeOff, Struck
from vigilance.proceedings.strike_queries import strike_offs_of, target_of
from vigilance.records.models import Record

NEVER_STRUCK = frozenset({Track.COMPLAINANT_APPEAL, Track.DISCLOSURE})
"""What no officer enters, and so none by mistake: the complainant's appeal, which is decided one level up, and the
notice that an identity was opened."""
Target: TypeAlias = Accused | Allegation | Proceeding


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is said to have been entered by mistake, and why."""

    what: Struck
    target_id: uuid.UUID
    reasons: str


def propose(
    session: Session, record: Record, mistake: Mistake, *, by: Actor, at: datetime
) -> StrikeOff:
    """Propose that something be struck off; it stands until a second person agrees."""
    lock_record(session, record)
    _standing(session, record, mistake.what, mistake.target_id)
    if any(
        each.target_id == mistake.target_id and each.decided_at is None
        for each in strike_offs_of(session, record.id)
    ):
        raise Invalid({"target": ["This is proposed already; another officer decides."]})
    note = _note(session, record, mistake.reasons, "propose-strike-off", by=by, at=at)
    if by.officer_id is None:
        raise NotPermitted("strike-off")
    found = StrikeOff(
        id=uuid.uuid4(),
        record_id=record.id,
        what=mistake.what,
        target_id=mistake.target_id,
        note_number=note.number,
        proposed_by=by.officer_id,
        proposed_at=at,
        approved=None,
        decided_by=None,
        decided_at=None,
        decision_note=None,
    )
    session.add(found)
    _tell(session, found, "strike-off-proposed", [found, note], by=by, at=at)
    return found


def approve(
    session: Session, found: StrikeOff, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Strike it off: not by who proposed it. Its clocks end; what was recorded of it stays to be read."""
    record, note = _decided(session, found, reasons, approved=True, by=by, at=at)
    target = _standing(session, record, found.what, found.target_id)
    target.struck_off_at, target.struck_off_note = at, found.note_number
    tracks = _tracks(session, target)
    uncount(session, record, tracks)
    for track in tracks:
        track.next_hearing_on = track.next_hearing_purpose = None
    clocks = clocks_of_proceedings(session, [track.id for track in tracks])
    running = [clock for clock in clocks if clock.done_on is None]
    end_clocks(session, record, running, on=ist_day(at), rules=office.rules(session))
    ended = end_appointments(session, tracks, at=at)
    rows = list(dict.fromkeys((found, note, target, *tracks, *ended)))
    _tell(session, found, "strike-off-approved", rows, by=by, at=at)
    if isinstance(target, Accused):
        official = session.get_one(Official, target.official_id)
        wall_off_accused(session, [official], by=by, at=at)


def refuse(session: Session, found: StrikeOff, reasons: str, *, by: Actor, at: datetime) -> None:
    """Let it stand, with the reasons."""
    _record, note = _decided(session, found, reasons, approved=False, by=by, at=at)
    _tell(session, found, "strike-off-refused", [found, note], by=by, at=at)


def _decided(
    session: Session, found: StrikeOff, reasons: str, *, approved: bool, by: Actor, at: datetime
) -> tuple[Record, Note]:
    record = session.get_one(Record, found.record_id)
    lock_record(session, record)
    if found.decided_at is not None:
        raise Invalid({"reasons": ["This has been decided already."]})
    if by.officer_id is None or found.proposed_by in by.hands:
        raise Incomplete([InHand.SECOND_PERSON])
    note = _note(session, record, reasons, "decide-strike-off", by=by, at=at)
    found.approved, found.decision_note = approved, note.number
    found.decided_by, found.decided_at = by.officer_id, at
    return record, note


def _note(
    session: Session, record: Record, reasons: str, action: str, *, by: Actor, at: datetime
) -> Note:
    if not reasons.strip():
        raise Incomplete([InHand.REASONS])
    return write_note(session, record, reasons, NoteKind.NOTE, by=by, at=at, action=action)


def _standing(session: Session, record: Record, what: Struck, target_id: uuid.UUID) -> Target:
    target = target_of(session, record.id, what, target_id)
    if target is None:
        raise NotFound("target")
    if isinstance(target, Proceeding) and target.track in NEVER_STRUCK:
        raise Invalid({"target": ["No officer entered this: it is decided, and not struck off."]})
    if target.struck_off_at is not None:
        raise Invalid({"target": ["This was struck off already."]})
    return target


def _tracks(session: Session, target: Target) -> list[Proceeding]:
    """The tracks that end with it: the one itself, or every one against the accused."""
    if isinstance(target, Proceeding):
        return [target]
    return list(of_accused(session, target.id)) if isinstance(target, Accused) else []


def _tell(
    session: Session,
    found: StrikeOff,
    kind: str,
    rows: Sequence[object],
    *,
    by: Actor,
    at: datetime,
) -> None:
    record = session.get_one(Record, found.record_id)
    body = {"what": found.what.value, "target": found.target_id.hex, "note": found.note_number}
    append_event(session, record, kind, body, by=by, at=at, rows=rows)
