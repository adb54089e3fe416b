"""How much each officer carries: shown wherever a matter is given to somebody."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from vigilance.clocks.models import Clock
from vigilance.domain.handover import ROLE_OF, Part
from vigilance.records.models import Record
from vigilance.records.scope import HELD_IN
from vigilance.records.totals import Carried, LoadTotal

HOLDER: dict[Part, InstrumentedAttribute[uuid.UUID | None]] = {
    part: getattr(Record, column) for part, column in HELD_IN.items()
}
"""Where a record says who holds it in which part."""
CARRIED_IN: Mapping[Part, tuple[Carried, ...]] = {
    Part.VO: (Carried.COMPLAINTS, Carried.CASES),
    Part.INQUIRING_OFFICER: (Carried.INQUIRIES,),
}
"""What an officer carries in which part."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What one officer carries: open matters, and those among them on which his own step is late."""

    open: int
    late: int


NOTHING_YET = Workload(0, 0)


def workloads(session: Session, part: Part, day: date) -> dict[uuid.UUID, Workload]:
    """The load of everybody who carries anything in this part: kept for each, but for what is late (decision 33)."""
    held, late = carried(session, part), late_of(session, part, day)
    return {
        officer: Workload(held.get(officer, 0), late.get(officer, 0))
        for officer in held.keys() | late.keys()
    }


def carried(session: Session, part: Part) -> dict[uuid.UUID, int]:
    """How many open matters each officer carries in this part."""
    total = func.sum(LoadTotal.pending)
    statement = select(LoadTotal.officer_id, total).where(LoadTotal.carried.in_(CARRIED_IN[part]))
    rows = session.execute(statement.group_by(LoadTotal.officer_id).having(total != 0))
    return {officer: int(held) for officer, held in rows}


def late_of(
    session: Session, part: Part, day: date, officers: Collection[uuid.UUID] | None = None
) -> dict[uuid.UUID, int]:
    """On how many matters a step of each officer is late in this part: of these officers, or of everybody."""
    late = (
        select(Clock.owner_id, Clock.record_id)
        .where(Clock.done_on.is_(None), Clock.stayed.is_(False), Clock.counts_until < day)
        .where(Clock.owner_id.is_not(None), Clock.owed_by == ROLE_OF[part])
        .distinct()
    )
    if officers is not None:
        late = late.where(Clock.owner_id.in_(officers))
    each = late.subquery()
    rows = session.execute(select(each.c.owner_id, func.count()).group_by(each.c.owner_id))
    return {officer: matters for officer, matters in rows if officer}
