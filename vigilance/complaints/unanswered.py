"""Complaints whose owner has not answered: when the one reminder is due, and when the CVO may decide without it.

Nothing happens by itself (domain.md, decision 9): these are proposals, and an officer takes the step.
"""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists

from vigilance.clocks.models import Clock
from vigilance.complaints.models import Complaint
from vigilance.domain.workflows.complaint import State


def reminder_due(today: date) -> ColumnElement[bool]:
    """The days of the first question are over, and no reminder has gone (CVC 01/01/15 knows one)."""
    return and_(_silent_since("confirmation", today), Complaint.reminded_at.is_(None))


def may_be_filed_unconfirmed(today: date) -> ColumnElement[bool]:
    """The days of the reminder are over too: the CVO may file it as pseudonymous, and need not."""
    return and_(_silent_since("reminder", today), Complaint.reminded_at.is_not(None))


def _silent_since(limit: str, today: date) -> ColumnElement[bool]:
    over = exists().where(
        Clock.record_id == Complaint.record_id,
        Clock.limit_name == limit,
        Clock.done_on.is_(None),
        Clock.stayed.is_(False),
        Clock.counts_until < today,
    )
    return and_(Complaint.state == State.AWAITING_CONFIRMATION, over)
