"""Files too long to wait for: ordered, made by a job, kept sealed for a day, taken by who ordered them, destroyed.

The making is on the ledger in the transaction that makes the file ready, so a worker that was killed leaves none there
and one that was not leaves one. `session` writes and acts as the system throughout.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotFound, NotPermitted, Wording
from vigilance.domain.roles import Role
from vigilance.records.models import Wall
from vigilance.returns.commands import (
    next_export_number,
    tell_export,
    tell_ordered,
    tell_taken,
)
from vigilance.returns.exporting import Order
from vigilance.returns.models import ExportOrder, OrderState, WhyRefused
from vigilance.returns.report_table import REPORTS
from vigilance.returns.sealed_file import SealedFile
from vigilance.returns.shapes import Asked, Counted

LEASE = timedelta(minutes=5)
"""A worker that says nothing for so long is taken for dead; each few thousand rows it says something."""
MOST_ATTEMPTS = 4
MOST_OPEN = 5
SHOWN_FOR = timedelta(days=7)
"""So long the page tells what became of an order."""
FULL = "Of your ordered files {most} are being made or are ready. Destroy one first."
OPEN = (OrderState.WAITING, OrderState.READY)


def order_export(session: Session, order: Order, *, rows: int, at: datetime) -> ExportOrder:
    """Take the order and put it on the ledger; Invalid where the reader has too many already."""
    officer = order.reader.officer_id
    if officer is None:
        raise NotPermitted("order")
    open_ones = select(func.count()).where(
        ExportOrder.officer_id == officer, ExportOrder.state.in_(OPEN)
    )
    if session.execute(open_ones).scalar_one() >= MOST_OPEN:
        raise Invalid({"form": [Wording(FULL, most=MOST_OPEN)]})
    number = next_export_number(session, at)
    row = ExportOrder(
        number=number,
        officer_id=officer,
        report=order.report.name,
        since=order.asked.since,
        until=order.asked.until,
        chosen=dict(order.asked.chosen),
        form=order.form,
        language=order.language,
        state=OrderState.WAITING,
        rows_expected=rows,
        rows_done=0,
        attempts=0,
        leased_until=at,
        ordered_at=at,
    )
    session.add(row)
    session.flush()
    tell_ordered(session, order.told(number), by=order.reader, at=at)
    return row


def asked_in(row: ExportOrder, today: date = date.max) -> Asked:
    """What was asked, as it is answered on this day."""
    return Asked(row.since, row.until, row.chosen, today)


def orders_of(session: Session, officer_id: uuid.UUID, at: datetime) -> Sequence[ExportOrder]:
    """What this officer ordered of late, the newest first."""
    mine = select(ExportOrder).where(
        ExportOrder.officer_id == officer_id, ExportOrder.ordered_at > at - SHOWN_FOR
    )
    newest = mine.order_by(ExportOrder.ordered_at.desc(), ExportOrder.id.desc())
    return session.scalars(newest.limit(50)).all()


def lease_next(session: Session, at: datetime) -> ExportOrder | None:
    """The next order to be made, now this worker's; one whose making was broken off again and again is given up."""
    due = (
        select(ExportOrder)
        .where(ExportOrder.state == OrderState.WAITING, ExportOrder.leased_until <= at)
        .order_by(ExportOrder.ordered_at, ExportOrder.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    while (row := session.scalars(due).one_or_none()) is not None:
        if row.attempts < MOST_ATTEMPTS:
            row.attempts += 1
            row.rows_done, row.leased_until = 0, at + LEASE
            return row
        row.end(OrderState.FAILED)
        session.flush()
    return None


def still_wanted(session: Session, leased: ExportOrder, rows: int, at: datetime) -> bool:
    """Say how far the file is. False where it was destroyed meanwhile, or another worker has it."""
    mine = update(ExportOrder).where(
        ExportOrder.id == leased.id,
        ExportOrder.state == OrderState.WAITING,
        ExportOrder.attempts == leased.attempts,
    )
    found = session.execute(
        mine.values(rows_done=rows, leased_until=at + LEASE).execution_options(
            synchronize_session=False
        )
    )
    return bool(found.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts its rows


def _mine(session: Session, leased: ExportOrder) -> ExportOrder | None:
    row = session.get_one(ExportOrder, leased.id, with_for_update=True)
    same = row.state is OrderState.WAITING and row.attempts == leased.attempts
    return row if same else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A file that was made and sealed. `begun` is when its rows were read, `kept_until` when it is destroyed."""

    file: SealedFile
    rows: int
    sha256: bytes
    begun: datetime
    kept_until: datetime


def make_ready(session: Session, leased: ExportOrder, order: Order, made: Finished) -> bool:
    """The file is there: keep where, and put its making on the ledger. False where nobody wants it any more."""
    row = _mine(session, leased)
    if row is None:
        return False
    row.state, row.rows_done = OrderState.READY, made.rows
    row.made_at, row.kept_until = made.begun, made.kept_until
    row.blob_name, row.sha256_sealed_file = made.file.name, made.file.sha256_cipher
    row.key_sealed = made.file.key_sealed
    told = order.told(row.number)
    tell_export(session, told, made.rows, made.sha256, by=order.reader, at=made.begun)
    return True


def refuse(session: Session, leased: ExportOrder, why: WhyRefused) -> None:
    """End an order that may not be made."""
    row = _mine(session, leased)
    if row is not None:
        row.end(OrderState.REFUSED, why)


def put_off(session: Session, leased: ExportOrder, at: datetime) -> None:
    """Leave an order that could not be made now for later."""
    row = _mine(session, leased)
    if row is not None:
        row.leased_until = at + LEASE * row.attempts


def own_order(session: Session, order_id: uuid.UUID, officer_id: uuid.UUID) -> ExportOrder:
    """An order of this officer; NotFound where it is nobody's or another's."""
    row = session.get(ExportOrder, order_id, with_for_update=True)
    if row is None or row.officer_id != officer_id:
        raise NotFound("ordered file")
    return row


def take(session: Session, row: ExportOrder, *, by: Actor, at: datetime) -> SealedFile | None:
    """The file for who ordered it, and its taking on the ledger; None where he lost the right: it is destroyed then.

    Raises NotFound where there is no file, or its time is over.
    """
    if not row.is_kept(at):
        raise NotFound("ordered file")
    why = _forbidden(session, row, by)
    if why is not None or not (row.blob_name and row.sha256_sealed_file and row.key_sealed):
        row.end(OrderState.REFUSED, why)
        return None
    tell_taken(session, row.number, by=by, at=at)
    return SealedFile(row.blob_name, row.sha256_sealed_file, row.key_sealed)


def may_run(report: str, roles: frozenset[Role]) -> bool:
    """Whether somebody in these roles may still run this report."""
    return report in REPORTS and not REPORTS[report].by.isdisjoint(roles)


def _forbidden(session: Session, row: ExportOrder, by: Actor) -> WhyRefused | None:
    if not may_run(row.report, by.roles):
        return WhyRefused.RIGHT_LOST
    report = REPORTS[row.report]
    if isinstance(report, Counted) and report.whole:
        return None
    walled = select(Wall.id).where(
        Wall.officer_id == row.officer_id,
        Wall.declared_at >= row.made_at,
        Wall.lifted_at.is_(None),
    )
    return WhyRefused.SIGHT_CHANGED if session.scalar(walled.limit(1)) else None


def end_old(session: Session, at: datetime) -> int:
    """Destroy what was kept long enough: the keys go; how many."""
    over = select(ExportOrder).where(
        ExportOrder.state == OrderState.READY, ExportOrder.kept_until <= at
    )
    found = session.scalars(over.with_for_update(skip_locked=True)).all()
    for row in found:
        row.end(OrderState.DESTROYED)
    return len(found)


def left_over(session: Session) -> Sequence[str]:
    """The names of files that lie there without a key."""
    noise = select(ExportOrder.blob_name).where(
        ExportOrder.blob_name.is_not(None), ExportOrder.key_sealed.is_(None)
    )
    return [name for name in session.scalars(noise.limit(100)) if name]


def forget_file(session: Session, name: str) -> None:
    """The file of this name is gone from the disk."""
    session.execute(update(ExportOrder).where(ExportOrder.blob_name == name).values(blob_name=None))
