"""Keeping clocks: the steps of the procedure begin, end, lengthen and stay them.

A clock's row is a kept reading of the record's log. What it holds is computed by `domain.time_limits.compute`, the same
code as the calculator's, and by nothing else; it can be thrown away and made again (rebuilding.py).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.clocks.alerts import planned_alerts
from vigilance.clocks.models import Clock, ClockStay
from vigilance.clocks.queries import domain_stays, running_clocks, stays_of
from vigilance.clocks.rules import ClockRules
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.domain.stays import StayGround
from vigilance.domain.time_limits import TimeLimit, compute
from vigilance.records.models import Record


def keep_clocks(
    session: Session, record: Record, action: str, *, on: date, rules: ClockRules
) -> list[Clock]:
    """Begin, end or lengthen every clock of this record that the step, taken on this day, concerns.

    The caller appends the event of the same step, with `received_on` in its body where the day is not the event's own.
    """
    latest = _latest_rounds(session, record)
    changed: list[Clock] = []
    for name, versions in rules.of_kind(record.kind).items():
        clock = latest.get(name)
        if clock is not None and clock.done_on is None:
            limit = rules.limit(record.kind, name, clock.started_on)
            if not _carry_on(clock, limit, action, on):
                continue
            stays = stays_of(session, [clock.id]).get(clock.id, [])
        else:
            version = next((one for one in versions if one.effective_from <= on), None)
            if version is None or action not in version.starts_on:
                continue
            clock, stays = new_clock(record, version, on, clock.round + 1 if clock else 1), []
            session.add(clock)
        recompute_clock(clock, stays, record, rules)
        changed.append(clock)
    return changed


def _latest_rounds(session: Session, record: Record) -> dict[str, Clock]:
    statement = select(Clock).where(Clock.record_id == record.id).order_by(Clock.round)
    return {clock.limit_name: clock for clock in session.scalars(statement)}


def _carry_on(clock: Clock, limit: TimeLimit, action: str, on: date) -> bool:
    """Whether the step ends or lengthens this running clock; a second start gives no more time."""
    if action in limit.stops_on:
        clock.done_on = on
        return True
    if limit.extension is not None and action == limit.extension.granted_on:
        clock.extended = True
        return True
    return False


def new_clock(record: Record, limit: TimeLimit, on: date, number: int) -> Clock:
    """A clock that begins on this day; `recompute_clock` fills in the rest."""
    return Clock(
        id=uuid.uuid4(),
        record_id=record.id,
        limit_name=limit.name,
        round=number,
        started_on=on,
        due_on=on,
        counts_until=on,
        done_on=None,
        extended=False,
        stayed=False,
        owed_by=limit.owed_by,
        owner_id=owner_of(record, limit.owed_by),
        next_alert_on=None,
    )


def recompute_clock(
    clock: Clock, stays: Sequence[ClockStay], record: Record, rules: ClockRules
) -> bool:
    """Make the kept row again from what is known; whether anything in it changed.

    A stay that still lasts moves the due date when it ends; until then the row only says that the clock is stayed.
    """
    limit = rules.limit(record.kind, clock.limit_name, clock.started_on)
    reading = compute(
        limit,
        clock.started_on,
        domain_stays(stay for stay in stays if stay.until is not None or clock.done_on is not None),
        calendar=rules.calendar(limit),
        on=clock.done_on or clock.started_on,
        done=clock.done_on,
        extended=int(clock.extended),
    )
    lasting = [stay for stay in stays if stay.until is None and stay.since <= reading.due]
    kept: dict[str, object] = {
        "due_on": reading.due,
        "counts_until": reading.due_next_open_day,
        "stayed": clock.done_on is None and bool(lasting),
        "owed_by": limit.owed_by,
        "owner_id": owner_of(record, limit.owed_by),
    }
    if clock.done_on is not None:
        kept["next_alert_on"] = None
    elif lasting:
        kept["next_alert_on"] = min((s.wake_on for s in lasting if s.wake_on), default=None)
    elif clock.stayed or (clock.due_on, clock.counts_until) != (
        kept["due_on"],
        kept["counts_until"],
    ):
        plan = planned_alerts(limit, clock.started_on, reading.due, reading.due_next_open_day)
        kept["next_alert_on"] = min((alert.on for alert in plan), default=None)
    changed = [name for name, value in kept.items() if getattr(clock, name) != value]
    for name in changed:
        setattr(clock, name, kept[name])
    return bool(changed)


@dataclass(frozen=True, slots=True)
class StayOrder:
    """That clocks stand still: on which coded ground, since when, which limits, and when to look again."""

    ground: StayGround
    since: date
    limits: frozenset[str] | None = None
    until: date | None = None
    wake_on: date | None = None


def stay_clocks(
    session: Session, record: Record, order: StayOrder, *, by: Actor, rules: ClockRules
) -> list[ClockStay]:
    """Stop the running clocks of this record that the order names (all, where it names none).

    The new rows go into the caller's event. A clock already stayed on this ground is left as it is.
    """
    made: list[ClockStay] = []
    running = [
        clock
        for clock in running_clocks(session, record)
        if order.limits is None or clock.limit_name in order.limits
    ]
    known = stays_of(session, [clock.id for clock in running])
    for clock in running:
        stays = known.get(clock.id, [])
        if order.until is None and any(s.ground == order.ground and s.until is None for s in stays):
            continue
        stay = ClockStay(
            id=uuid.uuid4(),
            record_id=record.id,
            clock_id=clock.id,
            ground=order.ground.value,
            since=order.since,
            until=order.until,
            wake_on=order.wake_on,
            allowed_by=by.officer_id,
        )
        session.add(stay)
        made.append(stay)
        recompute_clock(clock, [*stays, stay], record, rules)
    return made


def end_stays(
    session: Session, record: Record, ground: StayGround, *, until: date, rules: ClockRules
) -> list[ClockStay]:
    """Let the clocks stayed on this ground run again from this day; the changed rows go into the caller's event."""
    running = {clock.id: clock for clock in running_clocks(session, record)}
    ended: list[ClockStay] = []
    for clock_id, stays in stays_of(session, list(running)).items():
        lasting = [stay for stay in stays if stay.ground == ground and stay.until is None]
        for stay in lasting:
            stay.until = max(until, stay.since)
        if lasting:
            recompute_clock(running[clock_id], stays, record, rules)
        ended += lasting
    return ended


def owner_of(record: Record, role: Role) -> uuid.UUID | None:
    """Which officer owes a step of this role on this record; nobody where it is a desk's or an outsider's."""
    if role is Role.INQUIRING_OFFICER:
        return record.inquiring_officer
    return record.assigned_to if role is Role.VO else None


def move_owners(session: Session, record: Record) -> None:
    """Running clocks follow the record to the officer it is given to."""
    for clock in running_clocks(session, record):
        clock.owner_id = owner_of(record, clock.owed_by)
