"""Reading on whose side the time of a case went: from its clocks, and from the states of its criminal tracks."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    String,
    Uuid,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from vigilance.cases.models import CaseComplaint
from vigilance.clocks.models import Clock, ClockStay
from vigilance.domain.parties import SIDES, Party, Side
from vigilance.domain.schedule import WINDOWS
from vigilance.domain.time_split import Spell, Split, split
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.workflows.criminal import CriminalState
from vigilance.proceedings.models import Proceeding, ProceedingEntry

WATCHED_ONLY = frozenset({"retirement", "four-year-bar"})
"""Days that approach by themselves: nobody spends time under them."""

STATE_SIDES: Mapping[CriminalState, Side] = {
    CriminalState.REFERRED: Side.AGENCY,
    CriminalState.PRELIMINARY_ENQUIRY: Side.AGENCY,
    CriminalState.UNDER_INVESTIGATION: Side.AGENCY,
    CriminalState.BEFORE_COURT: Side.COURT,
    CriminalState.CRIMINAL_APPEAL: Side.COURT,
}
"""An investigation has no limit of its own, and takes years: its states say with whom it lies."""


@dataclass(slots=True)
class _Clock:
    """One clock as the split reads it."""

    side: Side
    since: date
    until: date
    stays: list[tuple[date, date]] = field(default_factory=list)


def time_of_case(session: Session, record_id: uuid.UUID, today: date) -> Split | None:
    """The split of a case with the complaints it came from, in one statement; None before any clock began."""
    clocks: dict[uuid.UUID, _Clock] = {}
    logs: dict[uuid.UUID, list[tuple[int, str, date]]] = {}
    for kind, of, party, name, began, done, due, number, since, until in session.execute(
        _statement(record_id)
    ):
        if kind == "entry":
            logs.setdefault(of, []).append((number, name, began))
        elif name not in WATCHED_ONLY:
            end = min(done or today, due) if name in WINDOWS else done or today
            clock = clocks.setdefault(of, _Clock(SIDES[Party(party)], began, min(end, today)))
            if since is not None:
                clock.stays.append((since, until or today))
    spells = [Spell(one.side, one.since, one.until, tuple(one.stays)) for one in clocks.values()]
    spells += [spell for log in logs.values() for spell in criminal_spells(sorted(log), today)]
    return split(spells)


def _statement(record_id: uuid.UUID) -> CompoundSelect[*tuple[Any, ...]]:
    joined = select(CaseComplaint.complaint_id).where(CaseComplaint.record_id == record_id)
    clocks = (
        select(
            literal("clock"),
            Clock.id,
            cast(Clock.owed_by, String),
            Clock.limit_name,
            Clock.started_on,
            Clock.done_on,
            Clock.due_on,
            literal(0),
            ClockStay.since,
            ClockStay.until,
        )
        .select_from(Clock)
        .outerjoin(ClockStay, ClockStay.clock_id == Clock.id)
        .where(or_(Clock.record_id == record_id, Clock.record_id.in_(joined)))
    )
    entries = (
        select(
            literal("entry"),
            cast(ProceedingEntry.proceeding_id, Uuid),
            cast(null(), String),
            ProceedingEntry.action,
            ProceedingEntry.on,
            cast(null(), Date),
            cast(null(), Date),
            ProceedingEntry.number,
            cast(null(), Date),
            cast(null(), Date),
        )
        .select_from(ProceedingEntry)
        .join(Proceeding, Proceeding.id == ProceedingEntry.proceeding_id)
        .where(ProceedingEntry.record_id == record_id, Proceeding.track == Track.CRIMINAL)
    )
    return union_all(clocks, entries)


def criminal_spells(log: Iterable[tuple[int, str, date]], today: date) -> list[Spell]:
    """With whom a criminal track lay, act by act; until today where it still lies there."""
    spells: list[Spell] = []
    state: CriminalState | None = None
    since: date | None = None
    for _number, action, on in log:
        if state is not None and state in STATE_SIDES and since is not None:
            spells.append(Spell(STATE_SIDES[state], since, min(on, today)))
        rows = [
            row
            for row in WORKFLOWS[Track.CRIMINAL].steps
            if row.action == action and row.starts_from(state)
        ]
        if rows and rows[0].target is not None:
            state = CriminalState(rows[0].target)
        since = on
    if state is not None and state in STATE_SIDES and since is not None:
        spells.append(Spell(STATE_SIDES[state], since, today))
    return spells
