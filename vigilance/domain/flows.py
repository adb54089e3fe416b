"""What enters and what leaves the pending matters of a month: by the act that moved the matter across the line."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from vigilance.domain.workflows import complaint, inquiry


class Flow(StrEnum):
    """A way into what is pending, or out of it."""

    RECEIVED = "received"
    REOPENED = "reopened"
    INTO_CASES = "into-cases"
    """A case opened, or a complaint parted from its case again: it is counted where its complaint was, or was not."""
    OUT_TO_CASES = "out-to-cases"
    """A complaint taken up or joined, a case merged or taken back: it goes on as another matter."""
    DISPOSED = "disposed"


Of, In = complaint.Action, inquiry.Action

FLOWS: Mapping[str, Flow] = MappingProxyType(
    {
        Of.REGISTER.value: Flow.RECEIVED,
        Of.REOPEN.value: Flow.REOPENED,  # of complaints and cases: the act has one name
        Of.PART_FROM_CASE.value: Flow.INTO_CASES,
        In.ORDER_INQUIRY.value: Flow.INTO_CASES,
        Of.TAKE_UP.value: Flow.OUT_TO_CASES,
        Of.JOIN_CASE.value: Flow.OUT_TO_CASES,
        In.MERGE.value: Flow.OUT_TO_CASES,
        In.WITHDRAW_SPLIT.value: Flow.OUT_TO_CASES,
        Of.FORWARD.value: Flow.DISPOSED,
        Of.FILE.value: Flow.DISPOSED,
        Of.FILE_ANONYMOUS.value: Flow.DISPOSED,
        Of.FILE_UNCONFIRMED.value: Flow.DISPOSED,
        In.ORDER_ACTION.value: Flow.DISPOSED,
        In.APPROVE_CLOSURE.value: Flow.DISPOSED,
    }
)
"""Every act that brings a matter over the line between pending and not pending; no other act does."""

SIGN: Mapping[Flow, int] = MappingProxyType(
    {
        Flow.RECEIVED: 1,
        Flow.REOPENED: 1,
        Flow.INTO_CASES: 1,
        Flow.OUT_TO_CASES: -1,
        Flow.DISPOSED: -1,
    }
)
"""Whether a flow adds to what is pending or takes from it."""

CLOSINGS = frozenset(
    {
        In.APPROVE_CLOSURE.value,
        Of.FILE.value,
        Of.FORWARD.value,
        Of.FILE_ANONYMOUS.value,
        Of.FILE_UNCONFIRMED.value,
    }
)
"""The acts that close a matter as something; a case in which action is ordered is disposed of and not yet closed."""
