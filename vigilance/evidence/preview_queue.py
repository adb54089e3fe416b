"""Of which papers a preview is to be made: those inspected and without one, and those whose preview no longer holds."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from vigilance.evidence.inspection_queue import BATCH, LEASE, MOST_ATTEMPTS, Due, due_of
from vigilance.evidence.models import (
    InspectionState,
    KeyWrap,
    Paper,
    PaperInspection,
    PaperPreview,
    PreviewState,
    RecordKey,
)
from vigilance.evidence.previews.made import Made, NoPreview
from vigilance.evidence.signs import Sign
from vigilance.sealing.evidence import StoredBlob


def due_previews(session: Session, now: datetime, *, since: datetime | None) -> Sequence[uuid.UUID]:
    """The papers whose preview is to be made now, the oldest first. It only reads: most sweeps find nothing.

    With `since` only papers added from then on are looked for.
    """
    new = (
        select(Paper.id)
        .join(PaperInspection, PaperInspection.paper_id == Paper.id)
        .where(PaperInspection.state != InspectionState.WAITING)
        .where(~exists().where(PaperPreview.paper_id == Paper.id))
    )
    if since is not None:
        new = new.where(Paper.added_at >= since)
    found = session.scalars(new.order_by(Paper.added_at, Paper.id).limit(BATCH)).all()
    again = (
        select(PaperPreview.paper_id)
        .where(PaperPreview.state == PreviewState.WAITING, PaperPreview.leased_until <= now)
        .order_by(PaperPreview.leased_until, PaperPreview.paper_id)
        .limit(BATCH)
    )
    return [*found, *session.scalars(again)]


def begin_stale_again(session: Session, now: datetime) -> int:
    """Take away the previews that were sealed under a key that was renewed, or that nobody holds any more."""
    stale = select(PaperPreview).where(PaperPreview.state == PreviewState.READY, _stale())
    found = session.scalars(stale.order_by(PaperPreview.paper_id).limit(BATCH)).all()
    for row in found:
        row.begin_again(now)
    return len(found)


def _stale() -> ColumnElement[bool]:
    same = RecordKey.record_id == PaperPreview.record_id
    newer = exists().where(same, RecordKey.epoch > PaperPreview.epoch)
    held = exists().where(
        KeyWrap.record_id == PaperPreview.record_id, KeyWrap.epoch == PaperPreview.epoch
    )
    return or_(newer, ~held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A paper to be drawn, and whether the scanner warns of it."""

    due: Due
    positive: bool


def lease(session: Session, paper_id: uuid.UUID, now: datetime) -> Leased | None:
    """Take a paper, unless another worker has: one that is killed leaves it to the next one."""
    paper = session.get_one(Paper, paper_id)
    row = session.get(PaperPreview, paper_id, with_for_update=True)
    if row is None:
        row = PaperPreview(paper_id=paper_id, record_id=paper.record_id, epoch=0)
        row.begin_again(now)
        session.add(row)
    if row.state is not PreviewState.WAITING or row.leased_until > now:
        return None
    row.attempts += 1
    row.leased_until = now + LEASE
    found = session.get(PaperInspection, paper_id)
    positive = found is not None and Sign.SCANNER_POSITIVE in found.signs
    return Leased(due=due_of(session, paper, row.attempts), positive=positive)


def keep(session: Session, due: Due, made: Made, file: StoredBlob, *, at: datetime) -> None:
    """Write down the preview and where its sealed sheets lie."""
    row = session.get_one(PaperPreview, due.paper.id, with_for_update=True)
    row.state, row.reason, row.epoch = PreviewState.READY, None, due.epoch
    row.sheets = [[each.kind.value, len(each.content), each.second] for each in made.sheets]
    row.cut, row.seconds = made.cut, made.seconds
    row.blob_name, row.sha256_sealed_file = file.name, file.sha256_cipher
    row.made_at = row.leased_until = at


def keep_none(session: Session, paper_id: uuid.UUID, reason: NoPreview, *, at: datetime) -> None:
    """Write down that there is none, and why."""
    row = session.get_one(PaperPreview, paper_id, with_for_update=True)
    row.begin_again(at)
    row.state, row.reason, row.made_at = PreviewState.NONE, reason.value, at


def put_off(session: Session, due: Due, *, at: datetime) -> bool:
    """Leave a paper that could not be opened for later; False where that was done often enough."""
    if due.attempt >= MOST_ATTEMPTS:
        keep_none(session, due.paper.id, NoPreview.NOT_OPENED, at=at)
        return False
    row = session.get_one(PaperPreview, due.paper.id, with_for_update=True)
    row.leased_until = at + LEASE * due.attempt
    return True
