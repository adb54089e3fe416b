"""What each condition of a review rule asks of a pending matter, as SQL: one line a condition.

The tables read here hang on records, so each part is narrowed to its reader like every query.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    TextClause,
    and_,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from vigilance.cases import models as cases
from vigilance.cases.accused_models import Accused, Allegation
from vigilance.cases.models import Case, CaseComplaint
from vigilance.clocks.models import Clock
from vigilance.complaints import models as complaints
from vigilance.complaints.models import REPRESENTED, Complaint
from vigilance.domain.dates import INDIA
from vigilance.domain.outside import OTHERS, UNFINISHED
from vigilance.domain.review_rules import Rule, Takes
from vigilance.domain.roles import Role
from vigilance.domain.schedule import WINDOWS
from vigilance.domain.workflows.criminal import CriminalAction
from vigilance.personnel.models import Official
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.reviews.models import Direction, Review
from vigilance.reviews.queue_models import MarkKind, QueueMark
from vigilance.reviews.rules import Outcome

Matters = type[Complaint] | type[Case]
Holds = ColumnElement[bool]
Ways = tuple[Holds | TextClause, ...]
# Said with the very words of the partial indexes, so that both databases know that these serve.
OPEN: dict[Matters, TextClause] = {Complaint: complaints.OPEN, Case: cases.OPEN}
OVER: dict[Matters, TextClause] = {Complaint: complaints.OVER, Case: cases.OVER}
KIND = {Complaint: "complaint", Case: "case"}


def pending_parts(table: Matters) -> list[Holds | TextClause]:
    """What is pending of this table, in parts that each serve an index: what is open; what is over but runs on a track.

    An inquiry ends where action is ordered; the proceedings and the prosecution that follow are reviewed to their end.
    """
    return [OPEN[table], and_(table.on_track.is_(True), OVER[table])]


def in_queue(table: Matters, rule: Rule, today: date) -> Holds:
    """Whether a pending matter stands in this queue, due or not: by the rule or pinned in, and not excused."""
    return and_(or_(*ways_in(table, rule, today)), stays_in(table, rule, today))


def ways_in(table: Matters, rule: Rule, today: date) -> list[Holds | TextClause]:
    """How a matter comes into this queue: each way by itself, so that each can be led by the index that serves it.

    Joined by OR, PostgreSQL would list everything that holds of any matter before it looked at the first.
    """
    by_rule = _ways(table, rule.takes, today)
    if not rule.takes.said and by_rule:
        return by_rule
    return [*by_rule, _marked(table, rule, MarkKind.PINNED, today)]


def stays_in(table: Matters, rule: Rule, today: date) -> Holds:
    """Whether nobody has excused the matter from the queue.

    Nobody is excused from a queue that takes everything: else a matter could stand in none.
    """
    if rule.takes.everything:
        return true()
    return not_(_marked(table, rule, MarkKind.EXCUSED, today))


def is_due(table: Matters, reviewer: Role, today: date) -> Holds:
    """Never reviewed by this reviewer, or the date he set last has come; what another has seen does not count."""
    last = _last(table, reviewer, Review.next_on)
    return or_(last.is_(None), last <= today)


def was_carried(table: Matters, reviewer: Role) -> Holds:
    """Whether the last sitting of this reviewer had no time for the matter."""
    last = _last(table, reviewer, Review.outcome)
    return func.coalesce(last, "") == Outcome.NO_TIME.value


def _last(table: Matters, reviewer: Role, of: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    whose = Review.reviewer == reviewer
    if reviewer is Role.CVO:  # the oldest rows name no reviewer: all queues were his
        whose = or_(whose, Review.reviewer.is_(None))
    return (
        select(of)
        .where(Review.record_id == table.record_id, whose)
        .order_by(Review.reviewed_at.desc(), Review.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def late(today: date) -> tuple[Holds, ...]:
    """Of a clock: running, not stayed, and the last day on which it could be met is over; no right is late."""
    running = Clock.done_on.is_(None), Clock.stayed.is_(False), Clock.counts_until < today
    return *running, Clock.limit_name.not_in(WINDOWS)


def still_pending(table: Matters) -> Holds:
    """Whether this matter is pending, asked of one row at a time."""
    return or_(OPEN[table], table.on_track.is_(True))


def taken(table: Matters, takes: Takes, today: date) -> Holds:
    """Whether these conditions hold of a matter today."""
    return or_(false(), *_ways(table, takes, today))


def _ways(table: Matters, takes: Takes, today: date) -> list[Holds | TextClause]:
    """The conditions as ways of which any one is enough; none where they cannot hold of this table."""
    if takes.kinds and KIND[table] not in takes.kinds:
        return []
    said = [_ASKED[name](table, takes, today) for name in takes.said if name in _ASKED]
    if takes.any_of:
        return [way for ways in said for way in ways]
    return [and_(true(), *way) for way in product(*said)]


def _marked(table: Matters, rule: Rule, kind: MarkKind, today: date) -> Holds:
    return exists().where(
        QueueMark.record_id == table.record_id,
        QueueMark.rule == rule.name,
        QueueMark.kind == kind,
        QueueMark.lifted_at.is_(None),
        QueueMark.until >= today,
    )


def _on_track(table: Matters, *holds: Holds) -> Holds:
    runs = exists().where(
        Proceeding.record_id == table.record_id, Proceeding.state.in_(UNFINISHED), *holds
    )
    return and_(table.on_track.is_(True), runs)


def _overdue(table: Matters, _takes: Takes, today: date) -> Ways:
    return (exists().where(Clock.record_id == table.record_id, *late(today)),)


def _aged(table: Matters, takes: Takes, today: date) -> Ways:
    return (table.received_on <= today - timedelta(days=takes.age_days),)


def _in_stages(table: Matters, takes: Takes, today: date) -> Ways:
    """In one of these stages, of the matter itself or of one of its tracks, for so many days."""
    stages, since = sorted(takes.stages), today - timedelta(days=takes.stage_days)
    next_day = datetime.combine(since + timedelta(days=1), time(), INDIA)
    own = and_(table.state.in_(stages), table.state_since < next_day)
    track = _on_track(table, Proceeding.state.in_(stages), Proceeding.state_since <= since)
    return (own, track) if takes.stages & set(UNFINISHED) else (own,)


def _of_groups(table: Matters, takes: Takes, _today: date) -> Ways:
    return _accused(table, Official.group.in_(sorted(takes.groups)))


def _retiring(table: Matters, takes: Takes, today: date) -> Ways:
    last = today + timedelta(days=takes.retirement_days)
    return _accused(table, Official.superannuates_on.between(today, last))


def _accused(table: Matters, holds: Holds) -> Ways:
    """By an officer accused: who is accused stands in a case, and in no complaint."""
    if table is Complaint:
        return ()
    named = (
        select(Accused.id)
        .join(Official, Official.id == Accused.official_id)
        .where(Accused.record_id == table.record_id, Accused.struck_off_at.is_(None), holds)
    )
    return (exists(named),)


def _of_amount(table: Matters, takes: Takes, _today: date) -> Ways:
    """By what its allegations add up to: they too stand in a case, and in no complaint."""
    if table is Complaint:
        return ()
    whole = select(func.sum(Allegation.amount)).where(Allegation.record_id == table.record_id)
    return (whole.scalar_subquery() >= takes.amount,)


def _with_agencies(table: Matters, takes: Takes, _today: date) -> Ways:
    return (_on_track(table, Proceeding.with_whom.in_(sorted(takes.agencies))),)


def _with_others(table: Matters, _takes: Takes, _today: date) -> Ways:
    # Nobody in the office owns what an authority outside owes: said here, it serves the index of the desks.
    owed = exists().where(
        Clock.record_id == table.record_id,
        Clock.done_on.is_(None),
        Clock.owner_id.is_(None),
        Clock.owed_by.in_(OTHERS),
    )
    return _on_track(table, Proceeding.held_by.in_(sorted(OTHERS))), owed


def _of_public_interest(table: Matters, _takes: Takes, _today: date) -> Ways:
    if table is Complaint:
        return Complaint.live_demand.is_(True), REPRESENTED
    told = exists(
        select(CaseComplaint.id)
        .join(Complaint, Complaint.record_id == CaseComplaint.complaint_id)
        .where(
            CaseComplaint.record_id == Case.record_id,
            CaseComplaint.undone_at.is_(None),
            REPRESENTED,
        )
    )
    return Case.live_demand.is_(True), told


def _directed(table: Matters, _takes: Takes, _today: date) -> Ways:
    return (
        exists().where(Direction.record_id == table.record_id, Direction.complied_at.is_(None)),
    )


def _heard(table: Matters, takes: Takes, today: date) -> Ways:
    until = today + timedelta(days=takes.hearing_days)
    heard = exists().where(
        Proceeding.record_id == table.record_id, Proceeding.next_hearing_on.between(today, until)
    )
    return (heard,)


def _trapped(table: Matters, _takes: Takes, _today: date) -> Ways:
    """A trap was laid on a track that still runs."""
    laid = exists().where(
        ProceedingEntry.proceeding_id == Proceeding.id,
        ProceedingEntry.action == CriminalAction.LAY_TRAP.value,
    )
    return (_on_track(table, laid),)


_ASKED: Mapping[str, Callable[[Matters, Takes, date], Ways]] = {
    "overdue": _overdue,
    "age_days": _aged,
    "stages": _in_stages,
    "groups": _of_groups,
    "amount": _of_amount,
    "schemes": lambda table, takes, _: (table.scheme_code.in_(sorted(takes.schemes)),),
    "districts": lambda table, takes, _: (table.district_code.in_(sorted(takes.districts)),),
    "agencies": _with_agencies,
    "with_others": _with_others,
    "public_interest": _of_public_interest,
    "direction_unfulfilled": _directed,
    "retirement_days": _retiring,
    "hearing_days": _heard,
    "live_demand": lambda table, _takes, _: (table.live_demand.is_(True),),
    "trap": _trapped,
    "tracks": lambda table, takes, _: (
        _on_track(table, Proceeding.track.in_(sorted(takes.tracks))),
    ),
}
"""How each condition is asked, by the ways of which any one is enough; `stage_days` belongs to `stages`."""
