"""The clock of each queue: its turns are opened, a review not held is told upwards, a review held ends its turn."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.calendar import Calendar
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import ActionNotAllowed, NotPermitted
from vigilance.domain.review_rules import Rule
from vigilance.domain.review_turns import Span, span_after, span_of
from vigilance.domain.roles import Role
from vigilance.records.commands import open_record
from vigilance.records.models import Record, RecordKind
from vigilance.reviews.queue_models import ReviewTurn, TurnAlert
from vigilance.reviews.turns import alerts_of, last_turn, missed_turns, turn_on

REGISTER = "sys:reviews"
"""The number of the record on whose chain the turns of all queues stand."""


def register_of_reviews(session: Session, *, at: datetime) -> Record:
    """The record whose chain tells which reviews were due, held and not held; those who review may see it."""
    found = session.scalars(select(Record).where(Record.number == REGISTER)).one_or_none()
    return found or open_record(session, RecordKind.SITTING, REGISTER, at=at)


@dataclass(slots=True)
class Keeper:
    """Keeps the turns of one day; the session acts as the system."""

    session: Session
    calendar: Calendar
    today: date
    at: datetime
    told: set[Role] = field(default_factory=set)
    """The parts that were told of something in this run."""

    def keep(self, rules: Iterable[Rule]) -> int:
        """Open the turns that have begun, move what a newly declared holiday moves, tell what was not held."""
        return sum(self._keep(rule) for rule in rules)

    def _keep(self, rule: Rule) -> int:
        begun = self._begun(rule)
        for span in begun:
            open_turn(self.session, rule, span, at=self.at)
        done = len(begun)
        turn = turn_on(self.session, rule.name, self.today)
        if turn is not None and turn.held_on is None:
            done += self._moved(rule, turn)
        missed = missed_turns(self.session, [rule.name], self.today)
        told = alerts_of(self.session, [each.id for each in missed])
        for each in missed:
            known = {(alert.days_after, alert.role) for alert in told.get(each.id, ())}
            done += self._escalate(rule, each, known)
        return done

    def _begun(self, rule: Rule) -> list[Span]:
        """The spans from the newest known one on up to today; in a new office, from the first that can be in time."""
        known = last_turn(self.session, rule.name)
        if known is None:
            span = self._span(rule, self.today)
            first = rule.effective_from <= span.due and span.due >= self.today
            return [span] if first else []
        found = []
        span = self._span(rule, known.ends_on + timedelta(days=1))
        while span.begins <= self.today:
            found.append(span)
            span = span_after(rule.cadence, span, rule.due_open_day, self.calendar)
        return found

    def _span(self, rule: Rule, day: date) -> Span:
        return span_of(rule.cadence, day, rule.due_open_day, self.calendar)

    def _moved(self, rule: Rule, turn: ReviewTurn) -> int:
        due = self._span(rule, turn.begins_on).due
        if due == turn.due_on:
            return 0
        body = {"rule": rule.name, "before": turn.due_on.isoformat(), "due": due.isoformat()}
        turn.due_on = due
        _tell(self.session, "review-due-moved", turn, body, by=SYSTEM, at=self.at)
        return 1

    def _escalate(self, rule: Rule, turn: ReviewTurn, known: set[tuple[int, Role]]) -> int:
        raised = 0
        for days, role in rule.escalations:
            if (days, role) in known or turn.due_on + timedelta(days=days) > self.today:
                continue
            alert = TurnAlert(
                id=uuid.uuid4(), turn_id=turn.id, days_after=days, role=role, raised_at=self.at
            )
            self.session.add(alert)
            body = {"rule": rule.name, "due": turn.due_on.isoformat(), "after": days, "to": role}
            _tell(self.session, "review-not-held", turn, body, by=SYSTEM, at=self.at)
            self.told.add(role)
            raised += 1
        return raised


def open_turn(session: Session, rule: Rule, span: Span, *, at: datetime) -> ReviewTurn:
    """The turn of these days."""
    turn = ReviewTurn(
        id=uuid.uuid4(),
        record_id=register_of_reviews(session, at=at).id,
        rule=rule.name,
        begins_on=span.begins,
        ends_on=span.ends,
        due_on=span.due,
    )
    session.add(turn)
    body = {"rule": rule.name, "begins": span.begins.isoformat(), "due": span.due.isoformat()}
    _tell(session, "review-due", turn, body, by=SYSTEM, at=at)
    return turn


def hold_turn(
    session: Session,
    rule: Rule,
    calendar: Calendar,
    *,
    by: Actor,
    at: datetime,
    sitting_id: uuid.UUID | None = None,
) -> ReviewTurn:
    """Note that the queue was reviewed in the turn that runs; a turn before it that was missed stays missed.

    At a desk the reviewer himself says so; a sitting says it by having been held.
    """
    if sitting_id is None and rule.reviewer not in by.roles:
        raise NotPermitted("review-record")
    day = ist_day(at)
    turn = turn_on(session, rule.name, day)
    if turn is None:
        span = span_of(rule.cadence, day, rule.due_open_day, calendar)
        turn = open_turn(session, rule, span, at=at)
    elif turn.held_on is not None:
        if sitting_id is None:
            raise ActionNotAllowed("hold-review", "held")
        return turn
    turn.held_on, turn.held_by, turn.sitting_id = day, by.officer_id, sitting_id
    body = {"rule": rule.name, "due": turn.due_on.isoformat(), "on": day.isoformat()}
    _tell(session, "review-held", turn, body, by=by, at=at)
    return turn


def _tell(
    session: Session,
    kind: str,
    turn: ReviewTurn,
    body: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> None:
    append_event(
        session, register_of_reviews(session, at=at), kind, dict(body), by=by, at=at, rows=[turn]
    )
