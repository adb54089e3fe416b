"""How grave each released case is: weighed by a job under the rule in `config/gravity.toml`, kept beside the case."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, not_, select, update
from sqlalchemy.orm import Session

from vigilance.cases.models import Case
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.among import among
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import ist_day
from vigilance.domain.gravity import Ground, parse_grounds
from vigilance.records.models import Record
from vigilance.reports.models import CaseGravity
from vigilance.reviews.conditions import still_pending, taken
from vigilance.reviews.rules import read_rules

FILE = "gravity.toml"
BATCH = 500
ALONE = {"synchronize_session": False}


@lru_cache(maxsize=8)
def grounds_in(config_dir: Path) -> tuple[Ground, ...]:
    """The rule of gravity, in the order of the file; Invalid names what is wrong in it."""
    return read_rules(config_dir, FILE, parse_grounds)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One case as the rule finds it today."""

    record_id: uuid.UUID
    received_on: date
    weight: int
    grounds: list[str]


def weigh_cases(database: Database, office: Office, at: datetime) -> int:
    """Weigh every case that the minister's page may name, and answer for how many that changed anything."""
    grounds, today = grounds_in(office.settings.config_dir), ist_day(at)
    with database.writing() as session, session.begin():
        changed = _forget(act_as(session, SYSTEM))
    after: uuid.UUID | None = None
    while True:
        with database.writing() as session, session.begin():
            found = _weighed(act_as(session, SYSTEM), grounds, today, after)
            changed += _keep(session, found, today)
        if len(found) < BATCH:
            return changed
        after = found[-1].record_id


def _named() -> list[ColumnElement[bool]]:
    """The cases that may be named: pending, released by the CVO, and not protected."""
    return [still_pending(Case), and_(Record.may_be_named)]


def _forget(session: Session) -> int:
    """Take away what was kept of cases that are over or may no longer be named."""
    of_case = select(Case.record_id).join(Record, Record.id == Case.record_id)
    named = of_case.where(Case.record_id == CaseGravity.record_id, *_named())
    gone = list(session.scalars(select(CaseGravity.record_id).where(not_(named.exists()))))
    if gone:
        session.execute(
            delete(CaseGravity).where(among(session, CaseGravity.record_id, gone)),
            execution_options=ALONE,
        )
    return len(gone)


def _weighed(
    session: Session, grounds: tuple[Ground, ...], today: date, after: uuid.UUID | None
) -> list[Weighed]:
    """One batch of the cases in the order of their ids, each with the grounds that hold of it: one statement."""
    holds = [taken(Case, ground.when, today).label(ground.name) for ground in grounds]
    statement = (
        select(Case.record_id, Case.received_on, *holds)
        .join(Record, Record.id == Case.record_id)
        .where(*_named())
        .order_by(Case.record_id)
        .limit(BATCH)
    )
    if after is not None:
        statement = statement.where(Case.record_id > after)
    return [_read(grounds, *row) for row in session.execute(statement)]


def _read(
    grounds: tuple[Ground, ...], record_id: uuid.UUID, received_on: date, *holds: bool
) -> Weighed:
    own = [
        ground for ground, held in zip(grounds, holds, strict=True) if held and ground.weight > 0
    ]
    weight = sum(ground.weight for ground in own)
    return Weighed(record_id, received_on, weight, [ground.name for ground in own])


def _keep(session: Session, found: list[Weighed], today: date) -> int:
    """Write what is new or otherwise than it was kept."""
    ids = [each.record_id for each in found]
    statement = select(CaseGravity.record_id, CaseGravity.weight, CaseGravity.grounds)
    rows = session.execute(statement.where(among(session, CaseGravity.record_id, ids)))
    known = {record_id: (weight, grounds) for record_id, weight, grounds in rows}
    new = [_row(each, today) for each in found if each.record_id not in known]
    if new:
        session.execute(insert(CaseGravity), new)
    moved = [
        each
        for each in found
        if known.get(each.record_id, (each.weight, each.grounds)) != (each.weight, each.grounds)
    ]
    for each in moved:
        again = update(CaseGravity).where(CaseGravity.record_id == each.record_id)
        session.execute(again.values(_row(each, today)), execution_options=ALONE)
    return len(new) + len(moved)


def _row(weighed: Weighed, today: date) -> dict[str, Any]:
    return {
        "record_id": weighed.record_id,
        "weight": weighed.weight,
        "grounds": weighed.grounds,
        "received_on": weighed.received_on,
        "weighed_on": today,
    }
