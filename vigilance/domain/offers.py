"""What a page offers: the steps the procedure allows this reader now, and those it allows somebody else or later."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Step, Workflow
from vigilance.domain.workflows.complaint import Action

WRITTEN_WITH = frozenset({InHand.REASONS, InHand.REPORT})
"""Papers that are written in the form of the step itself, so that they need not be in hand before it."""


def written_with(action: StrEnum) -> frozenset[InHand]:
    """The papers that the form of this step brings."""
    if action == Action.RECORD_SCRUTINY:
        return WRITTEN_WITH | {InHand.SCRUTINY_NOTE}
    return WRITTEN_WITH


class Reason(StrEnum):
    """Why a step is, or is not, offered."""

    OPEN = "open"
    FOR_OTHERS = "for-others"
    PAPERS_MISSING = "papers-missing"


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """One step from where the record stands: may this reader take it, and what it asks.

    `needs` are the papers the form must bring; `missing` those that are not in hand and that no form can bring; `by` is
    who may take the step.
    """

    action: StrEnum
    reason: Reason
    needs: frozenset[InHand]
    missing: frozenset[InHand]
    by: frozenset[Role]

    @property
    def allowed(self) -> bool:
        """Whether this reader may take it now."""
        return self.reason is Reason.OPEN


def offered_steps(
    workflow: Workflow,
    state: str,
    roles: Collection[Role],
    in_hand: Collection[InHand],
    *,
    suits: Callable[[StrEnum], bool],
) -> list[OfferedStep]:
    """Every step from this state that suits the record, in the order of the table, each action once."""
    found: dict[StrEnum, OfferedStep] = {}
    for row in workflow.steps:
        if not row.sources or not row.starts_from(state) or not suits(row.action):
            continue
        offer = _offer(row, roles, frozenset(in_hand))
        known = found.get(row.action)
        if known is None or (offer.allowed and not known.allowed):
            found[row.action] = offer
    return list(found.values())


def _offer(row: Step, roles: Collection[Role], in_hand: frozenset[InHand]) -> OfferedStep:
    needs = frozenset(InHand(paper) for paper in row.needs)
    brought = written_with(row.action)
    missing = needs - in_hand - brought
    reason = Reason.PAPERS_MISSING if missing else Reason.OPEN
    if row.by.isdisjoint(roles):
        reason = Reason.FOR_OTHERS
    by = frozenset(Role(role) for role in row.by)
    return OfferedStep(row.action, reason, needs & brought, missing, by)
