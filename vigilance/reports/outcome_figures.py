"""How honest the closings are: what was closed as what by whom in each month, and what did not stand afterwards."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
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
from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint
from vigilance.domain.workflows.aftermath import AppealAction
from vigilance.records.totals import ClosingTotal

REOPENED = complaint.Action.REOPEN.value
APPEALED = f"track-{AppealAction.FILE_COMPLAINANT_APPEAL.value}"
SET_ASIDE = f"track-{AppealAction.SET_CLOSURE_ASIDE.value}"
FARED: Mapping[str, Words] = {
    "closed": Words(hi="बन्द", en="Closed"),
    "reopened": Words(hi="पुनः खोले गए", en="Opened again"),
    "appealed": Words(hi="अपील", en="Appealed against"),
    "set_aside": Words(hi="निरस्त", en="Set aside"),
}
"""The heads under which a closing may count."""
HEADS = {REOPENED: "reopened", APPEALED: "appealed", SET_ASIDE: "set_aside"}
"""What may happen after a closing, and the head under which the closing counts then."""
CLASSES = frozenset(Disposal)
Line = tuple[date, str, str]
"""Where a closing is counted: the first day of its month, its class ('' where none was said), who closed."""


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing: of which record, when, by which officer (as the ledger names him), as what."""

    event_id: uuid.UUID
    record_id: uuid.UUID
    at: datetime
    actor: str
    said: str | None

    @property
    def month(self) -> date:
        """The first day of its month."""
        return ist_day(self.at).replace(day=1)

    @property
    def disposal(self) -> Disposal | None:
        """The class under which it was closed."""
        return Disposal(self.said) if self.said in CLASSES else None

    @property
    def line(self) -> Line:
        """The line in which it is counted."""
        return _line(self.month, self.said, self.actor)


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
    for one, heads in _fared(session, since, until):
        count.update((one.line, head) for head in heads)
    lines = sorted({line for line, _ in count}, key=lambda key: (-key[0].toordinal(), *key[1:]))
    return [
        OutcomeRow(
            month,
            Disposal(disposal) if disposal else None,
            actor,
            *(count[(month, disposal, actor), head] for head in FARED),
        )
        for month, disposal, actor in lines
    ]


def by_class(rows: Iterable[OutcomeRow]) -> list[tuple[OutcomeRow, int]]:
    """The same lines added up over the officers who closed, each with how many they are; of nobody in particular."""
    added: dict[tuple[date, Disposal | None], list[OutcomeRow]] = {}
    for row in rows:
        added.setdefault((row.month, row.disposal), []).append(row)
    return [
        (
            OutcomeRow(
                month, disposal, "", *(sum(getattr(row, head) for row in found) for head in FARED)
            ),
            len(found),
        )
        for (month, disposal), found in added.items()
    ]


def closings_fared(
    session: Session, since: date, until: date
) -> list[tuple[Closing, frozenset[str]]]:
    """Each closing from the first day to before the last, with the heads under which it counts."""
    heads = {one.event_id: heads for one, heads in _fared(session, since, until)}
    every = session.execute(_closings(*_CLOSING, since=since, until=until)).all()
    return [
        (one, frozenset({"closed", *heads.get(one.event_id, ())}))
        for one in (Closing(*row) for row in every)
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
    by = (IndianMonth(Event.at).label("month"), _SAID.label("said"), Event.actor)
    closings = _closings(*by, since=since, until=until).order_by(None).subquery()
    statement: Select[*tuple[Any, ...]] = select(*closings.c, func.count()).group_by(*closings.c)
    for row in session.execute(statement):
        yield _line(date.fromisoformat(f"{row[0]}-01"), row[1], row[2]), row[3]


_SAID = EventPayload.body["disposal"].as_string()
_CLOSING = (Event.id, Event.record_id, Event.at, Event.actor, _SAID)


def _closings(
    *columns: Any, since: date | None = None, until: date | None = None
) -> Select[*tuple[Any, ...]]:
    statement = (
        select(*columns)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.type.in_(CLOSINGS))
        .order_by(Event.at, Event.id)
    )
    if since is not None:
        statement = statement.where(Event.at >= _begin(since))
    return statement.where(Event.at < _begin(until)) if until is not None else statement


def _line(month: date, disposal: str | None, actor: str) -> Line:
    return month, disposal if disposal in CLASSES else "", actor


def _fared(session: Session, since: date, until: date) -> Iterable[tuple[Closing, set[str]]]:
    """The closings in the span after which something happened; it counts against the last closing before it."""
    statement = (
        select(Event.record_id, Event.type, Event.at)
        .where(Event.type.in_(sorted(HEADS)), Event.at >= _begin(since))
        .order_by(Event.at, Event.id)
    )
    happened = session.execute(statement).all()
    cases = _cases_of(session, {row[0] for row in happened if row[1] != REOPENED})
    closings = _closings_of(session, {row[0] for row in happened}.union(*cases.values()))
    fared: dict[Closing, set[str]] = {}
    for record_id, kind, at in happened:
        before = [
            closing
            for each in (record_id, *cases.get(record_id, ()))
            for closing in closings.get(each, ())
            if closing.at <= at
        ]
        if before:
            last = max(before, key=lambda closing: (closing.at, closing.event_id))
            fared.setdefault(last, set()).add(HEADS[kind])
    begin, end = _begin(since), _begin(until)
    return [(one, heads) for one, heads in fared.items() if begin <= one.at < end]


def _closings_of(
    session: Session, record_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Closing]]:
    """Every closing of these records, whenever it was: what happened later is told of the last before it."""
    found: dict[uuid.UUID, list[Closing]] = {}
    if record_ids:
        theirs = _closings(*_CLOSING).where(among(session, Event.record_id, sorted(record_ids)))
        for row in session.execute(theirs):
            closing = Closing(*row)
            found.setdefault(closing.record_id, []).append(closing)
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
