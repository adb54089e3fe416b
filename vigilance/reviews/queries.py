"""Reading what is due for review, what was reviewed, and the minister's directions."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, TextClause, not_, select, tuple_
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
from vigilance.reviews.conditions import (
    Matters,
    in_queue,
    is_due,
    late,
    pending_parts,
    was_carried,
)
from vigilance.reviews.models import (
    Review,
)

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


def records_by_id(session: Session, record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Record]:
    """These records, as far as they are in sight."""
    statement = select(Record).where(Record.id.in_(record_ids))
    return {record.id: record for record in session.scalars(statement)}


def locked_records(session: Session, numbers: Collection[str]) -> Sequence[Record]:
    """The records of these numbers, held until the commit, in one order: two sittings never wait for each other."""
    statement = select(Record).where(Record.number.in_(numbers)).order_by(Record.id)
    return session.scalars(statement.with_for_update()).all()
