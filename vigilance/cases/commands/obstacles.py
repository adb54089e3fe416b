"""What stands in the way of taking a merge or a split back, named so that it is found on the file."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.audit.models import Event, EventPayload
from vigilance.cases.accused_models import Accused, Allegation, Point
from vigilance.cases.commands.retelling import told_rows
from vigilance.cases.link_models import Retold
from vigilance.cases.link_queries import is_inquired
from vigilance.cases.models import Case
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Wording
from vigilance.domain.tracks import EVENT_PREFIX, WORKFLOWS

REPORTED = "The inquiry report of the other case speaks of what was merged."
OBSTACLES = (
    "A finding of {on} on allegation {allegation}, which this brought, stands in the way.",
    "“{act}” of {on} on the track of accused {accused}, whom this concerns, stands in the way.",
    "“{act}” of {on}, which concerns the whole matter, stands in the way.",
    "An act of {on} on a track stands in the way; whom it concerned can no longer be read.",
)
"""The sentences: a finding, an act on a track of one accused, of the matter, and one that was erased."""


def in_the_way(session: Session, case: Case, pair: uuid.UUID, since: datetime) -> str | None:
    """What was built in this case on what the tie brought there, the first of it; None where the tie may be undone.

    An act on the track of an accused whom the tie neither named nor charged with anything stands in nobody's way.
    """
    if not is_inquired(case):
        return REPORTED
    return finding_on(session, case, pair) or _act_on(session, case, pair, since)


def finding_on(session: Session, case: Case, pair: uuid.UUID) -> Wording | None:
    """A finding on a point that the tie brought."""
    statement = (
        select(Point.found_at, Allegation.number)
        .join(Allegation, Allegation.id == Point.allegation_id)
        .where(
            Point.record_id == case.record_id,
            Point.id.in_([one.id for one in told_rows(session, Point, pair, Retold.POINT)]),
            Point.finding.is_not(None),
        )
        .order_by(Point.found_at)
    )
    found = session.execute(statement).first()
    if found is None or found[0] is None:
        return None
    return Wording(OBSTACLES[0], on=ist_day(found[0]), allegation=found[1])


def _act_on(session: Session, case: Case, pair: uuid.UUID, since: datetime) -> Wording | None:
    """An act since then on a track of the matter, or of somebody whom the tie named or charged."""
    statement = (
        select(Event.type, Event.at, EventPayload.body)
        .outerjoin(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.record_id == case.record_id, Event.at >= since)
        .where(Event.type.startswith(EVENT_PREFIX, autoescape=True))
        .order_by(Event.record_seq)
    )
    acts = session.execute(statement).all()
    concerned = _brought(session, pair) if acts else set()
    for kind, at, body in acts:
        told: Mapping[str, Any] = body or {}
        accused = told.get("accused")
        if "accused" not in told:
            return Wording(OBSTACLES[3], on=ist_day(at))
        if accused is None:
            return Wording(OBSTACLES[2], act=_act(kind, told), on=ist_day(at))
        if accused in concerned:
            return Wording(OBSTACLES[1], act=_act(kind, told), on=ist_day(at), accused=accused)
    return None


def _brought(session: Session, pair: uuid.UUID) -> set[int]:
    """The numbers of those whom the tie named in the case or charged with an allegation there."""
    ids = {one.id for one in told_rows(session, Accused, pair, Retold.ACCUSED)}
    ids |= {one.accused_id for one in told_rows(session, Point, pair, Retold.POINT)}
    return set(session.scalars(select(Accused.number).where(Accused.id.in_(ids))))


def _act(kind: str, body: Mapping[str, Any]) -> StrEnum | str:
    name, workflow = kind.removeprefix(EVENT_PREFIX), WORKFLOWS.get(str(body.get("track")))
    actions = workflow.actions() if workflow else ()
    return next((action for action in actions if action.value == name), name)


def tracks_begun(session: Session, record_id: uuid.UUID) -> bool:
    """Whether the ledger tells of an act on any track of this case."""
    statement = select(func.count()).where(
        Event.record_id == record_id, Event.type.startswith(EVENT_PREFIX, autoescape=True)
    )
    return bool(session.scalar(statement))
