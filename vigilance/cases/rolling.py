"""Kept totals brought up to the day: open matters move from age band to age band as they grow older."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vigilance.audit.commands import lock_records
from vigilance.cases.commands.steps import cell_of as case_cell
from vigilance.cases.models import OPEN as OPEN_CASES
from vigilance.cases.models import Case
from vigilance.complaints.commands.steps import cell_of as complaint_cell
from vigilance.complaints.models import OPEN as OPEN_COMPLAINTS
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.age_bands import LAST_DAY, AgeBand
from vigilance.records.totals import Cell, move_totals

BATCH = 500


def roll_age_bands(database: Database, today: date, batch: int = BATCH) -> int:
    """Move every open matter not counted in the band of its age, and answer how many; a second run moves none."""
    return sum(
        rolled(database, lambda session, band: _roll_batch(session, table, band, today, batch))  # noqa: B023 -- called at once
        for table in (Complaint, Case)
    )


def rolled(database: Database, roll_batch: Callable[[Session, AgeBand], int]) -> int:
    """Batch by batch, each in a transaction of its own, until none is left to move into any band."""
    moved = 0
    for band in AgeBand:
        while True:
            with database.writing() as session, session.begin():
                act_as(session, SYSTEM)
                found = roll_batch(session, band)
            moved += found
            if found == 0:
                break
    return moved


def _roll_batch(
    session: Session, table: type[Complaint | Case], band: AgeBand, today: date, batch: int
) -> int:
    """Move one batch into a band. The records are locked first, so no step moves their totals meanwhile."""
    oldest, newest = first_and_last_day(band, today)
    strayed = (
        OPEN_COMPLAINTS if table is Complaint else OPEN_CASES,
        table.counted_band != band.value,
        table.received_on <= newest,
        table.received_on >= oldest,
    )
    first = select(table.record_id).where(*strayed).order_by(table.received_on, table.record_id)
    ids = list(session.scalars(first.limit(batch)))
    if not ids:
        return 0
    held = [record.id for record in lock_records(session, ids, skip_locked=True)]
    found = session.scalars(select(table).where(table.record_id.in_(held), *strayed))
    rows = [row for row in found if isinstance(row, Complaint | Case)]
    out = [_cell(row) for row in rows]
    into = [Cell(c.district_code, c.scheme_code, c.stage, band.value) for c in out]
    move_totals(session, out=out, into=into)
    session.execute(
        update(table)
        .where(table.record_id.in_([row.record_id for row in rows]))
        .values(counted_band=band.value)
        .execution_options(synchronize_session=False)
    )
    return len(rows)


def first_and_last_day(band: AgeBand, today: date) -> tuple[date, date]:
    """The first and the last day on which what is in this band today began."""
    bands = list(AgeBand)
    place = bands.index(band)
    newest = date.max if place == 0 else today - timedelta(days=LAST_DAY[bands[place - 1]] + 1)
    oldest = today - timedelta(days=LAST_DAY[band]) if band in LAST_DAY else date.min
    return oldest, newest


def _cell(row: Complaint | Case) -> Cell:
    cell = complaint_cell(row) if isinstance(row, Complaint) else case_cell(row)
    if cell is None:
        raise AssertionError("a closed matter is not counted")
    return cell
