"""Three sanctions that are never one: prior approval (PC Act s.17A), PC Act s.19, and BNSS s.218.

Each is asked for each accused, of its own authority, with its own clock. Only that of s.218 is deemed granted when its
time is over; that of s.19 is not (Vijay Rajmohan, 2022). "Deemed" is recorded by an officer, never by itself.
"""

from enum import StrEnum

from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflow import Step, Workflow, step

DESK = (Role.VO, Role.CVO)


class SanctionState(StrEnum):
    """Where a request for sanction stands."""

    REQUESTED = "sanction-requested"
    PAPERS_ASKED = "papers-asked"
    GRANTED = "sanction-granted"
    REFUSED = "sanction-refused"
    DEEMED = "sanction-deemed"


class SanctionAction(StrEnum):
    """What happens with a request for sanction."""

    REQUEST = "request-sanction"
    ASK_PAPERS = "ask-sanction-papers"
    SEND_PAPERS = "send-sanction-papers"
    GRANT_SANCTION_TIME = "grant-sanction-time"
    GRANT = "grant-sanction"
    REFUSE = "refuse-sanction"
    RECORD_DEEMED = "record-deemed-sanction"
    REOPEN = "reopen"


_PENDING = (SanctionState.REQUESTED, SanctionState.PAPERS_ASKED)


def _steps() -> list[Step]:
    return [
        step(
            SanctionAction.REQUEST,
            to=SanctionState.REQUESTED,
            by=DESK,
            needs=[InHand.SANCTION_REQUEST],
        ),
        step(
            SanctionAction.ASK_PAPERS,
            SanctionState.REQUESTED,
            to=SanctionState.PAPERS_ASKED,
            by=DESK,
        ),
        step(
            SanctionAction.SEND_PAPERS,
            SanctionState.PAPERS_ASKED,
            to=SanctionState.REQUESTED,
            by=DESK,
        ),
        step(
            SanctionAction.GRANT,
            *_PENDING,
            to=SanctionState.GRANTED,
            by=DESK,
            needs=[InHand.SANCTION_ORDER, InHand.APPROVAL_OF_AUTHORITY],
        ),
        step(
            SanctionAction.REFUSE,
            *_PENDING,
            to=SanctionState.REFUSED,
            by=DESK,
            needs=[InHand.SANCTION_ORDER, InHand.REASONS],
        ),
    ]


def _reopened(*states: SanctionState) -> Step:
    """New material: a refused request may be put again."""
    return step(
        SanctionAction.REOPEN,
        *states,
        to=SanctionState.REQUESTED,
        by=[Role.CVO],
        needs=[InHand.REASONS],
    )


_MORE_TIME = step(SanctionAction.GRANT_SANCTION_TIME, *_PENDING, by=DESK, needs=[InHand.REASONS])

SANCTION_PC = Workflow(
    *_steps(),
    _MORE_TIME,
    _reopened(SanctionState.REFUSED),
    initial=SanctionState.REQUESTED,
    final=(SanctionState.GRANTED, SanctionState.REFUSED),
)
"""PC Act s.17A and s.19: three months, and one more with recorded reasons or legal consultation."""

SANCTION_BNSS = Workflow(
    *_steps(),
    step(
        SanctionAction.RECORD_DEEMED,
        *_PENDING,
        to=SanctionState.DEEMED,
        by=[Role.CVO],
        needs=[InHand.LIMIT_OVER],
    ),
    _reopened(SanctionState.REFUSED),
    initial=SanctionState.REQUESTED,
    final=(SanctionState.GRANTED, SanctionState.REFUSED, SanctionState.DEEMED),
)
"""BNSS s.218: a hundred and twenty days, after which it is deemed granted."""
