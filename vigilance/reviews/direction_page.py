"""Directions as lists show them: on which matter, who owes them, every report and what became of it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from vigilance.complaints.people import people
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.roles import Role
from vigilance.records.models import Record
from vigilance.reviews import direction_queries, queries
from vigilance.reviews.models import (
    ComplianceReport,
    Direction,
    DirectionCharge,
    Origin,
    Standing,
)
from vigilance.reviews.queue_page import readable
from vigilance.web.labels import label_of
from vigilance.web.language import language

TO_BE_DONE = frozenset({Standing.GIVEN, Standing.RETURNED})
WRITTEN_WITHIN = timedelta(hours=24)
"""A spoken direction is written down within so long."""


def written_late(direction: Direction) -> bool:
    """Whether a spoken direction was written down later than a day after it was said."""
    if direction.origin is not Origin.VERBAL or direction.recorded_at is None:
        return False
    return direction.recorded_at - direction.given_at > WRITTEN_WITHIN


@dataclass(frozen=True, slots=True)
class PassedOn:
    """One change of who owes it: from whom to whom, when, by which note."""

    before: str
    owner: str
    on: date
    note: int


@dataclass(frozen=True, slots=True)
class DirectionShown:
    """One direction: its words, who gave it and who owes it, its reports, and what this reader may do with it."""

    direction: Direction
    record: Record
    url: str | None
    given_by: str
    owner: str
    late: bool
    reports: list[tuple[ComplianceReport, str]]
    passed: list[PassedOn]
    may_pass_on: bool
    may_report: bool
    may_judge: bool


def directions_shown(
    session: Session, rows: Sequence[Direction], actor: Actor
) -> list[DirectionShown]:
    """These directions with everything their list shows, in a fixed number of statements."""
    records = queries.records_by_id(session, {row.record_id for row in rows})
    reports = direction_queries.reports_of(session, [row.id for row in rows])
    charges = direction_queries.charges_of(session, [row.id for row in rows])
    named = {row.given_by for row in rows} | {each.reported_by for each in reports}
    owners = {row.owner_id for row in rows} | {
        officer_id for each in charges for officer_id in (each.before_id, each.owner_id)
    }
    who = people(session, named | {each for each in owners if each}, choosing=False)
    cvo = label_of(Role.CVO).said_in(language())
    name = {each: who.name(each) if each else cvo for each in owners}
    found = []
    for row in rows:
        own = [each for each in reports if each.direction_id == row.id]
        found.append(
            DirectionShown(
                direction=row,
                record=records[row.record_id],
                url=readable(records[row.record_id], records[row.record_id].number),
                given_by=who.name(row.given_by),
                owner=name[row.owner_id],
                late=written_late(row),
                reports=[(each, who.name(each.reported_by)) for each in own],
                passed=[_passed(each, name) for each in charges if each.direction_id == row.id],
                may_pass_on=Role.CVO in actor.roles and row.stands in TO_BE_DONE,
                may_report=row.stands in TO_BE_DONE,
                may_judge=_may_judge(row, own, actor),
            )
        )
    return found


def _passed(change: DirectionCharge, name: Mapping[uuid.UUID | None, str]) -> PassedOn:
    before, owner = name[change.before_id], name[change.owner_id]
    return PassedOn(before, owner, ist_day(change.changed_at), change.note_number)


def _may_judge(row: Direction, reports: Sequence[ComplianceReport], actor: Actor) -> bool:
    """Who gave it, or the CVO; never who wrote the report himself."""
    if row.stands is not Standing.REPORTED or not reports:
        return False
    own = reports[-1].reported_by == actor.officer_id
    return not own and (row.given_by == actor.officer_id or Role.CVO in actor.roles)
