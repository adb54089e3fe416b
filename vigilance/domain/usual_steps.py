"""Which step an officer usually takes next, by where the record stands: the one whose form is drawn at once.

Every other step that is open to him is one click away. The table says nothing about what may be done; that stands in
the workflows. Steps that decide how a matter goes on or ends (to take it up, to file it, to accept a report, to approve
a closing) are never named: the page must not lean to one outcome.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint, inquiry

USUAL: Mapping[StrEnum, Mapping[Role, tuple[StrEnum, ...]]] = {
    complaint.State.REGISTERED: {
        Role.CLERK: (complaint.Action.ACKNOWLEDGE, complaint.Action.ASK_CONFIRMATION),
        Role.VO: (complaint.Action.ASK_CONFIRMATION, complaint.Action.START_SCRUTINY),
        Role.CVO: (complaint.Action.ASSIGN,),
    },
    complaint.State.AWAITING_CONFIRMATION: {
        Role.CLERK: (complaint.Action.CONFIRM,),
        Role.VO: (complaint.Action.CONFIRM,),
    },
    complaint.State.UNDER_SCRUTINY: {Role.VO: (complaint.Action.RECORD_SCRUTINY,)},
    complaint.State.FACTUAL_REPORT_CALLED: {Role.VO: (complaint.Action.RECEIVE_FACTUAL_REPORT,)},
    inquiry.State.ORDERED: {Role.INQUIRING_OFFICER: (inquiry.Action.TAKE_CHARGE,)},
    inquiry.State.UNDER_INQUIRY: {Role.INQUIRING_OFFICER: (inquiry.Action.RECORD_PROGRESS,)},
}


def usual_from(state: StrEnum, roles: Collection[Role]) -> list[StrEnum]:
    """What officers in these roles usually do with a record that stands here, the likeliest first."""
    return [
        action
        for role, actions in USUAL.get(state, {}).items()
        if role in roles
        for action in actions
    ]


def usual_of(state: StrEnum, roles: Collection[Role], offered: Iterable[StrEnum]) -> StrEnum | None:
    """The likeliest of them that is open now; none where the record waits for somebody else."""
    open_now = set(offered)
    return next((action for action in usual_from(state, roles) if action in open_now), None)
