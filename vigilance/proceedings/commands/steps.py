"""The one write path of a track: check the act, take the step, write its entry, keep its clocks, tell the ledger."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.accused_models import Accused
from vigilance.clocks.commands import Course, keep_clocks
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.proceeding_facts import check_day, papers_shown
from vigilance.domain.tracks import (
    EVENT_PREFIX,
    MANY_AT_ONCE,
    OF_AN_ACCUSED,
    OF_THE_MATTER,
    WORKFLOWS,
    Track,
)
from vigilance.evidence.queries import papers_of
from vigilance.notes.commands import write_note
from vigilance.notes.models import Note, NoteKind
from vigilance.personnel.models import Official
from vigilance.proceedings.authorities import check_authority
from vigilance.proceedings.commands.appointments import (
    INQUIRER,
    check_appointed,
    check_inquirer,
    keep_appointment,
)
from vigilance.proceedings.commands.counting import keep_count, keep_on_track
from vigilance.proceedings.extensions import check_extension
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.proceedings.outcomes import check_outcome
from vigilance.proceedings.queries import (
    clocks_of_proceeding,
    entries_of,
    tracks_of_accused,
    tracks_of_matter,
)
from vigilance.records.models import Record

HEARD = frozenset(
    {"hold-hearing", "hold-court-hearing", "frame-charges", "file-charge-sheet-in-court"}
)
"""The acts that fix the next hearing."""
NAMES_WHOM = frozenset({"with_whom", "department", "referred_by"})
"""The facts that say with whom a track lies, or who wants to be told."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, on which day, with its facts (codes, numbers, dates) and a note for the note-sheet."""

    action: str
    on: date
    facts: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    note: str = ""
    day_zero: Mapping[str, date] = field(default_factory=dict)
    """The day zero of a limit that is not the day of the act: the superannuation, the event complained of."""


def begin(
    session: Session,
    of: Accused | Record,
    track: Track,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> Proceeding:
    """Open a track, of an accused or of the matter itself, with its first act; again only once the first has ended."""
    of_an_accused = isinstance(of, Accused)
    if track not in (OF_AN_ACCUSED if of_an_accused else OF_THE_MATTER):
        raise Invalid({"track": ["This track does not belong here."]})
    record = _record(session, of.record_id) if isinstance(of, Accused) else of
    lock_record(session, record)
    known = tracks_of_accused if of_an_accused else tracks_of_matter
    before = known(session, of.id).get(track)
    ended = before is None or before.state in WORKFLOWS[track].final
    if not ended and track not in MANY_AT_ONCE:
        raise Invalid({"track": ["This track is open already."]})
    proceeding = Proceeding(
        id=uuid.uuid4(),
        record_id=record.id,
        accused_id=of.id if of_an_accused else None,
        track=track,
        state="",
        state_since=act.on,
        begun_on=act.on,
        with_whom=None,
        next_hearing_on=None,
        next_hearing_purpose=None,
        held_by=None,
        held_name=None,
        counted_band=None,
    )
    session.add(proceeding)
    _take(session, record, proceeding, act, by=by, at=at, office=office)
    return proceeding


def take(
    session: Session,
    proceeding: Proceeding,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> ProceedingEntry:
    """Record one more act on a track, or raise why it cannot be: out of order, too early, by the wrong authority."""
    record = _record(session, proceeding.record_id)
    lock_record(session, record)
    return _take(session, record, proceeding, act, by=by, at=at, office=office)


def _take(
    session: Session,
    record: Record,
    proceeding: Proceeding,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> ProceedingEntry:
    if proceeding.struck_off_at is not None:
        raise Invalid({"track": ["This track was struck off."]})
    log = entries_of(session, [proceeding.id])[proceeding.id]
    check_day(act.on, ist_day(at), log[-1].on if log else None)
    before = proceeding.state or None
    rules = office.rules(session)
    papers = _in_hand(session, proceeding, act, log=log, by=by, rules=rules)
    step = WORKFLOWS[proceeding.track].take(before, act.action, by.roles, papers)
    check_appointed(session, proceeding, step, by=by)
    check_inquirer(session, proceeding, act.facts.get(INQUIRER))
    _check(session, proceeding, act, step.needs)
    _check_paper(session, record, act)
    notes = _note(session, record, act, by=by, at=at)
    if step.target is not None and step.target != before:
        proceeding.state, proceeding.state_since = str(step.target), act.on
    _follow(proceeding, act)
    keep_count(session, proceeding, at)
    keep_on_track(session, proceeding, before)
    entry = _entry(proceeding, act, len(log) + 1, notes, by=by, at=at)
    session.add(entry)
    appointed = keep_appointment(session, proceeding, [*log, entry], at=at)
    course = Course(proceeding.id, proceeding.track.value, act.day_zero)
    check_extension(session, record, course, act.action, act.on, rules=rules)
    keep_clocks(session, record, act.action, on=act.on, rules=rules, course=course)
    body = _told(session, proceeding, entry) | {"from": before}
    rows = [proceeding, entry, *notes]
    append_event(
        session, record, f"{EVENT_PREFIX}{act.action}", body, by=by, at=at, rows=[*rows, *appointed]
    )
    return entry


def _told(session: Session, proceeding: Proceeding, entry: ProceedingEntry) -> dict[str, Any]:
    """What the event of an act says; whom it concerns is asked for where a merge is undone, which knows no tracks."""
    of = proceeding.accused_id
    return {
        "track": proceeding.track.value,
        "proceeding": proceeding.id.hex,
        "accused": session.get_one(Accused, of).number if of else None,
        "to": proceeding.state,
        "on": entry.on.isoformat(),
        "entry": entry.number,
    }


def _record(session: Session, record_id: uuid.UUID) -> Record:
    return session.get_one(Record, record_id)


def _in_hand(
    session: Session,
    proceeding: Proceeding,
    act: Act,
    *,
    log: list[ProceedingEntry],
    by: Actor,
    rules: ClockRules,
) -> frozenset[InHand]:
    shown = set(papers_shown(act.facts, note=bool(act.note.strip())))
    if log and log[-1].recorded_by not in by.hands:
        shown.add(InHand.SECOND_PERSON)
    if limit_over(session, proceeding, act.action, act.on, rules):
        shown.add(InHand.LIMIT_OVER)
    if _sanctioned(session, proceeding) or act.facts.get("sanction_not_needed"):
        shown.add(InHand.SANCTIONS)
    return frozenset(shown)


def limit_over(
    session: Session, proceeding: Proceeding, action: str, day: date, rules: ClockRules
) -> bool:
    """Whether the very limit that this act would end is over on this day; that another one is late excuses nothing."""
    return any(
        clock.counts_until < day and not clock.stayed
        for clock in clocks_of_proceeding(session, proceeding.id)
        if clock.done_on is None
        and action in rules.limit_on(proceeding.track, clock.limit_name, clock.started_on).stops_on
    )


def _sanctioned(session: Session, proceeding: Proceeding) -> bool:
    """Whether every sanction asked for this accused is granted, or deemed so by law; section 19 is always needed."""
    if proceeding.accused_id is None:
        return False
    tracks = tracks_of_accused(session, proceeding.accused_id)
    asked = [tracks[track] for track in (Track.SANCTION_19, Track.SANCTION_218) if track in tracks]
    given = {"sanction-granted", "sanction-deemed"}
    return Track.SANCTION_19 in tracks and all(each.state in given for each in asked)


def _check(session: Session, proceeding: Proceeding, act: Act, needs: frozenset[Any]) -> None:
    if proceeding.accused_id is None:
        return
    accused = session.get_one(Accused, proceeding.accused_id)
    official = session.get_one(Official, accused.official_id)
    if accused.struck_off_at is not None:
        raise Invalid({"accused": ["This officer was struck off the case."]})
    if InHand.APPROVAL_OF_AUTHORITY in needs:
        check_authority(proceeding.track, official, str(act.facts.get("authority")))
    check_outcome(proceeding.track, act.action, act.facts, official.group)


def _check_paper(session: Session, record: Record, act: Act) -> None:
    number = act.facts.get("paper")
    if number is None:
        return
    if int(number) not in {paper.number for paper in papers_of(session, [record.id])}:
        raise Invalid({"paper": ["The file has no paper of this number."]})


def _note(session: Session, record: Record, act: Act, *, by: Actor, at: datetime) -> list[Note]:
    if not act.note.strip():
        return []
    return [write_note(session, record, act.note, NoteKind.NOTE, by=by, at=at, action=act.action)]


def _follow(proceeding: Proceeding, act: Act) -> None:
    """What the list of tracks shows besides the state: with whom it lies, and when it is heard next."""
    for name in NAMES_WHOM & act.facts.keys():
        proceeding.with_whom = str(act.facts[name])
    if act.action in HEARD:
        next_on = act.facts.get("next_on")
        proceeding.next_hearing_on = date.fromisoformat(next_on) if next_on else None
        proceeding.next_hearing_purpose = act.facts.get("purpose")
    elif proceeding.state in WORKFLOWS[proceeding.track].final:
        proceeding.next_hearing_on = proceeding.next_hearing_purpose = None


def _entry(
    proceeding: Proceeding, act: Act, number: int, notes: list[Note], *, by: Actor, at: datetime
) -> ProceedingEntry:
    return ProceedingEntry(
        id=uuid.uuid4(),
        record_id=proceeding.record_id,
        proceeding_id=proceeding.id,
        number=number,
        action=act.action,
        on=act.on,
        facts=dict(act.facts) | {f"zero:{k}": v.isoformat() for k, v in act.day_zero.items()},
        note_number=notes[0].number if notes else None,
        recorded_by=by.officer_id,
        recorded_at=at,
    )
