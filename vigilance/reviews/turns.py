"""Reading the turns of the queues: when each is to be reviewed, and which reviews were not held."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.domain.roles import Role
from vigilance.reviews.queue_models import ReviewTurn, TurnAlert

SHOWN = 13
"""A year of months and the one that runs."""


def turn_on(session: Session, rule: str, day: date) -> ReviewTurn | None:
    """The turn of this queue in which this day lies."""
    statement = select(ReviewTurn).where(
        ReviewTurn.rule == rule, ReviewTurn.begins_on <= day, ReviewTurn.ends_on >= day
    )
    return session.scalars(statement).one_or_none()


def last_turn(session: Session, rule: str) -> ReviewTurn | None:
    """The newest turn of this queue."""
    statement = select(ReviewTurn).where(ReviewTurn.rule == rule)
    return session.scalars(statement.order_by(ReviewTurn.begins_on.desc()).limit(1)).one_or_none()


def turns_of(session: Session, rule: str) -> Sequence[ReviewTurn]:
    """The turns of this queue, the newest first."""
    statement = select(ReviewTurn).where(ReviewTurn.rule == rule)
    return session.scalars(statement.order_by(ReviewTurn.begins_on.desc()).limit(SHOWN)).all()


def newest_turns(session: Session, rules: Collection[str], day: date) -> dict[str, ReviewTurn]:
    """The turn of each of these queues that runs on this day."""
    statement = select(ReviewTurn).where(
        ReviewTurn.rule.in_(rules), ReviewTurn.begins_on <= day, ReviewTurn.ends_on >= day
    )
    return {turn.rule: turn for turn in session.scalars(statement)}


def missed_turns(session: Session, rules: Collection[str], day: date) -> Sequence[ReviewTurn]:
    """The turns of these queues whose day is over and in which no review was held, the oldest first."""
    statement = select(ReviewTurn).where(
        ReviewTurn.rule.in_(rules), ReviewTurn.held_on.is_(None), ReviewTurn.due_on < day
    )
    return session.scalars(statement.order_by(ReviewTurn.due_on, ReviewTurn.rule)).all()


def missed_since(session: Session, since: date, day: date) -> dict[str, int]:
    """How many turns of each queue were due from the first day on, are over by the second, and were not held."""
    statement = select(ReviewTurn.rule).where(
        ReviewTurn.held_on.is_(None), ReviewTurn.due_on >= since, ReviewTurn.due_on < day
    )
    return dict(Counter(session.scalars(statement)))


def alerts_of(
    session: Session, turn_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[TurnAlert]]:
    """Who was told of each of these turns, the first told first."""
    found: dict[uuid.UUID, list[TurnAlert]] = {}
    statement = select(TurnAlert).where(TurnAlert.turn_id.in_(turn_ids))
    for alert in session.scalars(statement.order_by(TurnAlert.days_after, TurnAlert.role)):
        found.setdefault(alert.turn_id, []).append(alert)
    return found


def told_to(session: Session, roles: Collection[Role]) -> Sequence[ReviewTurn]:
    """The reviews still not held of which somebody in one of these parts was told, the oldest first."""
    told = select(TurnAlert.turn_id).where(TurnAlert.role.in_(roles))
    statement = select(ReviewTurn).where(ReviewTurn.held_on.is_(None), ReviewTurn.id.in_(told))
    return session.scalars(statement.order_by(ReviewTurn.due_on, ReviewTurn.rule)).all()
