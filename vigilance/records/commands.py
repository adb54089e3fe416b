"""Opening records, numbering them, and walls."""

import uuid
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from vigilance.records.models import NumberSeries, Record, RecordKind, Tier


def open_record(
    session: Session,
    kind: RecordKind,
    number: str,
    *,
    at: datetime,
    tier: Tier = Tier.ORDINARY,
    record_id: uuid.UUID | None = None,
) -> Record:
    """A new record whose chain begins with its own id (the genesis of security.md 4.2)."""
    record_id = record_id or uuid.uuid4()
    record = Record(
        id=record_id, kind=kind, number=number, tier=tier, opened_at=at, seq=0, head=record_id.bytes
    )
    session.add(record)
    session.flush()  # first of all: every other row of this transaction hangs on it by a foreign key
    return record


def next_in_series(session: Session, series: str) -> int:
    """The next number of this series; the row stays locked until the commit, so call it late.

    A gapless register: a number missing from it would ask what was removed.
    """
    raise_by_one = (
        update(NumberSeries)
        .where(NumberSeries.series == series)
        .values(last=NumberSeries.last + 1)
        .returning(NumberSeries.last)
        .execution_options(synchronize_session=False)
    )
    last = session.execute(raise_by_one).scalar_one_or_none()
    if last is not None:
        return last
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    session.execute(insert(NumberSeries).values(series=series, last=0).on_conflict_do_nothing())
    return session.execute(raise_by_one).scalar_one()


def system_record(session: Session, name: str, *, at: datetime) -> Record:
    """The pseudo-case that carries acts which belong to no complaint: `auth`, `admin`, `keys`, `reads`."""
    number = f"sys:{name}"
    found = session.scalars(select(Record).where(Record.number == number)).one_or_none()
    return found or open_record(session, RecordKind.SYSTEM, number, at=at)
