"""Under whose name a record counts while it is open: what the kept loads of officers are made of (decision 33)."""

from collections.abc import Mapping

from vigilance.domain.handover import Part
from vigilance.records.models import Record, RecordKind
from vigilance.records.scope import HELD_IN
from vigilance.records.totals import Carried, LoadCell

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
