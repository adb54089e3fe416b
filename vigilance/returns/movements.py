"""Every movement of every matter: in (received, reopened) and out (disposed of), read from what is only ever added to.

A movement counts on the day of its entry, never on a day written into it afterwards: so a period that is over does not
change, and what one return carries forward the next brings forward (docs/decisions/, "Returns count entries").

What was pending at an instant is reckoned back: what is pending now, less what came in since, and what went out since.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Select,
    String,
    Subquery,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    union_all,
)

from vigilance.audit.models import Event, EventPayload
from vigilance.cases.accused_models import Accused
from vigilance.cases.models import OPEN as OPEN_CASES
from vigilance.cases.models import Case, CaseComplaint
from vigilance.complaints.models import OPEN as OPEN_COMPLAINTS
from vigilance.complaints.models import Complaint
from vigilance.domain.lanes import Lane
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.workflow import Workflow
from vigilance.personnel.models import Official
from vigilance.proceedings.models import Proceeding, ProceedingEntry

UNKNOWN = "-"
OPENED = "received"


@dataclass(frozen=True, slots=True)
class Crossings:
    """Which actions of a workflow open a matter, close it, or open it again."""

    opening: frozenset[str]
    closing: frozenset[str]
    reopening: frozenset[str]

    @property
    def all(self) -> list[str]:
        """All of them."""
        return sorted(self.opening | self.closing | self.reopening)


def crossings(workflow: Workflow) -> Crossings:
    """The actions that lead over the line between pending and disposed of; each leads one way only."""
    final = workflow.final
    moving = [row for row in workflow.steps if row.target is not None]
    found = Crossings(
        opening=frozenset(row.action.value for row in moving if not row.sources),
        closing=frozenset(
            row.action.value for row in moving if row.target in final and row.sources - final
        ),
        reopening=frozenset(
            row.action.value for row in moving if row.target not in final and row.sources & final
        ),
    )
    if found.opening & found.closing or found.closing & found.reopening:
        raise ValueError("an action leads both ways over the line")
    return found


@dataclass(frozen=True, slots=True)
class Traits:
    """By what a matter is counted (district, group, disclosure, day of receipt), and what is read beside it for that.

    What is beside is read once for all matters: asked matter by matter it took most of a return's time.
    """

    told: tuple[Any, ...]
    beside: tuple[tuple[Subquery, ColumnElement[bool]], ...]

    def read_with(self, matters: Select[Any]) -> Select[Any]:
        """The statement with the tables beside."""
        for table, tied in self.beside:
            matters = matters.outerjoin(table, tied)
        return matters


def complaint_movements() -> Select[Any]:
    """Complaints: registered, disposed of by a step, reopened or parted from a case."""
    return _by_events(
        Complaint, Complaint.registered_at, _of_complaints(), WORKFLOWS[Track.COMPLAINT]
    )


def complaints_pending() -> Select[Any]:
    """The complaints that are pending now."""
    return _entered(Complaint, Complaint.registered_at, _of_complaints()).where(OPEN_COMPLAINTS)


def _of_complaints() -> Traits:
    """A stands before D: the group under which a matter of several officers is counted."""
    groups = (
        select(CaseComplaint.complaint_id, func.min(Official.group).label("group"))
        .join(Accused, Accused.record_id == CaseComplaint.record_id)
        .join(Official, Official.id == Accused.official_id)
        .where(Accused.struck_off_at.is_(None), CaseComplaint.undone_at.is_(None))
        .group_by(CaseComplaint.complaint_id)
        .subquery()
    )
    disclosure = case((Complaint.lane == Lane.PROTECTED, 1), else_=0)
    told = (Complaint.district_code, groups.c.group, disclosure, Complaint.received_on)
    return Traits(told, ((groups, groups.c.complaint_id == Complaint.record_id),))


def case_movements() -> Select[Any]:
    """Investigations: ordered, ended, reopened. A case is a disclosure where a complaint in it is."""
    return _by_events(Case, Case.opened_at, _of_cases(), WORKFLOWS[Track.INQUIRY])


def cases_pending() -> Select[Any]:
    """The investigations that are pending now."""
    return _entered(Case, Case.opened_at, _of_cases()).where(OPEN_CASES)


def _of_cases() -> Traits:
    protected = (
        exists()
        .where(CaseComplaint.record_id == Case.record_id, CaseComplaint.undone_at.is_(None))
        .where(Complaint.record_id == CaseComplaint.complaint_id, Complaint.lane == Lane.PROTECTED)
    )
    groups = (
        select(Accused.record_id, func.min(Official.group).label("group"))
        .join(Official, Official.id == Accused.official_id)
        .where(Accused.struck_off_at.is_(None))
        .group_by(Accused.record_id)
        .subquery()
    )
    disclosure = case((protected, 1), else_=0)
    told = (Case.district_code, groups.c.group, disclosure, Case.received_on)
    return Traits(told, ((groups, groups.c.record_id == Case.record_id),))


def track_movements(track: Track) -> Select[Any]:
    """One track of the accused: its acts over the line, on the day they were recorded."""
    over = crossings(WORKFLOWS[track])
    entry = ProceedingEntry
    inward = entry.action.in_(sorted(over.opening | over.reopening))
    labelled = _labelled(
        (Proceeding.id, Proceeding.record_id, entry.recorded_at),
        case((inward, 1), else_=-1),
        case((entry.action.in_(sorted(over.opening)), OPENED), else_=entry.action),
        _OF_TRACKS,
    )
    acts = labelled.select_from(entry).join(Proceeding, Proceeding.id == entry.proceeding_id)
    return _with_accused(acts).where(Proceeding.track == track, entry.action.in_(over.all))


def tracks_pending(track: Track) -> Select[Any]:
    """The tracks of this kind that are pending now."""
    final = [state.value for state in WORKFLOWS[track].final]
    begun = cast(Proceeding.begun_on, DateTime)
    labelled = _labelled(
        (Proceeding.id, Proceeding.record_id, begun), literal(1), literal(OPENED), _OF_TRACKS
    )
    running = _with_accused(labelled.select_from(Proceeding))
    return running.where(Proceeding.track == track, Proceeding.state.not_in(final))


_OF_TRACKS = (Case.district_code, Official.group, literal(0), Proceeding.begun_on)


def _with_accused(tracks: Select[Any]) -> Select[Any]:
    return (
        tracks.join(Case, Case.record_id == Proceeding.record_id)
        .outerjoin(Accused, Accused.id == Proceeding.accused_id)
        .outerjoin(Official, Official.id == Accused.official_id)
    )


def _by_events(table: type[Any], opened: Any, traits: Traits, workflow: Workflow) -> Select[Any]:
    over = crossings(workflow)
    entered = _entered(table, opened, traits)
    said = EventPayload.body["disposal"].as_string()
    inward = Event.type.in_(sorted(over.reopening))
    stepped = (
        _labelled(
            (table.record_id, table.record_id, Event.at),
            case((inward, 1), else_=-1),
            case((inward, Event.type), else_=func.coalesce(said, Event.type)),
            traits.told,
        )
        .select_from(table)
        .join(Event, Event.record_id == table.record_id)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.type.in_(sorted(over.closing | over.reopening)))
    )
    both = union_all(entered, traits.read_with(stepped)).subquery()
    return select(*both.c)


def _entered(table: type[Any], opened: Any, traits: Traits) -> Select[Any]:
    of = (table.record_id, table.record_id, opened)
    labelled = _labelled(of, literal(1), literal(OPENED), traits.told)
    return traits.read_with(labelled.select_from(table))


def _labelled(of: tuple[Any, ...], sign: Any, how: Any, dims: tuple[Any, ...]) -> Select[Any]:
    matter, record, at = of
    district, group, disclosure, since = dims
    return select(
        matter.label("matter_id"),
        record.label("record_id"),
        at.label("at"),
        sign.label("sign"),
        how.label("how"),
        func.coalesce(district, UNKNOWN).label("district"),
        func.coalesce(cast(group, String), UNKNOWN).label("group"),
        disclosure.label("disclosure"),
        since.label("since"),
    )


@dataclass(frozen=True, slots=True)
class Subject:
    """One part of a return: every movement of its matters, and those of them that are pending now."""

    name: str
    movements: Callable[[], Select[Any]]
    pending: Callable[[], Select[Any]]
    unverified: bool = True

    def table(self) -> Subquery:
        """Its movements as a table."""
        return self.movements().subquery()

    def standing(self, instant: datetime) -> Subquery:
        """The matters that were pending just before an instant, each once: only what moved since is read again."""
        moved, now = self.table(), self.pending().subquery()
        kept = ("matter_id", "record_id", "district", "group", "disclosure", "since")
        since = select(*(moved.c[name] for name in kept), (-moved.c.sign).label("weight"))
        both = union_all(
            select(*(now.c[name] for name in kept), now.c.sign.label("weight")),
            since.where(moved.c.at >= instant),
        ).subquery()
        columns = [both.c[name] for name in kept]
        return select(*columns).group_by(*columns).having(func.sum(both.c.weight) > 0).subquery()


def _track(name: str, track: Track) -> Subject:
    return Subject(name, lambda: track_movements(track), lambda: tracks_pending(track))


SUBJECTS: Mapping[str, Subject] = {
    one.name: one
    for one in (
        Subject("complaints", complaint_movements, complaints_pending, unverified=False),
        Subject("investigations", case_movements, cases_pending),
        _track("major", Track.DEPARTMENTAL_MAJOR),
        _track("minor", Track.DEPARTMENTAL_MINOR),
        _track("suspensions", Track.SUSPENSION),
        _track("sanction-17a", Track.SANCTION_17A),
        _track("sanction-19", Track.SANCTION_19),
        _track("sanction-218", Track.SANCTION_218),
        _track("court", Track.CRIMINAL),
        _track("recoveries", Track.RECOVERY),
    )
}
"""What a return counts, in the order of the page."""
