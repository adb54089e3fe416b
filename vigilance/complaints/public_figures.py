"""What the office publishes about itself: kept totals and the ledger, never a row of the register."""

from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.audit.models import Checkpoint, Event, LedgerLeaf
from vigilance.domain.age_bands import AgeBand
from vigilance.records.totals import PendingTotal


class Standing(StrEnum):
    """How a proof of registration stands in the ledger."""

    SEALED = "sealed"
    WAITING = "waiting"
    UNKNOWN = "unknown"


def pending_by_age(session: Session) -> list[tuple[AgeBand, int]]:
    """How many complaints and cases are pending in each age band."""
    statement = select(PendingTotal.age_band, func.sum(PendingTotal.pending)).group_by(
        PendingTotal.age_band
    )
    counts = {band: int(count) for band, count in session.execute(statement)}
    return [(band, counts.get(band.value, 0)) for band in AgeBand]


def newest_checkpoint(session: Session) -> Checkpoint | None:
    """The latest signed statement of the ledger."""
    statement = select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1)
    return session.scalars(statement).one_or_none()


def standing_of(session: Session, event_hash: bytes) -> Standing:
    """Whether the event with this hash stands in the ledger, and whether the newest signed statement covers it."""
    statement = (
        select(Event.id, LedgerLeaf.leaf_index)
        .outerjoin(LedgerLeaf, LedgerLeaf.event_id == Event.id)
        .where(Event.event_hash == event_hash)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return Standing.UNKNOWN
    newest = newest_checkpoint(session)
    if newest is None or found.leaf_index is None or found.leaf_index >= newest.size:
        return Standing.WAITING
    return Standing.SEALED
