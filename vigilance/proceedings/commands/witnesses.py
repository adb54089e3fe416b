"""Entering witnesses and what became of them: listed with a sealed name, summoned for a hearing, heard."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.proceeding_facts import check_day
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.workflows.criminal import CriminalState
from vigilance.domain.workflows.departmental_major import MajorState
from vigilance.domain.workflows.witness import WITNESS, WitnessAction, WitnessSide, WitnessState
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.texts import seal_text
from vigilance.notes.commands import write_note
from vigilance.notes.models import Note, NoteKind
from vigilance.proceedings.commands.appointments import check_appointed
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.witness_models import Witness, WitnessEntry
from vigilance.proceedings.witness_queries import acts_of_witnesses, name_place
from vigilance.records.models import Record

LONGEST_NAME = 200
HAS_WITNESSES = (Track.DEPARTMENTAL_MAJOR, Track.CRIMINAL)
HEARD_IN = frozenset({MajorState.UNDER_INQUIRY.value, CriminalState.BEFORE_COURT.value})
"""Where a witness can be heard: before the inquiry officer, before the court."""
SIDES_IN = {
    Track.DEPARTMENTAL_MAJOR: (WitnessSide.DEPARTMENT, WitnessSide.DEFENCE),
    Track.CRIMINAL: (WitnessSide.PROSECUTION, WitnessSide.DEFENCE, WitnessSide.COURT),
}
"""Who calls witnesses in an inquiry, and who at a trial."""


@dataclass(frozen=True, slots=True)
class Called:
    """A witness as he is listed: for whom, under which name, in which post, and whether he is protected."""

    side: WitnessSide
    name: str = field(repr=False)
    protected: bool = False
    post: str | None = None


@dataclass(frozen=True, slots=True)
class WitnessAct:
    """What happened with a witness, on which day; of a summons, the hearing it is for. Never what he said."""

    action: str
    on: date
    hearing_on: date | None = None
    note: str = ""


def list_witness(
    session: Session, proceeding: Proceeding, called: Called, *, by: Actor, at: datetime
) -> Witness:
    """Put a witness on the list of an inquiry or a trial that is not over; his name is sealed at once."""
    record = _open(session, proceeding)
    WITNESS.take(None, WitnessAction.LIST, by.roles, ())
    if called.side not in SIDES_IN[proceeding.track]:
        raise Invalid({"side": ["Nobody of this side calls witnesses here."]})
    name = " ".join(called.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid({"name": ["Write the name, in at most 200 characters."]})
    last = select(func.max(Witness.number)).where(Witness.proceeding_id == proceeding.id)
    row_id, day = uuid.uuid4(), ist_day(at)
    recipient = record_recipient(session, record.id)
    witness = Witness(
        id=row_id,
        record_id=record.id,
        proceeding_id=proceeding.id,
        number=(session.scalar(last) or 0) + 1,
        side=called.side,
        protected=called.protected,
        name_sealed=seal_text(name_place(row_id, record.id), name, None, recipient),
        post=called.post,
        state=WitnessState.LISTED,
        state_since=day,
        summoned_for=None,
    )
    session.add(witness)
    session.flush()  # the entry hangs on it by a foreign key
    _enter(session, record, witness, WitnessAct(WitnessAction.LIST.value, day), 1, by=by, at=at)
    return witness


def record_testimony(
    session: Session, witness: Witness, told: WitnessAct, *, by: Actor, at: datetime
) -> None:
    """Enter what happened with a witness; a summons needs its hearing, and nobody is heard before hearings begin."""
    proceeding = session.get_one(Proceeding, witness.proceeding_id)
    record = _open(session, proceeding)
    log = acts_of_witnesses(session, [witness.id])[witness.id]
    check_day(told.on, ist_day(at), log[-1].on)
    in_hand = {InHand.REASONS} if told.note.strip() else set()
    step = WITNESS.take(witness.state, told.action, by.roles, in_hand)
    check_appointed(session, proceeding, step, by=by)
    summons = told.action in {WitnessAction.SUMMON, WitnessAction.RECALL}
    if summons and (told.hearing_on is None or told.hearing_on < told.on):
        raise Invalid({"hearing_on": ["Write the day of the hearing, not before the summons."]})
    if not summons and told.action != WitnessAction.GIVE_UP and proceeding.state not in HEARD_IN:
        raise Invalid({"action": ["Witnesses are heard before the inquiry officer or the court."]})
    witness.state, witness.state_since = WitnessState(step.target or witness.state), told.on
    witness.summoned_for = told.hearing_on if summons else None
    _enter(session, record, witness, told, len(log) + 1, by=by, at=at)


def _open(session: Session, proceeding: Proceeding) -> Record:
    record = session.get_one(Record, proceeding.record_id)
    lock_record(session, record)
    over = proceeding.state in WORKFLOWS[proceeding.track].final
    if proceeding.track not in HAS_WITNESSES or over or proceeding.struck_off_at is not None:
        raise Invalid({"version": ["No witnesses are heard on this track now."]})
    return record


def _enter(
    session: Session,
    record: Record,
    witness: Witness,
    told: WitnessAct,
    number: int,
    *,
    by: Actor,
    at: datetime,
) -> None:
    notes: list[Note] = []
    if told.note.strip():
        note = NoteKind.NOTE
        notes.append(write_note(session, record, told.note, note, by=by, at=at, action=told.action))
    entry = WitnessEntry(
        id=uuid.uuid4(),
        record_id=record.id,
        witness_id=witness.id,
        number=number,
        action=told.action,
        on=told.on,
        hearing_on=told.hearing_on,
        note_number=notes[0].number if notes else None,
        recorded_by=by.officer_id,
        recorded_at=at,
    )
    session.add(entry)
    body = {
        "proceeding": witness.proceeding_id.hex,
        "witness": witness.number,
        "to": witness.state.value,
        "on": told.on.isoformat(),
    }
    append_event(session, record, told.action, body, by=by, at=at, rows=[witness, entry, *notes])
