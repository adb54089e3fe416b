"""Under whose name a record counts while it is open (decision 33), and what an act moves of what is kept."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from vigilance.domain.handover import Part
from vigilance.records.models import Record, RecordKind
from vigilance.records.scope import HELD_IN
from vigilance.records.totals import (
    Carried,
    Cell,
    LoadCell,
    count_flow,
    move_loads,
    move_totals,
)

CARRIED_AS: Mapping[RecordKind, Mapping[Part, Carried]] = {
    RecordKind.COMPLAINT: {Part.VO: Carried.COMPLAINTS},
    RecordKind.CASE: {Part.VO: Carried.CASES, Part.INQUIRING_OFFICER: Carried.INQUIRIES},
}
"""As what a record counts with the officer who holds it in a part.

A complaint that was taken up shows itself to the inquiring officer, but what he carries is its case.
"""


def loads_of(record: Record) -> list[LoadCell]:
    """The cells in which this record is counted while it is open, as it is held now."""
    held = (
        (getattr(record, HELD_IN[part]), carried)
        for part, carried in CARRIED_AS.get(record.kind, {}).items()
    )
    return [LoadCell(officer, carried) for officer, carried in held if officer is not None]


def move_counted(
    session: Session,
    record: Record,
    action: str,
    *,
    before: Cell | None,
    after: Cell | None,
    on: date,
) -> None:
    """What an act on a matter moves: its cell, what its officers carry, and what came or went in its month."""
    move_totals(session, out=filter(None, [before]), into=filter(None, [after]))
    if before is None or after is None:
        held = loads_of(record)
        move_loads(session, out=held if before else (), into=held if after else ())
    count_flow(session, action, before=before, after=after, on=on)
