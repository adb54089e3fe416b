"""Listening to a recording while the call is written up: who writes it hears it, nobody else, and not afterwards."""

import uuid

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.downloads import saved_as
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.evidence.bench import opened_file
from vigilance.evidence.file_host import handed_over, hands_over
from vigilance.helpline.call_seals import key_of, stored_of
from vigilance.helpline.commands.desk import tell
from vigilance.helpline.models import CallRecording, CallStage, PhoneCall
from vigilance.helpline.queries import call_of_officer, recordings_of
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.session import current_session, database

helpline_recordings = Blueprint("helpline_recordings", __name__, url_prefix="/office/intake/phone")
RECORDING = "recording"
"""What is handed over, as tickets name it."""


@helpline_recordings.get("/<uuid:call_id>/recordings/<uuid:recording_id>")
@requires(Permission.INTAKE_REGISTER)
def recording(call_id: uuid.UUID, recording_id: uuid.UUID) -> ResponseReturnValue:
    """One file of my draft; that I opened it is on the ledger before a byte is sent."""
    call, _found = _mine(call_id, recording_id)
    with database().writing() as writing, writing.begin():
        by = current_actor()
        tell(act_as(writing, SYSTEM), "recording-opened", call, {}, by=by, at=now())
    handed = handed_over(RECORDING, call=call_id.hex, recording=recording_id.hex)
    if handed is None:
        raise NotFound("recording")
    return handed


@hands_over(RECORDING, Permission.INTAKE_REGISTER)
def _file(call: str, recording: str) -> Response:
    office = current_office()
    draft, found = _mine(uuid.UUID(call), uuid.UUID(recording))
    stored = stored_of(office, found)
    key = key_of(office, draft).key
    return saved_as(
        stored.name,
        opened_file(office.settings, stored.blob_name, stored.sha256_sealed_file, key),
    )


def _mine(call_id: uuid.UUID, recording_id: uuid.UUID) -> tuple[PhoneCall, CallRecording]:
    """A call this officer writes up, and one of its files; NotFound otherwise."""
    session = current_session()
    call = call_of_officer(session, call_id, current_actor().officer_id)
    found = next((row for row in recordings_of(session, call_id) if row.id == recording_id), None)
    if found is None or call.stage is not CallStage.DRAFT:
        raise NotFound("recording")
    return call, found
