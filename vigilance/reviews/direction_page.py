"""Directions as lists show them: on which matter, who owes them, every report and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from vigilance.complaints.people import people
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.records.models import Record
from vigilance.reviews import queries
from vigilance.reviews.commands.directions import written_late
from vigilance.reviews.models import ComplianceReport, Direction, Standing
from vigilance.reviews.queue_page import readable
from vigilance.web.labels import label_of
from vigilance.web.language import language


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
    may_report: bool
    may_judge: bool


def directions_shown(
    session: Session, rows: Sequence[Direction], actor: Actor
) -> list[DirectionShown]:
    """These directions with everything their list shows, in a fixed number of statements."""
    records = queries.records_by_id(session, {row.record_id for row in rows})
    reports = queries.reports_of(session, [row.id for row in rows])
    named = {row.given_by for row in rows} | {row.owner_id for row in rows if row.owner_id}
    who = people(session, named | {each.reported_by for each in reports}, choosing=False)
    cvo = label_of(Role.CVO).said_in(language())
    found = []
    for row in rows:
        own = [each for each in reports if each.direction_id == row.id]
        found.append(
            DirectionShown(
                direction=row,
                record=records[row.record_id],
                url=readable(records[row.record_id], records[row.record_id].number),
                given_by=who.name(row.given_by),
                owner=who.name(row.owner_id) if row.owner_id else cvo,
                late=written_late(row),
                reports=[(each, who.name(each.reported_by)) for each in own],
                may_report=row.stands in {Standing.GIVEN, Standing.RETURNED},
                may_judge=_may_judge(row, own, actor),
            )
        )
    return found


def _may_judge(row: Direction, reports: Sequence[ComplianceReport], actor: Actor) -> bool:
    """Who gave it, or the CVO; never who wrote the report himself."""
    if row.stands is not Standing.REPORTED or not reports:
        return False
    own = reports[-1].reported_by == actor.officer_id
    return not own and (row.given_by == actor.officer_id or Role.CVO in actor.roles)
