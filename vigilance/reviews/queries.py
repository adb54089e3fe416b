"""Reading what is due for review, what was reviewed, and the minister's directions."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, TextClause, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from vigilance.cases import models as cases
from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints import models as complaints
from vigilance.complaints.models import Complaint
from vigilance.database.paging import PAGE_SIZE, Page, keyset_page
from vigilance.domain.dates import INDIA
from vigilance.domain.errors import NotFound
from vigilance.records.models import Record, RecordKind, Tier
from vigilance.reviews.models import Direction, Review
from vigilance.reviews.rules import Rule

MOST_OPEN = 200
"""More directions than this were never open at once; the oldest due come first."""
Condition = ColumnElement[bool] | TextClause
# Said with the very words of the partial indexes, so that both databases know that these serve.
OPEN: dict[type[Complaint | Case], TextClause] = {Complaint: complaints.OPEN, Case: cases.OPEN}


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
    """The matters of this rule's queue, oldest first: two index ranges, merged."""
    found: list[Matter] = []
    for table in OPEN:
        statement = _matters(table).where(*_conditions(table, rule, today))
        if after is not None:
            statement = statement.where(tuple_(table.received_on, table.record_id) > tuple_(*after))
        rows = session.execute(statement.limit(size + 1))
        found += [Matter(*row) for row in rows]
    found.sort(key=lambda matter: matter.key)
    page = found[:size]
    return Page(page, page[-1].key if len(found) > size else None)


def due_among(
    session: Session, rule: Rule, today: date, numbers: Collection[str]
) -> dict[str, Matter]:
    """Which of these register numbers stand in the rule's queue now."""
    found: dict[str, Matter] = {}
    for table in OPEN:
        statement = _matters(table).where(*_conditions(table, rule, today))
        for row in session.execute(statement.where(table.number.in_(numbers))):
            matter = Matter(*row)
            found[matter.number] = matter
    return found


def _matters(
    table: type[Complaint | Case],
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


def _conditions(table: type[Complaint | Case], rule: Rule, today: date) -> list[Condition]:
    conditions: list[Condition] = [OPEN[table], _is_due(table, today)]
    if rule.stages:
        conditions.append(table.state.in_(sorted(rule.stages)))
    if rule.age_days:
        conditions.append(table.received_on <= today - timedelta(days=rule.age_days))
    if rule.stage_days:
        conditions.append(
            table.state_since < _day_begins(today - timedelta(days=rule.stage_days - 1))
        )
    if rule.overdue:
        late = exists().where(Clock.record_id == table.record_id, *_late(today))
        conditions.append(late)
    return conditions


def _is_due(table: type[Complaint | Case], today: date) -> ColumnElement[bool]:
    """Never reviewed, or the date set at its last review has come."""
    last = (
        select(Review.next_on)
        .where(Review.record_id == table.record_id)
        .order_by(Review.reviewed_at.desc(), Review.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return or_(last.is_(None), last <= today)


def _late(today: date) -> tuple[ColumnElement[bool], ...]:
    """Running, not stayed, and the last day on which it could be met is over."""
    return Clock.done_on.is_(None), Clock.stayed.is_(False), Clock.counts_until < today


def _day_begins(day: date) -> datetime:
    return datetime.combine(day, time(), INDIA)


def overdue_clocks(
    session: Session, record_ids: Collection[uuid.UUID], today: date
) -> dict[uuid.UUID, list[Clock]]:
    """The overdue clocks of these records, the latest first."""
    statement = (
        select(Clock)
        .where(Clock.record_id.in_(record_ids), *_late(today))
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


def reviews_of(session: Session, record_id: uuid.UUID) -> Sequence[Review]:
    """Every review of a record, the newest first."""
    statement = (
        select(Review)
        .where(Review.record_id == record_id)
        .order_by(Review.reviewed_at.desc(), Review.id.desc())
    )
    return session.scalars(statement).all()


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
