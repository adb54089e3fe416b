"""Opening records, numbering them, and walls."""

import uuid
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from vigilance.records.models import NumberSeries, Record, RecordKind, Tier

LOCKED = "locked_records"
"""Under this name a session knows the records whose rows it holds until its commit."""

RAISE_BY_ONE = (
    update(NumberSeries)
    .where(NumberSeries.series == bindparam("of"))
    .values(last=NumberSeries.last + 1)
    .returning(NumberSeries.last)
    .execution_options(synchronize_session=False)
)


def open_record(
    session: Session,
    kind: RecordKind,
    number: str,
    *,
    at: datetime,
    tier: Tier = Tier.ORDINARY,
    record_id: uuid.UUID | None = None,
    at_intake: bool = False,
) -> Record:
    """A new record whose chain begins with its own id (the genesis of security.md 4.2)."""
    record_id = record_id or uuid.uuid4()
    record = Record(
        id=record_id,
        kind=kind,
        number=number,
        tier=tier,
        opened_at=at,
        seq=0,
        head=record_id.bytes,
        at_intake=at_intake,
    )
    session.add(record)
    session.flush()  # first of all: every other row of this transaction hangs on it by a foreign key
    hold(session, record_id)  # nobody else sees it before the commit
    return record


def hold(session: Session, *record_ids: uuid.UUID) -> None:
    """Note that this session holds these records' rows."""
    session.info.setdefault(LOCKED, set()).update(record_ids)


def holds(session: Session, record: Record) -> bool:
    """Whether this session holds the record's row already."""
    return record.id in session.info.get(LOCKED, ())


def next_in_series(session: Session, series: str) -> int:
    """The next number of this series; the row stays locked until the commit, so call it late.

    A gapless register: a number missing from it would ask what was removed.
    """
    last = session.scalar(RAISE_BY_ONE, {"of": series})
    if last is not None:
        return last
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    session.execute(insert(NumberSeries).values(series=series, last=0).on_conflict_do_nothing())
    return session.execute(RAISE_BY_ONE, {"of": series}).scalar_one()


def system_record(session: Session, name: str, *, at: datetime) -> Record:
    """The pseudo-case that carries acts which belong to no complaint: `auth`, `admin`, `keys`, `reads`."""
    number = f"sys:{name}"
    found = session.scalars(select(Record).where(Record.number == number)).one_or_none()
    return found or open_record(session, RecordKind.SYSTEM, number, at=at)
