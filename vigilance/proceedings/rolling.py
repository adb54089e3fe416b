"""The totals of tracks brought up to the day: a pending track moves from age band to age band as it grows older."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vigilance.audit.commands import lock_records
from vigilance.cases.rolling import BATCH, first_and_last_day, rolled
from vigilance.database.engine import Database
from vigilance.domain.age_bands import AgeBand
from vigilance.proceedings.commands.counting import cell_of, district_of
from vigilance.proceedings.models import PENDING, Proceeding
from vigilance.records.totals import move_tracks


def roll_tracks(database: Database, today: date, batch: int = BATCH) -> int:
    """Move every pending track not counted in the band of its age, and answer how many; a second run moves none."""
    return rolled(database, lambda session, band: _roll_batch(session, band, today, batch))


def _roll_batch(session: Session, band: AgeBand, today: date, batch: int) -> int:
    """Move one batch into a band. The records are locked first, so no act moves their totals meanwhile."""
    oldest, newest = first_and_last_day(band, today)
    strayed = (
        PENDING,
        Proceeding.counted_band != band.value,
        Proceeding.begun_on <= newest,
        Proceeding.begun_on >= oldest,
    )
    first = select(Proceeding.record_id).where(*strayed)
    ids = set(session.scalars(first.order_by(Proceeding.begun_on, Proceeding.id).limit(batch)))
    if not ids:
        return 0
    held = [record.id for record in lock_records(session, ids, skip_locked=True)]
    rows = session.scalars(select(Proceeding).where(Proceeding.record_id.in_(held), *strayed)).all()
    places = [(row, district_of(session, row.record_id)) for row in rows]
    out = [cell for row, district in places if (cell := cell_of(row, district))]
    move_tracks(session, out=out, into=[replace(cell, age_band=band.value) for cell in out])
    session.execute(
        update(Proceeding)
        .where(Proceeding.id.in_([row.id for row in rows]))
        .values(counted_band=band.value)
        .execution_options(synchronize_session=False)
    )
    return len(rows)
