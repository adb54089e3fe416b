"""The kept totals of tracks: each counted with whom it lies, by the one write path of tracks (decision 0010)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vigilance.cases.models import Case
from vigilance.complaints.models import Complaint
from vigilance.domain.age_bands import band_of
from vigilance.domain.dates import ist_day
from vigilance.domain.holders import holder, lies_with_the_named
from vigilance.domain.outside import UNFINISHED
from vigilance.proceedings.models import Proceeding
from vigilance.records.models import Record, RecordKind
from vigilance.records.totals import TrackCell, move_tracks

ALONE = {"synchronize_session": False}
UNNAMED = "-"
"""How the totals write that nobody is named."""


def cell_of(proceeding: Proceeding, district_code: str) -> TrackCell | None:
    """The cell in which this track is counted; None where it is not pending."""
    if proceeding.held_by is None or proceeding.counted_band is None:
        return None
    named = proceeding.held_name or UNNAMED
    return TrackCell(
        district_code,
        proceeding.track.value,
        proceeding.held_by,
        named,
        proceeding.counted_band,
    )


def keep_count(session: Session, proceeding: Proceeding, at: datetime) -> None:
    """Count a track where it lies since its state was set, and no longer where it lay. The record is locked.

    A track keeps its age from its first act, whoever holds it; opened again, it is counted at the age it has now.
    """
    party = holder(proceeding.track, proceeding.state)
    with_named = lies_with_the_named(proceeding.track, proceeding.state)
    name = proceeding.with_whom if with_named else None
    with session.no_autoflush:  # the roll of the age bands may have moved it since it was read
        kept = select(Proceeding.counted_band).where(Proceeding.id == proceeding.id)
        proceeding.counted_band = session.scalar(kept) or proceeding.counted_band
        if (proceeding.held_by, proceeding.held_name) == (party, name):
            return
        district = district_of(session, proceeding.record_id)
    before = cell_of(proceeding, district)
    proceeding.held_by, proceeding.held_name = (party.value if party else None), name
    if party is None:
        proceeding.counted_band = None
    elif before is None:
        proceeding.counted_band = band_of((ist_day(at) - proceeding.begun_on).days).value
    after = cell_of(proceeding, district)
    move_tracks(session, out=filter(None, [before]), into=filter(None, [after]))


def keep_on_track(session: Session, proceeding: Proceeding, before: str | None) -> None:
    """Keep beside its matter whether a track of it still runs, where this one has just begun to or ended.

    `before` is the state from which it was moved; the record is locked. No version moves: nothing of what the matter's
    own forms were drawn from is another.
    """
    if (before in UNFINISHED) is (proceeding.state in UNFINISHED):
        return
    table = _matters_of(session, proceeding.record_id)
    runs = select(Proceeding.id).where(
        Proceeding.record_id == proceeding.record_id, Proceeding.state.in_(UNFINISHED)
    )
    still = session.scalar(runs.limit(1)) is not None
    kept = update(table).where(table.record_id == proceeding.record_id).values(on_track=still)
    session.execute(kept, execution_options=ALONE)


def district_of(session: Session, record_id: uuid.UUID) -> str:
    """The district of a matter, as the totals write it; it never changes once the matter is registered."""
    table = _matters_of(session, record_id)
    district = select(table.district_code).where(table.record_id == record_id)
    return session.scalar(district) or "-"


def _matters_of(session: Session, record_id: uuid.UUID) -> type[Complaint] | type[Case]:
    """The table in which this matter stands."""
    return Case if session.get_one(Record, record_id).kind is RecordKind.CASE else Complaint


def uncount(session: Session, record: Record, tracks: Sequence[Proceeding]) -> None:
    """Count these tracks no longer: they were struck off, and nothing more can happen on them. The record is locked."""
    district = district_of(session, record.id)
    with session.no_autoflush:  # the roll of the age bands may have moved them since they were read
        for track in tracks:
            session.refresh(track, ["held_by", "held_name", "counted_band"])
    move_tracks(session, out=[cell for each in tracks if (cell := cell_of(each, district))])
    for track in tracks:
        track.held_by = track.held_name = track.counted_band = None
