"""How much each officer carries: shown wherever a matter is given to somebody."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from vigilance.clocks.models import Clock
from vigilance.domain.handover import Part
from vigilance.records.models import Record
from vigilance.records.scope import HELD_IN

HOLDER: dict[Part, InstrumentedAttribute[uuid.UUID | None]] = {
    part: getattr(Record, column) for part, column in HELD_IN.items()
}
"""Where a record says who holds it in which part."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What one officer carries: matters on which a clock runs, and those where his own step is late."""

    open: int
    late: int


NOTHING_YET = Workload(0, 0)


def workloads(session: Session, part: Part, day: date) -> dict[uuid.UUID, Workload]:
    """The load of everybody who holds anything in this part, in one statement."""
    holder = HOLDER[part]
    his_and_late = and_(Clock.owner_id == holder, Clock.stayed.is_(False), Clock.counts_until < day)
    statement = (
        select(
            holder,
            func.count(Record.id.distinct()),
            func.count(case((his_and_late, Record.id)).distinct()),
        )
        .select_from(Clock)
        .join(Record, Record.id == Clock.record_id)
        .where(Clock.done_on.is_(None), holder.is_not(None))
        .group_by(holder)
    )
    return {
        officer: Workload(held, late)
        for officer, held, late in session.execute(statement)
        if officer
    }
