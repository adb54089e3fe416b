"""Keeping what a clerk types and chooses while the caller speaks, before anything of it is judged."""

import json
import uuid
from datetime import datetime

from flask import request

from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed
from vigilance.evidence.commands import store_papers
from vigilance.evidence.uploads import uploads_of_form
from vigilance.helpline.commands.desk import save_call
from vigilance.helpline.commands.registering import add_recording
from vigilance.helpline.models import CallStage, PhoneCall
from vigilance.helpline.queries import call_of_officer
from vigilance.helpline.schemas import TYPED
from vigilance.web.language import LANGUAGES
from vigilance.web.session import database

LONGEST = 200_000
"""Characters of one field: longer than any complaint may be, so that the form still says what is wrong with it."""


def typed_now() -> dict[str, str]:
    """The form as it stands, blanks left out; of a field that came twice, the first."""
    found = {name: request.form.get(name, "")[:LONGEST] for name in TYPED}
    return {name: text for name, text in found.items() if text}


def original_now() -> bytes:
    """The form as it was sent, which is kept sealed with the complaint."""
    return json.dumps(typed_now(), ensure_ascii=False).encode()


def keep_form(call_id: uuid.UUID, *, by: Actor, at: datetime) -> PhoneCall:
    """Keep the fields and the files of this request in a transaction of its own.

    The files are sealed to the call's key and on the disk before it begins. Raises what `uploads_of_form` refuses, with
    the fields kept all the same.
    """
    call = _keep_fields(call_id, by, at)
    office = current_office()
    stored = store_papers(uploads_of_form(), call.key_public, office.settings.blobs_dir)
    if stored:
        with database().writing() as session, session.begin():
            act_as(session, by)
            for paper in stored:
                add_recording(session, call.id, paper, at=at, office=office)
    return call


def _keep_fields(call_id: uuid.UUID, by: Actor, at: datetime) -> PhoneCall:
    asked = request.form.get("talk")
    with database().writing() as session, session.begin():
        act_as(session, by)
        call = call_of_officer(session, call_id, by.officer_id, lock=True)
        if call.stage is not CallStage.DRAFT:
            raise ActionNotAllowed("save", call.stage.value)
        language = asked if asked in LANGUAGES else None
        save_call(call, typed_now(), language=language, at=at, office=current_office())
        return call
