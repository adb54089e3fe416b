"""Keeping what a clerk types and scans, before anything of it is judged."""

import json
import uuid
from datetime import datetime

from flask import request

from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.errors import EditConflict
from vigilance.evidence.commands import store_papers
from vigilance.evidence.uploads import uploads_of_form
from vigilance.post.commands.envelopes import add_scan, save_envelope
from vigilance.post.models import PostEnvelope
from vigilance.post.queries import envelope_of
from vigilance.post.schemas import ITEM
from vigilance.web.session import database

LONGEST = 200_000
"""Characters of one field: longer than any complaint may be, so that the form still says what is wrong with it."""


def typed_now() -> dict[str, str]:
    """The form as it stands, blanks left out; of a field that came twice, the first."""
    found = {name: request.form.get(name, "")[:LONGEST] for name in ITEM}
    return {name: text for name, text in found.items() if text}


def original_now(sender: dict[str, str]) -> bytes:
    """The form as it was sent, with the sender: this is kept sealed with the complaint."""
    return json.dumps(typed_now() | {"sender": sender}, ensure_ascii=False).encode()


def keep_form(envelope_id: uuid.UUID, *, by: Actor, at: datetime) -> PostEnvelope:
    """Keep the fields and the scans of this request, each in a transaction of its own.

    The scans are sealed to the envelope's key and on the disk before theirs begins. Raises what `uploads_of_form`
    refuses, with the fields kept all the same. EditConflict where the page is that of an earlier complaint.
    """
    with database().writing() as session, session.begin():
        act_as(session, by)
        envelope = envelope_of(session, envelope_id, by.officer_id, lock=True)
        check_turn(envelope)
        save_envelope(envelope, typed_now(), at=at, office=current_office())
    stored = store_papers(
        uploads_of_form(), envelope.key_public or "", current_office().settings.blobs_dir
    )
    if stored:
        with database().writing() as session, session.begin():
            act_as(session, by)
            locked = envelope_of(session, envelope_id, by.officer_id, lock=True)
            check_turn(locked)
            for paper in stored:
                add_scan(session, locked, paper, at=at, office=current_office())
    return envelope


def turn_of(envelope: PostEnvelope) -> str:
    """Which complaint of the envelope a page is about: the end of the key its scans are sealed to."""
    return (envelope.key_public or "")[-12:]


def check_turn(envelope: PostEnvelope) -> None:
    """EditConflict where another complaint of this envelope is being written by now: a second click, an old page."""
    if envelope.closed_at is None and request.form.get("turn") != turn_of(envelope):
        raise EditConflict("an older page of this envelope")
