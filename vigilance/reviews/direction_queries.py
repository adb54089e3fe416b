"""Reading directions: given, told upwards, carried out; their reports, and who was charged with them in turn."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from vigilance.database.paging import PAGE_SIZE, Page, keyset_page
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.records.models import Record
from vigilance.reviews.models import (
    ComplianceReport,
    Direction,
    DirectionAlert,
    DirectionCharge,
    Standing,
)

MOST_OPEN = 200
"""More directions than this were never open at once; the oldest due come first."""


def reports_of(
    session: Session, direction_ids: Collection[uuid.UUID]
) -> Sequence[ComplianceReport]:
    """Every report of how these directions were carried out, in their order."""
    statement = select(ComplianceReport).where(ComplianceReport.direction_id.in_(direction_ids))
    return session.scalars(statement.order_by(ComplianceReport.reported_at)).all()


def charges_of(session: Session, direction_ids: Collection[uuid.UUID]) -> Sequence[DirectionCharge]:
    """Every change of who owes these directions, in their order."""
    statement = select(DirectionCharge).where(DirectionCharge.direction_id.in_(direction_ids))
    return session.scalars(statement.order_by(DirectionCharge.changed_at)).all()


class Which(StrEnum):
    """A part of the directions that is counted, and opened from its figure."""

    OPEN = "open"
    LATE = "late"
    REPORTED = "reported"
    RETURNED = "returned"
    CARRIED_OUT = "carried-out"


def _those(which: Which, today: date) -> ColumnElement[bool]:
    """What belongs to a part: the figure counts by it and the list behind the figure shows by it."""
    waiting = Direction.complied_at.is_(None)
    return {
        Which.OPEN: waiting,
        Which.LATE: and_(waiting, Direction.due_on < today),
        Which.REPORTED: Direction.standing == Standing.REPORTED,
        Which.RETURNED: Direction.standing == Standing.RETURNED,
        Which.CARRIED_OUT: Direction.complied_at.is_not(None),
    }[which]


def on_sheet() -> ColumnElement[bool]:
    """That a direction is on a matter which the minister's pages may name.

    Those pages count and list the same directions whoever opens them: a sheet frozen by the Chief Vigilance Officer
    must not differ from the minister's.
    """
    return exists().where(Record.id == Direction.record_id, Record.may_be_named)


def direction_figures(
    session: Session, today: date, *among: ColumnElement[bool]
) -> dict[Which, int]:
    """How many directions in sight stand where: one statement, over the directions alone; few are given."""
    parts = [_those(which, today).label(which.name.casefold()) for which in Which]
    given = select(*parts).where(*among).subquery()
    found = dict.fromkeys(Which, 0)
    alike = select(*given.c, func.count()).group_by(*given.c)
    for *belongs, directions in session.execute(alike):
        for which, holds in zip(Which, belongs, strict=True):
            found[which] += directions if holds else 0
    return found


def directions_of(session: Session, record_ids: Collection[uuid.UUID]) -> Sequence[Direction]:
    """The minister's directions on these records, the newest first."""
    statement = (
        select(Direction)
        .where(Direction.record_id.in_(record_ids))
        .order_by(Direction.given_at.desc(), Direction.id.desc())
    )
    return session.scalars(statement).all()


def pressing_directions(session: Session, *, limit: int) -> Sequence[Direction]:
    """Of those on the sheet the ones not yet carried out before the others, the first due first."""
    order = (Direction.complied_at.is_not(None), Direction.due_on, Direction.id)
    return session.scalars(select(Direction).where(on_sheet()).order_by(*order).limit(limit)).all()


def open_directions(session: Session, *, limit: int = MOST_OPEN) -> Sequence[Direction]:
    """Those not yet carried out that this reader may see, the first due first."""
    statement = select(Direction).where(Direction.complied_at.is_(None))
    return session.scalars(statement.order_by(Direction.due_on, Direction.id).limit(limit)).all()


def directions_carried_out(
    session: Session, after: tuple[datetime, uuid.UUID] | None = None, *, size: int = PAGE_SIZE
) -> Page[Direction]:
    """Those carried out that this reader may see, the last given first."""
    statement = select(Direction).where(Direction.complied_at.is_not(None))
    return keyset_page(session, statement, [Direction.given_at, Direction.id], after, size=size)


def directions_given(
    session: Session,
    after: tuple[datetime, uuid.UUID] | None = None,
    *among: ColumnElement[bool],
    which: Which | None = None,
    today: date,
    size: int = PAGE_SIZE,
) -> Page[Direction]:
    """The directions of a part, or all, that this reader may see, the newest first."""
    statement = select(Direction).where(*among)
    if which is not None:
        statement = statement.where(_those(which, today))
    keys = [Direction.given_at, Direction.id]
    return keyset_page(session, statement, keys, after, size=size)


def directions_told(session: Session, roles: Collection[Role]) -> Sequence[Direction]:
    """Those past their day of which somebody in one of these parts was told, in sight, the first due first."""
    told = select(DirectionAlert.direction_id).where(DirectionAlert.role.in_(roles))
    statement = select(Direction).where(Direction.complied_at.is_(None), Direction.id.in_(told))
    return session.scalars(statement.order_by(Direction.due_on, Direction.id)).all()


def direction_by_id(session: Session, direction_id: uuid.UUID) -> Direction:
    """The direction with this id; NotFound otherwise or out of sight."""
    found = session.scalars(select(Direction).where(Direction.id == direction_id)).one_or_none()
    if found is None:
        raise NotFound("direction")
    return found
