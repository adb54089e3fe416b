"""Listening to a recording while the call is written up: who writes it hears it, nobody else, and not afterwards."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.downloads import saved_as
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.helpline.commands.desk import tell
from vigilance.helpline.envelope import key_of, stored_of
from vigilance.helpline.models import CallStage
from vigilance.helpline.queries import call_of_officer, recordings_of
from vigilance.sealing.evidence import blob_path, stream_blob
from vigilance.sealing.spool import EncryptedSpool
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.session import current_session, database

helpline_recordings = Blueprint("helpline_recordings", __name__, url_prefix="/office/intake/phone")


@helpline_recordings.get("/<uuid:call_id>/recordings/<uuid:recording_id>")
@requires(Permission.INTAKE_REGISTER)
def recording(call_id: uuid.UUID, recording_id: uuid.UUID) -> ResponseReturnValue:
    """One file of my draft; that I opened it is on the ledger before a byte is sent."""
    session, actor, office = current_session(), current_actor(), current_office()
    call = call_of_officer(session, call_id, actor.officer_id)
    found = next((row for row in recordings_of(session, call_id) if row.id == recording_id), None)
    if found is None or call.stage is not CallStage.DRAFT:
        raise NotFound("recording")
    with database().writing() as writing, writing.begin():
        tell(act_as(writing, SYSTEM), "recording-opened", call, {}, by=actor, at=now())
    stored, directory = stored_of(office, found), office.settings.blobs_dir
    spool = EncryptedSpool(directory / "tmp")
    stream_blob(
        blob_path(directory, stored.blob_name),
        key_of(office, call).key.private,
        spool,
        sha256_cipher=stored.sha256_sealed_file,
    )
    return saved_as(stored.name, spool)
