"""The register counted anew beside its kept totals: a figure that differs is an alarm (decision 0010)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, and_, case, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.audit.models import Event, EventPayload
from vigilance.cases.accused_models import Accused
from vigilance.cases.models import OPEN as OPEN_CASES
from vigilance.cases.models import Case
from vigilance.complaints.models import OPEN as OPEN_COMPLAINTS
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.types import IndianMonth
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.flows import CLOSINGS, FLOWS
from vigilance.domain.holders import HELD_BY, lies_with_the_named
from vigilance.proceedings.models import Proceeding
from vigilance.records.commands import system_record
from vigilance.records.models import Record, RecordKind
from vigilance.records.totals import (
    Carried,
    ClosingTotal,
    LoadTotal,
    MonthTotal,
    PendingByScheme,
    PendingTotal,
    SchemeTotal,
    Total,
    TrackTotal,
)
from vigilance.reports.kept_flags import FLAGS, flagged

CHECKED = "totals-checked"
MOST_KEPT = 20
"""So many differences are written on the ledger; the command prints all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One table of kept totals: which of its columns say what is counted, and the rows counted anew."""

    table: type[Total]
    key: tuple[str, ...]
    recount: Callable[[], Select[*tuple[Any, ...]]]
    count: str = "pending"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A figure that is kept otherwise than it is counted."""

    table: str
    key: tuple[str, ...]
    kept: int
    counted: int


@dataclass(frozen=True, slots=True)
class Checked:
    """How many figures were compared, and which of them differ."""

    compared: int
    differences: tuple[Difference, ...]


def _counted(*columns: str) -> Select[*tuple[Any, ...]]:
    """How many open matters, complaints and cases, there are by these columns; '-' where one is not known."""
    parts = [
        select(
            *(
                func.coalesce(cast(getattr(table, name), String), "-").label(name)
                for name in columns
            )
        ).where(still_open)
        for table, still_open in ((Complaint, OPEN_COMPLAINTS), (Case, OPEN_CASES))
    ]
    matters = union_all(*parts).subquery()
    return select(*matters.c, literal(0), func.count()).group_by(*matters.c)


def _tracks() -> Select[*tuple[Any, ...]]:
    """How many tracks are pending, each by the holder of the state it stands in; those of the struck off are not."""
    party = case(
        *(
            (and_(Proceeding.track == track, Proceeding.state == state), held.value)
            for track, states in HELD_BY.items()
            for state, held in states.items()
        ),
        else_=None,
    )
    named = case(
        *(
            (and_(Proceeding.track == track, Proceeding.state == state), Proceeding.with_whom)
            for track, states in HELD_BY.items()
            for state in states
            if lies_with_the_named(track, state)
        ),
        else_=None,
    )
    pending = (
        select(
            func.coalesce(Case.district_code, Complaint.district_code, "-").label("district_code"),
            cast(Proceeding.track, String).label("track"),
            party.label("held_by"),
            func.coalesce(named, "-").label("held_name"),
            Proceeding.counted_band.label("age_band"),
        )
        .outerjoin(Case, Case.record_id == Proceeding.record_id)
        .outerjoin(Complaint, Complaint.record_id == Proceeding.record_id)
        .outerjoin(Accused, Accused.id == Proceeding.accused_id)
        .where(Accused.struck_off_at.is_(None), Proceeding.struck_off_at.is_(None))
        .subquery()
    )
    lying = select(*pending.c, literal(0), func.count()).where(pending.c.held_by.is_not(None))
    return lying.group_by(*pending.c)


def _months() -> Select[*tuple[Any, ...]]:
    """How many matters crossed the line between pending and not, by month and way, as the ledger tells it."""
    flow = case(*((Event.type == act, way.value) for act, way in FLOWS.items()))
    crossed = (
        select(
            IndianMonth(Event.at).label("month"),
            func.coalesce(Case.district_code, Complaint.district_code, "-").label("district_code"),
            flow.label("flow"),
        )
        .join(Record, Record.id == Event.record_id)
        .outerjoin(Case, Case.record_id == Event.record_id)
        .outerjoin(Complaint, Complaint.record_id == Event.record_id)
        .where(Event.type.in_(FLOWS), Record.kind.in_((RecordKind.COMPLAINT, RecordKind.CASE)))
        .subquery()
    )
    return select(*crossed.c, literal(0), func.count()).group_by(*crossed.c)


def _closings() -> Select[*tuple[Any, ...]]:
    """How many matters were closed in each month, as what and by whom, as the ledger tells it."""
    closed = (
        select(
            IndianMonth(Event.at).label("month"),
            func.coalesce(EventPayload.body["disposal"].as_string(), "").label("disposal"),
            Event.actor.label("actor"),
        )
        .join(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.type.in_(CLOSINGS))
        .subquery()
    )
    return select(*closed.c, literal(0), func.count()).group_by(*closed.c)


HELD: Mapping[Carried, tuple[Any, type[Any], Any]] = {
    Carried.COMPLAINTS: (Record.assigned_to, Complaint, OPEN_COMPLAINTS),
    Carried.CASES: (Record.assigned_to, Case, OPEN_CASES),
    Carried.INQUIRIES: (Record.inquiring_officer, Case, OPEN_CASES),
}
"""What an officer carries: whose it is, in which table, and when it is open."""


def _loads() -> Select[*tuple[Any, ...]]:
    """How many open matters each officer has, by what they are to him."""
    parts = [
        select(holder.label("officer_id"), literal(carried.value).label("carried"))
        .join(table, table.record_id == Record.id)
        .where(still_open, holder.is_not(None))
        for carried, (holder, table, still_open) in HELD.items()
    ]
    held = union_all(*parts).subquery()
    return select(*held.c, literal(0), func.count()).group_by(*held.c)


KEPT: tuple[Kept, ...] = (
    Kept(
        PendingTotal,
        ("district_code", "stage", "age_band"),
        lambda: _counted("district_code", "state", "counted_band"),
    ),
    Kept(
        PendingByScheme,
        ("district_code", "scheme_code"),
        lambda: _counted("district_code", "scheme_code"),
    ),
    Kept(
        SchemeTotal,
        ("scheme_code", "district_code", "stage", "age_band"),
        lambda: _counted("scheme_code", "district_code", "state", "counted_band"),
    ),
    Kept(TrackTotal, ("district_code", "track", "held_by", "held_name", "age_band"), _tracks),
    Kept(MonthTotal, ("month", "district_code", "flow"), _months, "matters"),
    Kept(LoadTotal, ("officer_id", "carried"), _loads),
    Kept(ClosingTotal, ("month", "disposal", "actor"), _closings, "closed"),
)


def check_totals(database: Database) -> Checked:
    """Compare every kept figure with a count of the rows, and every kept flag with what it says."""
    with database.reading() as session:
        act_as(session, SYSTEM)
        found = [row for kept in KEPT for row in _compared(session, kept)]
        found += [
            Difference(flag.name, (number,), kept, counted)
            for flag in FLAGS
            for number, kept, counted in flagged(session, flag)
        ]
    return Checked(len(found), tuple(sorted(row for row in found if row.kept != row.counted)))


def _compared(session: Session, kept: Kept) -> list[Difference]:
    """Every figure of a table, as kept and as counted: one statement, so both as they stood at one instant."""
    stored = select(
        *(getattr(kept.table, name) for name in kept.key),
        getattr(kept.table, kept.count).label("kept"),
        literal(0).label("counted"),
    )
    both = union_all(stored, kept.recount()).subquery()
    *key, kept_count, counted = both.c
    statement = select(*key, func.sum(kept_count), func.sum(counted)).group_by(*key)
    name = kept.table.__tablename__
    return [
        Difference(name, tuple(map(str, row[:-2])), int(row[-2]), int(row[-1]))
        for row in session.execute(statement)
    ]


def tell_check(session: Session, checked: Checked, *, by: Actor, at: datetime) -> None:
    """Put the result on the ledger; the session acts as the system."""
    record = system_record(session, "ledger", at=at)
    first = [
        {"table": each.table, "key": "/".join(each.key), "kept": each.kept, "counted": each.counted}
        for each in checked.differences[:MOST_KEPT]
    ]
    body = {"compared": checked.compared, "findings": len(checked.differences), "first": first}
    append_event(session, record, CHECKED, body, by=by, at=at)


def check_and_tell(database: Database, at: datetime) -> int:
    """The nightly check, in the system's name; how many figures differ."""
    checked = check_totals(database)
    with database.writing() as session, session.begin():
        tell_check(act_as(session, SYSTEM), checked, by=SYSTEM, at=at)
    return len(checked.differences)
