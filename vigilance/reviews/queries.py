"""Reading what is due for review, what was reviewed, and the minister's directions."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    TextClause,
    Uuid,
    bindparam,
    not_,
    select,
    tuple_,
    union,
)
from sqlalchemy.orm import Session

from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints.models import Complaint
from vigilance.database.paging import PAGE_SIZE, Page
from vigilance.domain.outside import UNFINISHED
from vigilance.domain.review_rules import Rule
from vigilance.domain.tracks import Track
from vigilance.proceedings.models import Proceeding
from vigilance.records.models import Record, RecordKind, Tier
from vigilance.records.scope import kept
from vigilance.reviews.conditions import (
    Matters,
    in_queue,
    is_due,
    late,
    pending_parts,
    stays_in,
    was_carried,
    ways_in,
)
from vigilance.reviews.models import Review

Condition = ColumnElement[bool] | TextClause
TABLES: tuple[Matters, ...] = (Complaint, Case)
AFTER = ("after_day", "after_id")
"""The parameters of the key after which a page begins."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A pending complaint or case as a review list shows it: no text and no person."""

    record_id: uuid.UUID
    kind: RecordKind
    number: str
    tier: Tier
    received_on: date
    state: StrEnum
    state_since: datetime
    district_code: str | None
    scheme_code: str | None
    live_demand: bool

    @property
    def key(self) -> tuple[date, uuid.UUID]:
        """Its place in a list, oldest first."""
        return self.received_on, self.record_id


def due_matters(
    session: Session,
    rule: Rule,
    today: date,
    after: tuple[date, uuid.UUID] | None = None,
    *,
    size: int = PAGE_SIZE,
) -> Page[Matter]:
    """The matters due in this rule's queue, oldest first."""
    wanted = _Wanted(rule, today, later=after is not None)
    given = dict(zip(AFTER, after, strict=True)) if after else {}
    keys = _first_keys(session, wanted, size + 1, **given)
    matters = matters_by_id(session, [record_id for _on, record_id in keys[:size]])
    page = [matters[record_id] for _on, record_id in keys[:size] if record_id in matters]
    return Page(page, keys[size - 1] if len(keys) > size else None)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which matters of a queue: those after a key; those for which a sitting had no time, or only the others."""

    rule: Rule
    today: date
    later: bool = False
    carried: bool | None = None


def _first_keys(
    session: Session, wanted: _Wanted, size: int, **after: object
) -> list[tuple[date, uuid.UUID]]:
    rows = session.execute(_first_due(wanted), {"size": size, **after})
    return [(received_on, record_id) for received_on, record_id in rows]


@lru_cache(maxsize=256)
def _first_due(wanted: _Wanted) -> Select[date, uuid.UUID]:
    """Each way into the queue, of each part of what is pending, led by its own index; the first of each, merged."""
    parts = [
        _first_of(wanted, table, part, way)
        for table, part in _parts()
        for way in ways_in(table, wanted.rule, wanted.today)
    ]
    first = union(*(select(each.c.received_on, each.c.record_id) for each in parts)).subquery()
    ordered = select(first.c.received_on, first.c.record_id).order_by(*first.c)
    return kept(ordered.limit(bindparam("size")))


def _first_of(wanted: _Wanted, table: Matters, part: Condition, way: Condition) -> Subquery:
    key = tuple_(table.received_on, table.record_id)
    statement = (
        select(table.received_on, table.record_id)
        .where(part, way, *_stands_due(wanted, table))
        .order_by(table.received_on, table.record_id)
        .limit(bindparam("size"))
    )
    if wanted.later:
        after = bindparam(AFTER[0], type_=Date()), bindparam(AFTER[1], type_=Uuid())
        statement = statement.where(key > tuple_(*after))
    if wanted.carried is not None:
        again = was_carried(table, wanted.rule.reviewer)
        statement = statement.where(again if wanted.carried else not_(again))
    return statement.subquery()


def _stands_due(wanted: _Wanted, table: Matters) -> list[Condition]:
    rule, today = wanted.rule, wanted.today
    return [stays_in(table, rule, today), is_due(table, rule.reviewer, today)]


def _parts() -> list[tuple[Matters, Condition]]:
    return [(table, part) for table in TABLES for part in pending_parts(table)]


def agenda_of_queue(
    session: Session, rule: Rule, today: date, *, size: int
) -> list[tuple[Matter, bool]]:
    """What a sitting on this queue begins with: what was carried forward first, then the rest, the oldest first."""
    first = [
        (record_id, carried)
        for carried in (True, False)
        for _on, record_id in _first_keys(session, _Wanted(rule, today, carried=carried), size)
    ][:size]
    matters = matters_by_id(session, [record_id for record_id, _carried in first])
    return [(matters[record_id], carried) for record_id, carried in first if record_id in matters]


def matters_by_id(session: Session, record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Matter]:
    """These matters as lists show them, pending or over, as far as they are in sight."""
    found: dict[uuid.UUID, Matter] = {}
    for table in TABLES:
        statement = _matters(table).where(table.record_id.in_(record_ids))
        for row in session.execute(statement):
            matter = Matter(*row)
            found[matter.record_id] = matter
    return found


def due_among(
    session: Session, rule: Rule, today: date, numbers: Collection[str]
) -> dict[str, Matter]:
    """Which of these register numbers stand due in the rule's queue now."""
    found: dict[str, Matter] = {}
    for table, part in _parts():
        holds = in_queue(table, rule, today), is_due(table, rule.reviewer, today)
        statement = _matters(table).where(part, *holds)
        for row in session.execute(statement.where(table.number.in_(numbers))):
            matter = Matter(*row)
            found[matter.number] = matter
    return found


def _matters(
    table: Matters,
) -> Select[
    uuid.UUID, RecordKind, str, Tier, date, StrEnum, datetime, str | None, str | None, bool
]:
    return (
        select(
            Record.id,
            Record.kind,
            table.number,
            Record.tier,
            table.received_on,
            table.state,
            table.state_since,
            table.district_code,
            table.scheme_code,
            table.live_demand,
        )
        .join(Record, Record.id == table.record_id)
        .order_by(table.received_on, table.record_id)
    )


def overdue_clocks(
    session: Session, record_ids: Collection[uuid.UUID], today: date
) -> dict[uuid.UUID, list[Clock]]:
    """The overdue clocks of these records, the latest first."""
    statement = (
        select(Clock)
        .where(Clock.record_id.in_(record_ids), *late(today))
        .order_by(Clock.counts_until, Clock.id)
    )
    found: dict[uuid.UUID, list[Clock]] = {}
    for clock in session.scalars(statement):
        found.setdefault(clock.record_id, []).append(clock)
    return found


def last_reviews(session: Session, record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Review]:
    """The newest review of each of these records."""
    statement = (
        select(Review)
        .where(Review.record_id.in_(record_ids))
        .order_by(Review.reviewed_at, Review.id)
    )
    return {review.record_id: review for review in session.scalars(statement)}


def unfinished_tracks(
    session: Session, record_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[tuple[Track, str]]]:
    """The tracks of these records that still run, each with its state, the first begun first."""
    statement = (
        select(Proceeding.record_id, Proceeding.track, Proceeding.state)
        .where(Proceeding.record_id.in_(record_ids), Proceeding.state.in_(UNFINISHED))
        .order_by(Proceeding.begun_on, Proceeding.id)
    )
    found: dict[uuid.UUID, list[tuple[Track, str]]] = {}
    for record_id, track, state in session.execute(statement):
        found.setdefault(record_id, []).append((track, state))
    return found


def reviews_of(session: Session, record_id: uuid.UUID) -> Sequence[Review]:
    """Every review of a record, the newest first."""
    statement = (
        select(Review)
        .where(Review.record_id == record_id)
        .order_by(Review.reviewed_at.desc(), Review.id.desc())
    )
    return session.scalars(statement).all()


def records_by_id(session: Session, record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Record]:
    """These records, as far as they are in sight."""
    statement = select(Record).where(Record.id.in_(record_ids))
    return {record.id: record for record in session.scalars(statement)}


def locked_records(session: Session, numbers: Collection[str]) -> Sequence[Record]:
    """The records of these numbers, held until the commit, in one order: two sittings never wait for each other."""
    statement = select(Record).where(Record.number.in_(numbers)).order_by(Record.id)
    return session.scalars(statement.with_for_update()).all()
