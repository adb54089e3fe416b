"""Which papers are to be inspected: those without an inspection, and those whose inspection is to be made again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from vigilance.evidence.models import (
    InspectionState,
    KeyWrap,
    Paper,
    PaperInspection,
    PaperMark,
    PaperPreview,
)
from vigilance.evidence.queries import record_key, wraps_of
from vigilance.evidence.signs import Sign
from vigilance.records.models import Record, Tier

LEASE = timedelta(minutes=5)
BATCH = 20
MOST_ATTEMPTS = 5
RECENT = timedelta(days=2)
"""So far back every sweep looks; a rarer one looks at all, for papers entered with a day long past."""
SCAN_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A paper to be looked at, with what opens it."""

    paper: Paper = field(repr=False)
    recipient: str
    epoch: int
    wraps: tuple[KeyWrap, ...] = field(repr=False)
    protected: bool
    attempt: int


def due_papers(
    session: Session, now: datetime, *, scanning: bool, since: datetime | None
) -> Sequence[uuid.UUID]:
    """The papers to be inspected now, the oldest first. It only reads: most sweeps find nothing."""
    known = exists().where(PaperInspection.paper_id == Paper.id)
    new = select(Paper.id).where(~known)
    if since is not None:
        new = new.where(Paper.added_at >= since)
    found = session.scalars(new.order_by(Paper.added_at, Paper.id).limit(BATCH)).all()
    states = [InspectionState.WAITING]
    if scanning:
        states.append(InspectionState.NOT_SCANNED)
    again = (
        select(PaperInspection.paper_id)
        .where(PaperInspection.state.in_(states), PaperInspection.leased_until <= now)
        .order_by(PaperInspection.leased_until, PaperInspection.paper_id)
        .limit(BATCH)
    )
    return [*found, *session.scalars(again)]


def lease(session: Session, paper_id: uuid.UUID, now: datetime) -> Due | None:
    """Take a paper, unless another worker has: one that is killed leaves it to the next one."""
    paper = session.get_one(Paper, paper_id)
    row = session.get(PaperInspection, paper_id, with_for_update=True)
    if row is None:
        row = PaperInspection(
            paper_id=paper_id, record_id=paper.record_id, state=InspectionState.WAITING, signs=[], facts={}, attempts=0,
            leased_until=now,
        )  # fmt: skip
        session.add(row)
    if row.leased_until > now:
        return None
    row.attempts += 1
    row.leased_until = now + LEASE
    return due_of(session, paper, row.attempts)


def due_of(session: Session, paper: Paper, attempt: int) -> Due:
    """A paper with what opens it."""
    key = record_key(session, paper.record_id)
    return Due(
        paper=paper,
        recipient=key.public,
        epoch=key.epoch,
        wraps=tuple(wraps_of(session, paper.record_id, key.epoch)),
        protected=session.get_one(Record, paper.record_id).tier is Tier.PROTECTED,
        attempt=attempt,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What is to be kept of an inspection."""

    state: InspectionState
    signs: Sequence[str]
    facts: dict[str, int | str]
    listing_sealed: bytes | None = field(default=None, repr=False)
    mark: bytes | None = field(default=None, repr=False)


def keep(session: Session, paper: Paper, opinion: Opinion, *, at: datetime) -> None:
    """Write down what was found; a mark is written once. What the scanner finds is looked at no longer."""
    row = session.get_one(PaperInspection, paper.id, with_for_update=True)
    row.state, row.signs, row.facts = opinion.state, list(opinion.signs), dict(opinion.facts)
    row.listing_sealed, row.inspected_at, row.leased_until = opinion.listing_sealed, at, at
    if opinion.state is InspectionState.NOT_SCANNED:
        # However often the scanner is away, the paper is offered to it again.
        row.attempts, row.leased_until = 0, at + SCAN_AGAIN
    preview = session.get(PaperPreview, paper.id)
    if preview is not None and Sign.SCANNER_POSITIVE in opinion.signs:
        preview.begin_again(at)
    if opinion.mark is not None and session.get(PaperMark, paper.id) is None:
        session.add(PaperMark(paper_id=paper.id, record_id=paper.record_id, digest=opinion.mark))


def put_off(session: Session, paper_id: uuid.UUID, attempt: int, *, at: datetime) -> bool:
    """Leave a paper that could not be opened for later; False where that was done often enough."""
    row = session.get_one(PaperInspection, paper_id, with_for_update=True)
    if attempt < MOST_ATTEMPTS:
        row.leased_until = at + LEASE * attempt
        return True
    row.state, row.inspected_at = InspectionState.FAILED, at
    return False
