"""Reading clocks: kept rows for lists, full readings for the clock card."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from vigilance.clocks.models import Alert, Clock, ClockChange, ClockStay
from vigilance.clocks.rules import ClockRules
from vigilance.database.paging import PAGE_SIZE, Page, keyset_page
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.domain.stays import Stay, StayGround
from vigilance.domain.time_limits import Reading, compute
from vigilance.records.models import Record
from vigilance.records.scope import kept

ORDER = (Clock.done_on.is_not(None), Clock.due_on, Clock.limit_name, Clock.round)
"""Running ones first, the soonest due first."""


@dataclass(frozen=True, slots=True)
class ReadClock:
    """A kept clock with the reading that its card shows."""

    clock: Clock
    reading: Reading


def clock_by_id(session: Session, clock_id: uuid.UUID) -> Clock:
    """One clock; NotFound where there is none in sight."""
    found = session.scalars(select(Clock).where(Clock.id == clock_id)).one_or_none()
    if found is None:
        raise NotFound("clock")
    return found


def record_of(session: Session, clock: Clock) -> Record:
    """The record a clock runs on."""
    found = session.scalars(select(Record).where(Record.id == clock.record_id)).one_or_none()
    if found is None:
        raise NotFound("record")
    return found


def clocks_of(session: Session, record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Clock]]:
    """Every clock of these records, by record: running ones first, the soonest due first."""
    found: dict[uuid.UUID, list[Clock]] = {record_id: [] for record_id in record_ids}
    if not found:
        return found
    statement = select(Clock).where(Clock.record_id.in_(found))
    for clock in session.scalars(statement.order_by(*ORDER)):
        found[clock.record_id].append(clock)
    return found


def clocks_on_file(session: Session, record_id: uuid.UUID) -> Sequence[Clock]:
    """The record's own clocks, and of the tracks of its accused those that run; in the order of `clocks_of`."""
    return session.scalars(ON_FILE, {"record": record_id}).all()


STANDS_ON_FILE = Clock.proceeding_id.is_(None) | Clock.done_on.is_(None)
"""Which clocks of its record a file shows."""
ON_FILE = kept(
    select(Clock).where(Clock.record_id == bindparam("record"), STANDS_ON_FILE).order_by(*ORDER)
)


def running_clocks(session: Session, record: Record) -> Sequence[Clock]:
    """The clocks of this record that have not ended, the soonest due first."""
    statement = select(Clock).where(Clock.record_id == record.id, Clock.done_on.is_(None))
    return session.scalars(statement.order_by(Clock.due_on, Clock.limit_name)).all()


def limit_over(
    session: Session, record_id: uuid.UUID, today: date, limit_name: str | None = None
) -> bool:
    """Whether a running clock of this record (of this limit, if one is named) is past its last day in time."""
    statement = (
        select(Clock.id)
        .where(Clock.record_id == record_id, Clock.done_on.is_(None))
        .where(Clock.stayed.is_(False), Clock.counts_until < today)
    )
    if limit_name is not None:
        statement = statement.where(Clock.limit_name == limit_name)
    return session.scalars(statement.limit(1)).first() is not None


def late_limits(clocks: Iterable[Clock], today: date) -> frozenset[str]:
    """The limits whose running clock, among these, is past its last day in time."""
    return frozenset(
        clock.limit_name
        for clock in clocks
        if clock.done_on is None and not clock.stayed and clock.counts_until < today
    )


def stays_of(
    session: Session, clock_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[ClockStay]]:
    """The stays of each of these clocks, the first begun first."""
    found: dict[uuid.UUID, list[ClockStay]] = {}
    if not clock_ids:
        return found
    statement = select(ClockStay).where(ClockStay.clock_id.in_(clock_ids)).order_by(ClockStay.since)
    for stay in session.scalars(statement):
        found.setdefault(stay.clock_id, []).append(stay)
    return found


def domain_stays(stays: Iterable[ClockStay]) -> list[Stay]:
    """The stays as the rules read them."""
    return [Stay(StayGround(stay.ground), stay.since, stay.until) for stay in stays]


def changes_of(session: Session, clock_id: uuid.UUID) -> Sequence[ClockChange]:
    """How this clock's due date was moved after the fact, the first change first."""
    statement = select(ClockChange).where(ClockChange.clock_id == clock_id)
    return session.scalars(statement.order_by(ClockChange.at)).all()


def reading_of(session: Session, clock: Clock, today: date, rules: ClockRules) -> Reading:
    """How one clock stands today, with all that its card shows."""
    record = record_of(session, clock)
    return _read(record, clock, stays_of(session, [clock.id]), today, rules)


def readings_of(
    session: Session, record_ids: Collection[uuid.UUID], today: date, rules: ClockRules
) -> dict[uuid.UUID, list[ReadClock]]:
    """Every clock of these records with its reading, in three statements however many there are."""
    by_record = clocks_of(session, record_ids)
    records = {
        record.id: record
        for record in session.scalars(select(Record).where(Record.id.in_(by_record)))
    }
    stays = stays_of(session, [clock.id for clocks in by_record.values() for clock in clocks])
    return {
        record_id: [
            ReadClock(clock, _read(records[record_id], clock, stays, today, rules))
            for clock in clocks
        ]
        for record_id, clocks in by_record.items()
    }


def _read(
    record: Record,
    clock: Clock,
    stays: Mapping[uuid.UUID, list[ClockStay]],
    today: date,
    rules: ClockRules,
) -> Reading:
    limit = rules.governing(record.kind, clock)
    return compute(
        limit,
        clock.started_on,
        domain_stays(stays.get(clock.id, ())),
        calendar=rules.calendar(limit),
        on=today,
        done=clock.done_on,
        extended=clock.times_extended,
    )


def due_for(
    session: Session,
    officer_id: uuid.UUID,
    *,
    after: tuple[object, ...] | None = None,
    size: int = PAGE_SIZE,
) -> Page[Clock]:
    """What this officer owes, the soonest due first; stayed clocks are not pressed for."""
    statement = select(Clock).where(
        Clock.owner_id == officer_id, Clock.done_on.is_(None), Clock.stayed.is_(False)
    )
    return keyset_page(
        session, statement, [Clock.due_on, Clock.id], after, newest_first=False, size=size
    )


def due_soonest(
    session: Session, *, after: tuple[object, ...] | None = None, size: int = PAGE_SIZE
) -> Page[Clock]:
    """What is due on every record in sight, the soonest first: the CVO's list."""
    statement = select(Clock).where(Clock.done_on.is_(None), Clock.stayed.is_(False))
    return keyset_page(
        session, statement, [Clock.due_on, Clock.id], after, newest_first=False, size=size
    )


def alerts_for(
    session: Session,
    actor: Actor,
    *,
    after: tuple[object, ...] | None = None,
    size: int = PAGE_SIZE,
) -> Page[Alert]:
    """The reminders and escalations that reach this officer, by name or by his part, the newest first."""
    roles = sorted(actor.roles - {Role.VO, Role.INQUIRING_OFFICER})
    statement = select(Alert).where(
        (Alert.officer_id == actor.officer_id)
        | (Alert.officer_id.is_(None) & Alert.role.in_(roles))
    )
    return keyset_page(session, statement, [Alert.raised_at, Alert.id], after, size=size)
