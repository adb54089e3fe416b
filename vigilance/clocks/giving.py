"""Giving records to officers: who holds them, whose the running clocks are, and what each officer carries.

Nothing else sets who holds a record that stands in the register; a test says so (decision 33).
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from vigilance.audit.commands import lock_record
from vigilance.clocks.commands import move_owners
from vigilance.domain.handover import Part
from vigilance.records.loads import loads_of
from vigilance.records.models import Record
from vigilance.records.scope import HELD_IN
from vigilance.records.totals import move_loads

Holders = Mapping[Part, uuid.UUID | None]
StillOpen = Callable[[Session, Collection[uuid.UUID]], Collection[uuid.UUID]]
"""Which of these records are open matters: asked of the feature that knows their stages."""


def give(session: Session, given: Sequence[tuple[Record, Holders]], still_open: StillOpen) -> None:
    """Let these officers hold these records in these parts; clocks and kept loads follow. The caller's event vouches.

    Whether a matter is open is read once its record is locked, so that no closing comes between.
    """
    for record, _holders in given:
        lock_record(session, record)
    open_now = still_open(session, [record.id for record, _holders in given])
    counted = [record for record, _holders in given if record.id in open_now]
    out = [cell for record in counted for cell in loads_of(record)]
    for record, holders in given:
        for part, officer_id in holders.items():
            setattr(record, HELD_IN[part], officer_id)
        move_owners(session, record)
    move_loads(session, out=out, into=[cell for record in counted for cell in loads_of(record)])
