"""What happened to a record as its page tells it: steps and acts in words, officers and districts by name."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from vigilance.audit.timeline import Happening
from vigilance.complaints.people import People
from vigilance.complaints.subject import district_name
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding, Recommendation
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.owning import HowOwned
from vigilance.domain.personnel import Group
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import EVENT_PREFIX, WORKFLOWS, Track
from vigilance.domain.walls import Relation
from vigilance.domain.workflows import complaint, inquiry
from vigilance.domain.workflows.letter import LetterAction
from vigilance.domain.workflows.witness import WitnessAction
from vigilance.identities.commands import Purpose
from vigilance.records.models import RecordKind
from vigilance.settings import PROJECT

ACTIONS: dict[RecordKind, tuple[type[StrEnum], ...]] = {
    RecordKind.COMPLAINT: (
        complaint.Action,
        inquiry.Action,
        LetterAction,
    ),  # a case's new officer is told to its complaints
    RecordKind.CASE: (inquiry.Action, LetterAction, WitnessAction),
}
STATES: dict[RecordKind, type[StrEnum]] = {
    RecordKind.COMPLAINT: complaint.State,
    RecordKind.CASE: inquiry.State,
}
CODED: dict[str, tuple[type[StrEnum], ...]] = {
    "channel": (Channel,),
    "lane": (Lane,),
    "disposal": (Disposal,),
    "finding": (Finding,),
    "recommendation": (Recommendation,),
    "purpose": (Purpose,),
    "how": (HowOwned,),
    "ground": (StayGround,),
    "relation": (Relation,),
    "track": (Track,),
    "group": (Group,),
}
DRAWN_APART = frozenset(found.stem for found in (PROJECT / "templates" / "timeline").glob("*.html"))
OFFICERS = frozenset({"officer", "before", "inquiring_officer", "vo", "for"})


@dataclass(frozen=True, slots=True)
class EventShown:
    """One happening; `action` is set where it is a step of the procedure, `state` where it moved the record."""

    at: datetime
    kind: str
    action: StrEnum | None
    state: StrEnum | None
    by: str
    says: Mapping[str, Any]

    @property
    def template(self) -> str:
        """What draws it; a template that is not there would be looked for anew with each event."""
        kind = "track" if self.kind.startswith(EVENT_PREFIX) else self.kind
        return f"timeline/{kind if kind in DRAWN_APART else 'step'}.html"


def officer_in(actor: object) -> uuid.UUID | None:
    """The officer that this part of an event names, if it names one."""
    try:
        return uuid.UUID(str(actor))
    except ValueError:
        return None


def event_shown(found: Happening, kind: RecordKind, who: People) -> EventShown:
    """An event of the ledger in the words of the page."""
    body = found.body
    moved = body.get("to") != body.get("from")
    actions, states = _procedure(found, kind)
    return EventShown(
        at=found.at,
        kind=found.kind,
        action=_coded(found.kind.removeprefix(EVENT_PREFIX), *actions),
        state=_coded(body.get("to"), *states) if moved else None,
        by=who.actor(found.actor),
        says={name: _said(name, value, who) for name, value in body.items() if name != "rows"},
    )


def _procedure(
    found: Happening, kind: RecordKind
) -> tuple[Collection[type[StrEnum]], Collection[type[StrEnum]]]:
    """The actions and the states among which the words of an event are looked for."""
    if not found.kind.startswith(EVENT_PREFIX):
        return ACTIONS[kind], (STATES[kind],)
    workflow = WORKFLOWS.get(str(found.body.get("track")))
    if workflow is None:
        return (), ()
    return {type(action) for action in workflow.actions()}, {type(workflow.initial)}


def _coded(value: object, *kinds: type[StrEnum]) -> StrEnum | None:
    return _members(kinds).get(value) if isinstance(value, str) else None


@cache
def _members(kinds: tuple[type[StrEnum], ...]) -> Mapping[str, StrEnum]:
    """Every value of these kinds; where two have one value, that of the first."""
    return {member.value: member for kind in reversed(kinds) for member in kind}


def _said(name: str, value: object, who: People) -> object:
    """A value of an event's body as the page says it: codes as coded values, officers and districts by name."""
    if name in CODED:
        return _coded(value, *CODED[name])
    if name in OFFICERS:
        return who.actor(str(value)) if value else None
    return district_name(str(value)) if name == "district" else value
