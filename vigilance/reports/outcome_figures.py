"""How honest the closings are: what was closed as what by whom in each month, and what did not stand afterwards."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from vigilance.audit.models import Event, EventPayload
from vigilance.cases.models import CaseComplaint
from vigilance.database.among import among
from vigilance.database.types import IndianMonth
from vigilance.domain.dates import INDIA, ist_day
from vigilance.domain.disposal import Disposal
from vigilance.domain.flows import CLOSINGS
from vigilance.domain.workflows import complaint
from vigilance.domain.workflows.aftermath import AppealAction
from vigilance.records.totals import ClosingTotal

REOPENED = complaint.Action.REOPEN.value
APPEALED = f"track-{AppealAction.FILE_COMPLAINANT_APPEAL.value}"
SET_ASIDE = f"track-{AppealAction.SET_CLOSURE_ASIDE.value}"
AFTERWARDS = (REOPENED, APPEALED, SET_ASIDE)


Line = tuple[date, str, str]
"""Where a closing is counted: the first day of its month, its class ('' where none was said), who closed."""


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing: of which record, when, and in which line it is counted."""

    record_id: uuid.UUID
    at: datetime
    line: Line


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One line: the month, the class, the officer, and how many closings fared how."""

    month: date
    disposal: Disposal | None
    actor: str
    closed: int
    reopened: int
    appealed: int
    set_aside: int


def outcomes(session: Session, since: date, until: date) -> list[OutcomeRow]:
    """The closings from the first day to before the last, the newest month first, with all that happened since."""
    count: Counter[tuple[Line, str]] = Counter()
    for line, closed in _closed(session, since, until):
        count[line, "closed"] += closed
    for line, kinds in _fared(session, since, until):
        count.update((line, kind) for kind in kinds)
    lines = sorted({line for line, _ in count}, key=lambda key: (-key[0].toordinal(), *key[1:]))
    return [
        OutcomeRow(
            month,
            Disposal(disposal) if disposal else None,
            actor,
            count[line, "closed"],
            count[line, REOPENED],
            count[line, APPEALED],
            count[line, SET_ASIDE],
        )
        for line in lines
        for month, disposal, actor in [line]
    ]


def _closed(session: Session, since: date, until: date) -> Iterator[tuple[Line, int]]:
    """How many closings each line has: for whole months as it was kept, else counted by the database."""
    if since.day == until.day == 1:
        kept = select(ClosingTotal).where(
            ClosingTotal.month >= f"{since:%Y-%m}", ClosingTotal.month < f"{until:%Y-%m}"
        )
        for total in session.scalars(kept):
            month = date.fromisoformat(f"{total.month}-01")
            yield _line(month, total.disposal, total.actor), total.closed
        return
    stands_in = IndianMonth(Event.at).label("month")
    said = EventPayload.body["disposal"].as_string().label("said")
    closings = _closings(since, until, stands_in, said, Event.actor).subquery()
    statement: Select[*tuple[Any, ...]] = select(*closings.c, func.count()).group_by(*closings.c)
    for row in session.execute(statement):
        yield _line(date.fromisoformat(f"{row[0]}-01"), row[1], row[2]), row[3]


def _closings(since: date, until: date, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.type.in_(CLOSINGS), Event.at >= _begin(since), Event.at < _begin(until))
    )


def _line(month: date, disposal: str | None, actor: str) -> Line:
    return month, disposal if disposal in set(Disposal) else "", actor


def _fared(session: Session, since: date, until: date) -> Iterable[tuple[Line, set[str]]]:
    """What happened after a closing; it counts against the last closing of its matter before it."""
    statement = (
        select(Event.record_id, Event.type, Event.at)
        .where(Event.type.in_(AFTERWARDS), Event.at >= _begin(since))
        .order_by(Event.at, Event.id)
    )
    happened = session.execute(statement).all()
    cases = _cases_of(session, {row[0] for row in happened if row[1] != REOPENED})
    touched = {row[0] for row in happened}.union(*cases.values())
    closings = _closings_of(session, since, until, touched)
    fared: dict[int, set[str]] = {}
    for record_id, kind, at in happened:
        before = [
            (closing.at, number)
            for each in (record_id, *cases.get(record_id, ()))
            for number, closing in closings.get(each, ())
            if closing.at <= at
        ]
        if before:
            fared.setdefault(max(before)[1], set()).add(kind)
    every = (found for of_record in closings.values() for found in of_record)
    return [(closing.line, fared[number]) for number, closing in every if number in fared]


def _closings_of(
    session: Session, since: date, until: date, record_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[tuple[int, Closing]]]:
    """The closings of these records alone, each with its place among them."""
    if not record_ids:
        return {}
    columns = (Event.record_id, Event.at, Event.actor, EventPayload.body["disposal"].as_string())
    statement = _closings(since, until, *columns).where(
        among(session, Event.record_id, sorted(record_ids))
    )
    found: dict[uuid.UUID, list[tuple[int, Closing]]] = {}
    rows = session.execute(statement.order_by(Event.at, Event.id))
    for number, (record_id, at, actor, said) in enumerate(rows):
        line = _line(ist_day(at).replace(day=1), said, actor)
        found.setdefault(record_id, []).append((number, Closing(record_id, at, line)))
    return found


def _cases_of(session: Session, record_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The cases that these complaints led to: an appeal stands on the complaint, the closing on its case."""
    ids = sorted(record_ids)
    if not ids:
        return {}
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    statement = select(CaseComplaint.complaint_id, CaseComplaint.record_id).where(
        among(session, CaseComplaint.complaint_id, ids), CaseComplaint.undone_at.is_(None)
    )
    for complaint_id, case_id in session.execute(statement):
        found.setdefault(complaint_id, set()).add(case_id)
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), INDIA)
