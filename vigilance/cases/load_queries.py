"""How much each officer of the vigilance team carries."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.clocks.models import Clock
from vigilance.complaints.models import Complaint
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.records.models import Record


@dataclass(frozen=True, slots=True)
class Load:
    """What one officer carries."""

    officer_id: uuid.UUID
    pending: int
    overdue: int


def loads(session: Session, today: date) -> dict[uuid.UUID, Load]:
    """How much each officer of the vigilance team carries, and how much of it is late."""
    pending = (
        select(Record.assigned_to, func.count())
        .select_from(Complaint)
        .join(Record, Record.id == Complaint.record_id)
        .where(Complaint.state.in_(complaint_flow.OPEN), Record.assigned_to.is_not(None))
        .group_by(Record.assigned_to)
    )
    late = (
        select(Clock.owner_id, func.count(Clock.record_id.distinct()))
        .where(Clock.done_on.is_(None), Clock.stayed.is_(False), Clock.counts_until < today)
        .where(Clock.owner_id.is_not(None))
        .group_by(Clock.owner_id)
    )
    carried = {row[0]: row[1] for row in session.execute(pending) if row[0]}
    overdue = {row[0]: row[1] for row in session.execute(late) if row[0]}
    return {
        officer: Load(officer, carried.get(officer, 0), overdue.get(officer, 0))
        for officer in carried.keys() | overdue.keys()
    }
