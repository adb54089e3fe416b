"""Keeping clocks: the steps of the procedure begin, end, lengthen and stay them.

A clock's row is a kept reading of the record's log. What it holds is computed by `domain.time_limits.compute`, the same
code as the calculator's, and by nothing else; it can be thrown away and made again (rebuilding.py).
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vigilance.clocks.alerts import planned_alerts
from vigilance.clocks.models import Clock, ClockStay
from vigilance.clocks.queries import domain_stays, running_clocks, stays_of
from vigilance.clocks.rules import ClockRules
from vigilance.domain.actors import Actor
from vigilance.domain.parties import Party
from vigilance.domain.roles import Role
from vigilance.domain.stays import StayGround
from vigilance.domain.time_limits import TimeLimit, compute
from vigilance.records.models import Record
from vigilance.records.standing_in import GivenTo

NOTHING: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Course:
    """One track of one accused, which has clocks of its own on the case's record."""

    proceeding_id: uuid.UUID
    track: str
    day_zero: Mapping[str, date] = field(default_factory=lambda: NOTHING)
    """Limits that are not counted from the day of the act, but from another day that the rule names."""


def keep_clocks(
    session: Session,
    record: Record,
    action: str,
    *,
    on: date,
    rules: ClockRules,
    known: Sequence[Clock] | None = None,
    course: Course | None = None,
) -> list[Clock]:
    """Begin, end or lengthen every clock of this record that the step, taken on this day, concerns.

    The caller appends the event of the same step, with `received_on` in its body where the day is not the event's own.
    `known` are all clocks of a record that was opened in this very transaction: nothing of it needs to be looked up.
    With a course the clocks are those of one track of one accused.
    """
    rounds = list(_rounds(session, record) if known is None else known)
    numbers = {clock.limit_name: clock.round for clock in rounds}
    latest = _latest(rounds, course)
    limits = rules.of_track(course.track) if course else rules.of_kind(record.kind)
    changed: list[Clock] = []
    for name, versions in limits.items():
        clock = latest.get(name)
        if clock is not None and clock.done_on is None:
            if not _carry_on(clock, rules.governing(record.kind, clock), action, on):
                continue
            stays = stays_of(session, [clock.id]).get(clock.id, []) if known is None else []
            recompute_clock(clock, stays, record, rules)
            changed.append(clock)
            if clock.done_on is None:
                continue
        version = next((one for one in versions if one.effective_from <= on), None)
        if version is None or action not in version.starts_on:
            continue
        began = course.day_zero.get(name, on) if course else on
        clock = new_clock(record, version, began, numbers.get(name, 0) + 1, course)
        session.add(clock)
        recompute_clock(clock, [], record, rules)
        changed.append(clock)
    return changed


def _latest(rounds: Iterable[Clock], course: Course | None) -> dict[str, Clock]:
    """The latest round of each limit of the record itself, or of one track of one accused."""
    of_whom = course.proceeding_id if course else None
    return {clock.limit_name: clock for clock in rounds if clock.proceeding_id == of_whom}


def _rounds(session: Session, record: Record) -> Iterable[Clock]:
    return session.scalars(select(Clock).where(Clock.record_id == record.id).order_by(Clock.round))


def _carry_on(clock: Clock, limit: TimeLimit, action: str, on: date) -> bool:
    """Whether the step ends or lengthens this running clock; a second start gives no more time."""
    if action in limit.stops_on:
        clock.done_on = on
        return True
    if limit.extension is not None and action == limit.extension.granted_on:
        clock.extended, clock.extensions = True, clock.times_extended + 1
        return True
    return False


def new_clock(
    record: Record, limit: TimeLimit, on: date, number: int, course: Course | None = None
) -> Clock:
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
        proceeding_id=course.proceeding_id if course else None,
        track=course.track if course else None,
        extensions=None,
        named=record.may_be_named,
    )


def recompute_clock(
    clock: Clock, stays: Sequence[ClockStay], record: Record, rules: ClockRules
) -> bool:
    """Make the kept row again from what is known; whether anything in it changed.

    A stay that still lasts moves the due date when it ends; until then the row only says that the clock is stayed.
    """
    limit = rules.governing(record.kind, clock)
    reading = compute(
        limit,
        clock.started_on,
        domain_stays(stay for stay in stays if stay.until is not None or clock.done_on is not None),
        calendar=rules.calendar(limit),
        on=clock.done_on or clock.started_on,
        done=clock.done_on,
        extended=clock.times_extended,
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
    proceeding_id: uuid.UUID | None = None
    """Only the clocks of this track of one accused; without it, every running clock of the record."""


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
        if (order.limits is None or clock.limit_name in order.limits)
        and order.proceeding_id in (None, clock.proceeding_id)
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
    session: Session,
    record: Record,
    ground: StayGround,
    *,
    until: date,
    rules: ClockRules,
    proceeding_id: uuid.UUID | None = None,
) -> list[ClockStay]:
    """Let the clocks stayed on this ground run again from this day; the changed rows go into the caller's event."""
    running = {
        clock.id: clock
        for clock in running_clocks(session, record)
        if proceeding_id in (None, clock.proceeding_id)
    }
    ended: list[ClockStay] = []
    for clock_id, stays in stays_of(session, list(running)).items():
        lasting = [stay for stay in stays if stay.ground == ground and stay.until is None]
        for stay in lasting:
            stay.until = max(until, stay.since)
        if lasting:
            recompute_clock(running[clock_id], stays, record, rules)
        ended += lasting
    return ended


def owner_of(record: GivenTo, party: Party | Role) -> uuid.UUID | None:
    """Which officer owes a step of this party on this record; nobody where it is a desk's or an outsider's."""
    if party.value == Party.INQUIRING_OFFICER.value:
        return record.inquiring_officer
    return record.assigned_to if party.value == Party.VO.value else None


def move_owners(session: Session, record: Record) -> None:
    """Running clocks follow the record to the officer it is given to."""
    for clock in running_clocks(session, record):
        clock.owner_id = owner_of(record, clock.owed_by)


def name_clocks(session: Session, record: Record) -> None:
    """The clocks of a record may be named from now on, or no longer: the CVO released it, or it was shut away."""
    of_record = update(Clock).where(Clock.record_id == record.id)
    session.execute(of_record.values(named=record.may_be_named))


def end_clocks(
    session: Session, record: Record, clocks: Sequence[Clock], *, on: date, rules: ClockRules
) -> None:
    """End these clocks on this day without a step: what they ran for was entered by mistake and is struck off."""
    stays = stays_of(session, [clock.id for clock in clocks])
    for clock in clocks:
        clock.done_on = max(on, clock.started_on)
        recompute_clock(clock, stays.get(clock.id, []), record, rules)
