"""The sweep that raises reminders and escalations, each once however often it runs and however long it stood still."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_events
from vigilance.clocks.alerts import WAKE, PlannedAlert, planned_alerts
from vigilance.clocks.commands import owner_of
from vigilance.clocks.models import Alert, Clock, ClockStay
from vigilance.clocks.queries import stays_of
from vigilance.clocks.rules import ClockRules
from vigilance.database.acting import act_as
from vigilance.database.among import among
from vigilance.database.engine import Database
from vigilance.database.ids import id_in_order
from vigilance.database.many import add_rows, change_rows
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role
from vigilance.records.commands import hold
from vigilance.records.models import Record, RecordKind
from vigilance.records.scope import kept

BATCH = 500
Key = tuple[uuid.UUID, str, date, Role]


class _Due(NamedTuple):
    """A clock that speaks, as far as the sweep reads it."""

    id: uuid.UUID
    limit_name: str
    track: str | None
    started_on: date
    due_on: date
    counts_until: date
    stayed: bool


class _Of(NamedTuple):
    """The record of a clock, as far as the sweep reads it."""

    id: uuid.UUID
    kind: RecordKind
    seq: int
    head: bytes
    assigned_to: uuid.UUID | None
    inquiring_officer: uuid.UUID | None


_READ = [getattr(Record, name) for name in _Of._fields]
_READ += [getattr(Clock, name) for name in _Due._fields]


def raise_alerts(
    database: Database, rules: ClockRules, today: date, at: datetime, batch: int = BATCH
) -> int:
    """Raise every alert whose day has come, and answer how many were raised; one transaction a batch."""
    raised = 0
    while _is_due(database, today):
        with database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            clocks, alerts = _raise_batch(session, rules, today, at, batch)
        raised += alerts
        if clocks == 0:  # what is due is held by others
            break
    return raised


def _is_due(database: Database, today: date) -> bool:
    """Whether any clock speaks: one look at one index, which takes no turn among the writers."""
    with database.reading() as session:
        return act_as(session, SYSTEM).scalar(SPEAKS, {"today": today}) is not None


SPEAKS = kept(
    select(Clock.id)
    .where(Clock.done_on.is_(None), Clock.next_alert_on <= bindparam("today"))
    .order_by(Clock.next_alert_on, Clock.id)
    .limit(literal_column("1"))
)


def _raise_batch(
    session: Session, rules: ClockRules, today: date, at: datetime, batch: int
) -> tuple[int, int]:
    """How many clocks were dealt with and how many alerts they raised.

    A record or clock that another sweeper or an officer holds is passed over, so nobody waits for the sweep and the
    sweep for nobody; the next one finds it.
    """
    due = (Clock.done_on.is_(None), Clock.next_alert_on <= today)
    first = select(Clock.record_id).where(*due).order_by(Clock.next_alert_on, Clock.id)
    statement = (
        select(*_READ)
        .join(Clock, Clock.record_id == Record.id)
        .where(Record.id.in_(first.limit(batch)), *due)
        .with_for_update(skip_locked=True)
    )
    width = len(_Of._fields)
    found = [(_Of(*row[:width]), _Due(*row[width:])) for row in session.execute(statement)]
    if not found:
        return 0, 0
    hold(session, *(record.id for record, _ in found))
    stays = stays_of(session, [clock.id for _, clock in found if clock.stayed])
    told = _already_raised(session, [clock.id for _, clock in found])
    batch_of = _Batch(today, at, told)
    for record, clock in found:
        batch_of.take(record, clock, stays.get(clock.id, []), rules)
    add_rows(session, Alert, batch_of.alerts)
    change_rows(session, Clock, batch_of.moved)
    records = {record.id: record for record, _ in found}
    acts = [
        (records[record_id], "alert-raised", {"alerts": told})
        for record_id, told in batch_of.bodies.items()
    ]
    append_events(session, acts, by=SYSTEM, at=at)
    return len(found), len(batch_of.alerts)


def _already_raised(session: Session, clock_ids: list[uuid.UUID]) -> set[Key]:
    statement = select(Alert.clock_id, Alert.level, Alert.due_on, Alert.role)
    rows = session.execute(statement.where(among(session, Alert.clock_id, clock_ids)))
    return {(clock_id, level, due_on, role) for clock_id, level, due_on, role in rows}


@dataclass(slots=True)
class _Batch:
    """The alerts of one batch, and what each record's event says of them."""

    today: date
    at: datetime
    told: set[Key]
    alerts: list[dict[str, Any]]
    bodies: dict[uuid.UUID, list[dict[str, Any]]]
    moved: list[dict[str, Any]]

    def __init__(self, today: date, at: datetime, told: set[Key]) -> None:
        self.today, self.at, self.told = today, at, told
        self.alerts, self.bodies, self.moved = [], {}, []

    def take(self, record: _Of, clock: _Due, stays: list[ClockStay], rules: ClockRules) -> None:
        """Raise what is due on one clock and set the day on which it speaks next."""
        plan = _plan(record, clock, stays, rules)
        for alert in plan:
            key = (clock.id, alert.level, clock.due_on, alert.role)
            if alert.on <= self.today and key not in self.told:
                self.told.add(key)
                self._raise(record, clock, alert)
        later = (alert.on for alert in plan if alert.on > self.today)
        self.moved.append({"id": clock.id, "next_alert_on": next(later, None)})

    def _raise(self, record: _Of, clock: _Due, alert: PlannedAlert) -> None:
        self.alerts.append(
            {
                "id": id_in_order(),
                "record_id": record.id,
                "clock_id": clock.id,
                "level": alert.level,
                "due_on": clock.due_on,
                "role": alert.role,
                "officer_id": owner_of(record, alert.role),
                "raised_at": self.at,
                "seen_at": None,
            }
        )
        self.bodies.setdefault(record.id, []).append(
            {
                "limit": clock.limit_name,
                "level": alert.level,
                "due": clock.due_on.isoformat(),
                "role": alert.role.value,
            }
        )


def _plan(
    record: _Of, clock: _Due, stays: list[ClockStay], rules: ClockRules
) -> list[PlannedAlert]:
    """What a running clock says and when; one that stands still only asks to be looked at again."""
    if clock.stayed:
        return sorted(
            PlannedAlert(stay.wake_on, f"{WAKE}-{stay.wake_on.isoformat()}", Role.VO)
            for stay in stays
            if stay.until is None and stay.wake_on is not None
        )
    limit = rules.governing(record.kind, clock)
    return planned_alerts(limit, clock.started_on, clock.due_on, clock.counts_until)
