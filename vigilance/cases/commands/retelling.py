"""Telling accused, allegations and complaints of one case again in another: new rows there, and none that moves."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.cases.accused_models import Accused, Allegation, Point, PointFinding
from vigilance.cases.accused_queries import accused_of, points_of
from vigilance.cases.commands.accused import Charge, add_allegation
from vigilance.cases.commands.own_matters import wall_off_accused
from vigilance.cases.link_models import CaseRetold, Retold
from vigilance.cases.link_queries import retold_of
from vigilance.cases.models import Case
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.texts import read_text
from vigilance.notes.models import Note
from vigilance.personnel.models import Official


@dataclass(frozen=True, slots=True)
class Telling:
    """From which case what is told again in which, under the tie with this pair."""

    source: Case
    into: Case
    pair: uuid.UUID


def retell(
    session: Session,
    telling: Telling,
    allegations: Sequence[Allegation],
    accused: Sequence[Accused],
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Name these accused and put these allegations in the other case too."""
    named = {one.id: _name(session, telling, one, by=by, at=at) for one in accused}
    points = points_of(session, telling.source.record_id)
    for allegation in allegations:
        text = read_text(
            allegation,
            telling.source.record,
            lambda: open_record_key(session, telling.source.record_id, office.holder, by, at),
        )
        mine = {
            each.id: named[each.accused_id]
            for each in points
            if each.allegation_id == allegation.id and each.accused_id in named
        }
        _put(session, telling, allegation, _charge(allegation, text), mine, by=by, at=at)


def _name(
    session: Session, telling: Telling, accused: Accused, *, by: Actor, at: datetime
) -> Accused:
    record = telling.into.record
    there = [each.accused for each in accused_of(session, record.id)]
    for one in there:
        if one.official_id == accused.official_id and one.struck_off_at is None:
            return one
    told = Accused(
        id=uuid.uuid4(),
        record_id=record.id,
        number=max((one.number for one in there), default=0) + 1,
        official_id=accused.official_id,
        post_then=accused.post_then,
        named_at=at,
        struck_off_at=None,
        struck_off_note=None,
    )
    entry = noted(telling, Retold.ACCUSED, accused.id, told.id)
    session.add_all([told, entry])
    body = {"accused": told.number, "from": telling.source.number}
    append_event(session, record, "accused-retold", body, by=by, at=at, rows=[told, entry])
    official = session.get_one(Official, told.official_id)
    wall_off_accused(session, [official], by=by, at=at)
    session.flush()
    return told


def _charge(allegation: Allegation, text: str) -> Charge:
    return Charge(
        text=text,
        done_from=allegation.done_from,
        done_until=allegation.done_until,
        amount=allegation.amount,
        provision=allegation.provision,
    )


def _put(
    session: Session,
    telling: Telling,
    allegation: Allegation,
    charge: Charge,
    against: Mapping[uuid.UUID, Accused],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The allegation with its points; `against` gives for each point of the source who is accused here."""
    record = telling.into.record
    accused = {one.id: one for one in against.values()}
    told = add_allegation(session, record, charge, list(accused.values()), by=by, at=at)
    session.flush()
    new = {
        each.accused_id: each.id
        for each in points_of(session, record.id)
        if each.allegation_id == told.id
    }
    entries = [
        noted(telling, Retold.ALLEGATION, allegation.id, told.id),
        *(
            noted(telling, Retold.POINT, source_id, new[one.id])
            for source_id, one in against.items()
        ),
    ]
    session.add_all(entries)
    body = {"allegation": told.number, "from": telling.source.number}
    append_event(session, record, "allegation-retold", body, by=by, at=at, rows=entries)


def noted(telling: Telling, what: Retold, source_id: uuid.UUID, told_id: uuid.UUID) -> CaseRetold:
    """The entry of what was told again."""
    return CaseRetold(
        id=uuid.uuid4(),
        record_id=telling.into.record_id,
        pair=telling.pair,
        what=what,
        source_id=source_id,
        told_id=told_id,
    )


def take_back(
    session: Session, case: Case, pair: uuid.UUID, note: Note, *, by: Actor, at: datetime
) -> None:
    """Strike off who was named by this tie and drop the points it put; the rows stay, with the reason."""
    accused = told_rows(session, Accused, pair, Retold.ACCUSED)
    for one in accused:
        one.struck_off_at, one.struck_off_note = at, note.number
    points = told_rows(session, Point, pair, Retold.POINT)
    for point in points:
        settle(point, PointFinding.DROPPED, note, by=by, at=at)
    if accused or points:
        body = {"accused": [one.number for one in accused], "points": len(points)}
        rows = [*accused, *points, note]
        append_event(session, case.record, "retold-taken-back", body, by=by, at=at, rows=rows)
        officials = [session.get_one(Official, one.official_id) for one in accused]
        wall_off_accused(session, officials, by=by, at=at)


def settle(point: Point, finding: PointFinding, note: Note, *, by: Actor, at: datetime) -> None:
    """Give a point its finding, with the note that says why."""
    point.finding, point.finding_note = finding, note.number
    point.found_by, point.found_at = by.officer_id, at


Row = TypeVar("Row", Accused, Point)


def told_rows(session: Session, kind: type[Row], pair: uuid.UUID, what: Retold) -> list[Row]:
    """The rows of this case that a tie put there."""
    ids = [each.told_id for each in retold_of(session, pair, what)]
    return list(session.scalars(select(kind).where(kind.id.in_(ids)).order_by(kind.id)))
