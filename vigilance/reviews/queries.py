"""Reading what is due for review, what was reviewed, and the minister's directions."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, TextClause, func, not_, select, tuple_
from sqlalchemy.orm import Session

from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints.models import Complaint
from vigilance.database.paging import PAGE_SIZE, Page, keyset_page
from vigilance.domain.errors import NotFound
from vigilance.domain.outside import UNFINISHED
from vigilance.domain.review_rules import Rule
from vigilance.domain.tracks import Track
from vigilance.proceedings.models import Proceeding
from vigilance.records.models import Record, RecordKind, Tier
from vigilance.reviews.conditions import (
    Matters,
    in_queue,
    is_due,
    late,
    pending_parts,
    was_carried,
)
from vigilance.reviews.models import ComplianceReport, Direction, Review, Standing

MOST_OPEN = 200
"""More directions than this were never open at once; the oldest due come first."""
Condition = ColumnElement[bool] | TextClause
TABLES: tuple[Matters, ...] = (Complaint, Case)


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
    """The matters due in this rule's queue, oldest first: four index ranges, merged."""
    found: list[Matter] = []
    for table, part in _parts():
        statement = _matters(table).where(part, *_due(table, rule, today))
        if after is not None:
            statement = statement.where(tuple_(table.received_on, table.record_id) > tuple_(*after))
        found += [Matter(*row) for row in session.execute(statement.limit(size + 1))]
    found.sort(key=lambda matter: matter.key)
    page = found[:size]
    return Page(page, page[-1].key if len(found) > size else None)


def _parts() -> list[tuple[Matters, Condition]]:
    return [(table, part) for table in TABLES for part in pending_parts(table)]


def _due(table: Matters, rule: Rule, today: date) -> list[Condition]:
    return [in_queue(table, rule, today), is_due(table, rule.reviewer, today)]


def agenda_of_queue(
    session: Session, rule: Rule, today: date, *, size: int
) -> list[tuple[Matter, bool]]:
    """What a sitting on this queue begins with: what was carried forward first, then the rest, the oldest first."""
    found: list[tuple[Matter, bool]] = []
    for carried in (True, False):
        part: list[Matter] = []
        for table, pending in _parts():
            again = was_carried(table, rule.reviewer)
            holds = again if carried else not_(again)
            statement = _matters(table).where(pending, *_due(table, rule, today), holds)
            part += [Matter(*row) for row in session.execute(statement.limit(size))]
        found += [(matter, carried) for matter in sorted(part, key=lambda matter: matter.key)]
    return found[:size]


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
        statement = _matters(table).where(part, *_due(table, rule, today))
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


def reports_of(
    session: Session, direction_ids: Collection[uuid.UUID]
) -> Sequence[ComplianceReport]:
    """Every report of how these directions were carried out, in their order."""
    statement = select(ComplianceReport).where(ComplianceReport.direction_id.in_(direction_ids))
    return session.scalars(statement.order_by(ComplianceReport.reported_at)).all()


@dataclass(frozen=True, slots=True)
class DirectionFigures:
    """How many directions stand where, among those in sight."""

    to_do: int
    overdue: int
    reported: int
    returned: int
    done: int


def direction_figures(session: Session, today: date) -> DirectionFigures:
    """The figures of "which of my directions are carried out": one statement, over the directions alone."""
    waiting = Direction.complied_at.is_(None)
    statement = select(
        func.count().filter(waiting),
        func.count().filter(waiting, Direction.due_on < today),
        func.count().filter(Direction.standing == Standing.REPORTED),
        func.count().filter(Direction.standing == Standing.RETURNED),
        func.count().filter(Direction.complied_at.is_not(None)),
    ).select_from(Direction)
    to_do, overdue, reported, returned, done = session.execute(statement).one()
    return DirectionFigures(to_do, overdue, reported, returned, done)


def directions_of(session: Session, record_ids: Collection[uuid.UUID]) -> Sequence[Direction]:
    """The minister's directions on these records, the newest first."""
    statement = (
        select(Direction)
        .where(Direction.record_id.in_(record_ids))
        .order_by(Direction.given_at.desc(), Direction.id.desc())
    )
    return session.scalars(statement).all()


def pressing_directions(session: Session, *, limit: int) -> Sequence[Direction]:
    """Those not yet carried out before the others, the first due first."""
    order = (Direction.complied_at.is_not(None), Direction.due_on, Direction.id)
    return session.scalars(select(Direction).order_by(*order).limit(limit)).all()


def open_directions(session: Session, *, limit: int = MOST_OPEN) -> Sequence[Direction]:
    """Those not yet carried out that this reader may see, the first due first."""
    statement = select(Direction).where(Direction.complied_at.is_(None))
    return session.scalars(statement.order_by(Direction.due_on, Direction.id).limit(limit)).all()


def directions_carried_out(
    session: Session, after: tuple[datetime, uuid.UUID] | None = None, *, size: int = PAGE_SIZE
) -> Page[Direction]:
    """Those carried out that this reader may see, the last given first."""
    statement = select(Direction).where(Direction.complied_at.is_not(None))
    return keyset_page(session, statement, [Direction.given_at, Direction.id], after, size=size)


def directions_given(
    session: Session, after: tuple[datetime, uuid.UUID] | None = None, *, size: int = PAGE_SIZE
) -> Page[Direction]:
    """Every direction this reader may see, the newest first."""
    keys = [Direction.given_at, Direction.id]
    return keyset_page(session, select(Direction), keys, after, size=size)


def direction_by_id(session: Session, direction_id: uuid.UUID) -> Direction:
    """The direction with this id; NotFound otherwise or out of sight."""
    found = session.scalars(select(Direction).where(Direction.id == direction_id)).one_or_none()
    if found is None:
        raise NotFound("direction")
    return found


def records_by_id(session: Session, record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Record]:
    """These records, as far as they are in sight."""
    statement = select(Record).where(Record.id.in_(record_ids))
    return {record.id: record for record in session.scalars(statement)}


def locked_records(session: Session, numbers: Collection[str]) -> Sequence[Record]:
    """The records of these numbers, held until the commit, in one order: two sittings never wait for each other."""
    statement = select(Record).where(Record.number.in_(numbers)).order_by(Record.id)
    return session.scalars(statement.with_for_update()).all()
