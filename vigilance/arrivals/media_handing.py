"""Handing a file that is here to whom it belongs: its complaint, or the call it is the recording of."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from vigilance.arrivals.media_files import remove_file, upload_of
from vigilance.arrivals.media_models import MediaFetch, MediaState
from vigilance.arrivals.media_queue import Wanted, kept_until, mark_added
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.complaints.commands.tracking import add_more_papers
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, complainant_of
from vigilance.domain.lanes import Channel
from vigilance.evidence.commands import store_papers
from vigilance.evidence.queries import record_recipient
from vigilance.helpline.calls import add_recording, call_of_message, recording_recipient

LOOKED_AT_AGAIN = timedelta(days=1)
RECORDING_CAME_LATE = "recording-came-late"
"""The call is written up, and no trace leads from it to its complaint."""


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose the file is, and to what key it is sealed."""

    recipient: str
    record_id: uuid.UUID | None = None
    call_id: uuid.UUID | None = None


def hand_over(database: Database, office: Office, wanted: Wanted, *, at: datetime) -> None:
    """Make a kept file a paper of its complaint or a recording of its call; it waits where neither stands."""
    with database.reading() as session:
        owner = _owner_of(act_as(session, SYSTEM), wanted.fetch_id)
    if owner is None:
        with database.writing() as session, session.begin():
            kept_until(act_as(session, SYSTEM), wanted.fetch_id, at + LOOKED_AT_AGAIN)
            _hold_where_late(session, wanted.fetch_id)
        return
    stored = store_papers([upload_of(office, wanted)], owner.recipient, office.settings.blobs_dir)
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        if not mark_added(session, wanted.fetch_id, at=at):
            return
        if owner.record_id is not None:
            by = complainant_of(owner.record_id)
            add_more_papers(session, owner.record_id, stored, by=by, at=at)
        elif owner.call_id is not None:
            add_recording(session, owner.call_id, stored[0], at=at, office=office)
    remove_file(office, wanted.fetch_id)


def _owner_of(session: Session, fetch_id: uuid.UUID) -> _Owner | None:
    row = session.get_one(MediaFetch, fetch_id)
    if row.state is not MediaState.KEPT:
        return None
    if row.channel is Channel.PHONE:
        return _call_or_complaint(session, row)
    return _complaint(session, row.record_id)


def _complaint(session: Session, record_id: uuid.UUID | None) -> _Owner | None:
    if record_id is None:
        return None
    return _Owner(record_recipient(session, record_id), record_id=record_id)


def _call_or_complaint(session: Session, row: MediaFetch) -> _Owner | None:
    """The call while it is open, then the complaint it became; of a nameless one there is no way to tell."""
    arrived = session.get_one(ArrivedMessage, row.arrived_id)
    call = call_of_message(session, arrived.external_id)
    if call is None:
        return _complaint(session, row.record_id)
    if call.key_sealed is None:
        return _complaint(session, row.record_id or call.record_id)
    return _Owner(recording_recipient(session, call.id), call_id=call.id)


def _hold_where_late(session: Session, fetch_id: uuid.UUID) -> None:
    """A recording that comes after its call became a protected or nameless complaint waits for a person."""
    row = session.get_one(MediaFetch, fetch_id)
    if row.state is not MediaState.KEPT or row.channel is not Channel.PHONE:
        return
    arrived = session.get_one(ArrivedMessage, row.arrived_id)
    call = call_of_message(session, arrived.external_id)
    if call is not None and call.key_sealed is None:
        arrived.outcome, arrived.reason = Outcome.HELD, RECORDING_CAME_LATE
