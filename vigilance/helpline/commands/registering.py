"""From a call to a complaint: registered, acknowledged in the same breath, and the call's own traces wiped."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.complaints.commands.acknowledgement import acknowledge
from vigilance.complaints.commands.registration import register_prepared
from vigilance.complaints.filing import Filing, Registration
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import Prepared, prepare
from vigilance.complaints.queries import complaint_of
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed
from vigilance.domain.lanes import Lane
from vigilance.evidence.commands import StoredPaper
from vigilance.helpline.call_seals import key_of, recording_row, stored_of
from vigilance.helpline.models import CallRecording, CallStage, PhoneCall
from vigilance.helpline.queries import call_of, recordings_of

NAMELESS = frozenset({Lane.PROTECTED, Lane.ANONYMOUS})
"""The lanes in which no trace may lead from the call to the complaint."""

NOT_READ_BACK = "not-read-back"
"""The flag of a complaint whose caller was cut off before it could be read to him."""


def recording_recipient(session: Session, call_id: uuid.UUID) -> str:
    """To whom a file of this call is sealed before it is handed to `add_recording`."""
    return call_of(session, call_id).key_public


def add_recording(
    session: Session, call_id: uuid.UUID, stored: StoredPaper, *, at: datetime, office: Office
) -> CallRecording:
    """Keep a file that lies on the disk already, sealed to the call's key."""
    row = recording_row(office, call_id, stored)
    row.at = at
    session.add(row)
    session.flush()
    return row


def prepare_call(
    office: Office,
    call: PhoneCall,
    recordings: Sequence[CallRecording],
    filing: Filing,
    *,
    at: datetime,
) -> Prepared:
    """All that is slow: the code of digits, the seals. The recordings are under the key already."""
    papers = tuple(stored_of(office, row) for row in recordings)
    return prepare(filing, office, at, key=key_of(office, call), papers=papers, spoken=True)


def register_call(
    session: Session,
    call: PhoneCall,
    prepared: Prepared,
    *,
    told: bool,
    by: Actor,
    at: datetime,
    office: Office,
) -> Registration:
    """Enter the complaint. Where the caller is still there he is told at once, which is the acknowledgement."""
    if call.stage is not CallStage.DRAFT:
        raise ActionNotAllowed("register", call.stage.value)
    known = {row.blob_name for row in recordings_of(session, call.id)}
    if known - {paper.blob_name for paper in prepared.papers}:
        raise ActionNotAllowed("register", "a recording came meanwhile")
    done = register_prepared(session, prepared, by=by, office=office)
    if told:
        acknowledge(session, done.complaint, by=by, at=at, office=office)
    _wipe(session, call, prepared.filing.lane, done.record_id, at)
    return done


def _wipe(
    session: Session, call: PhoneCall, lane: Lane, record_id: uuid.UUID, at: datetime
) -> None:
    """All the call held is in the complaint now; of a protected or nameless one not even that there was a number."""
    call.stage, call.closed_at = CallStage.REGISTERED, at
    call.caller_sealed = call.typed_sealed = call.key_sealed = None
    if lane in NAMELESS:
        call.caller_digest = None
    else:
        call.record_id = record_id
    session.execute(delete(CallRecording).where(CallRecording.call_id == call.id))


def note_code_told(session: Session, record_id: uuid.UUID, *, by: Actor, at: datetime) -> None:
    """The caller repeated the end of his code: he has it."""
    complaint = complaint_of(session, record_id)
    append_event(session, complaint.record, "code-repeated", {}, by=by, at=at)
