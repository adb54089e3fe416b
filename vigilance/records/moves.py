"""Which events of the ledger move a matter from one stage of its procedure to another."""

from collections.abc import Mapping, Sequence

from vigilance.domain.workflows.complaint import COMPLAINT
from vigilance.domain.workflows.inquiry import INQUIRY
from vigilance.records.models import RecordKind

MOVING: Mapping[RecordKind, Sequence[str]] = {
    RecordKind.COMPLAINT: sorted({row.action.value for row in COMPLAINT.steps if row.target}),
    RecordKind.CASE: sorted({row.action.value for row in INQUIRY.steps if row.target}),
}
"""The acts that lead to another stage, by what they are taken on; none leads from a stage to itself."""
