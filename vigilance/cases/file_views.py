"""What can be done on any file besides the steps: notes, papers, messages, clocks, walls, identity."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.audit.commands import append_event
from vigilance.cases import schemas
from vigilance.cases.case_page import case_page
from vigilance.cases.commands.stays import lift_stay, record_stay
from vigilance.cases.commands.walls import declare_wall
from vigilance.cases.file_record import record_of_file
from vigilance.clocks.commands import StayOrder
from vigilance.complaints import schemas_office
from vigilance.complaints.commands.telling import open_complainant, write_to_complainant
from vigilance.complaints.complaint_page import complaint_page
from vigilance.complaints.file_page import acting
from vigilance.complaints.queries import complaint_by_number
from vigilance.complaints.schemas import current_office
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.evidence.commands import hand_in_papers
from vigilance.evidence.uploads import uploads_of_form
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind
from vigilance.records.models import Record, RecordKind
from vigilance.sealing.vault import OpenedIdentity
from vigilance.web.attempts import Refused, attempt
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.security import takes_uploads
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

files = Blueprint("files", __name__, url_prefix="/office/files/<number>")

PAGES: dict[RecordKind, Callable[[str, Refused | None], str]] = {
    RecordKind.COMPLAINT: complaint_page,
    RecordKind.CASE: case_page,
}


def _done(
    number: str, name: str, schema: type[Schema], take: Callable[[Session, Record, Any], object]
) -> ResponseReturnValue:
    """Do what a form of the file asks, and go back to the file; or show the file with the form as it was typed."""
    session = current_session()
    record = record_of_file(session, number)
    refused = attempt(session, name, schema, lambda typed: take(session, record, typed))
    if refused is not None:
        return PAGES[record.kind](number, refused), refused.status
    return redirect(file_url(number), 303)


@files.post("/notes")
@requires(Permission.NOTE_WRITE)
@transactional
def notes(number: str) -> ResponseReturnValue:
    """Write a note."""

    def write(session: Session, record: Record, typed: dict[str, Any]) -> None:
        by, at, endorsement = current_actor(), now(), typed["endorsement"]
        note = write_note(
            session, record, typed["text"], NoteKind.NOTE, by=by, at=at, endorsement=endorsement
        )
        body = {"number": note.number, "endorsement": endorsement.value if endorsement else None}
        append_event(session, record, "note-written", body, by=by, at=at, rows=[note])

    return _done(number, "note", schemas.WrittenNote, write)


@files.post("/messages")
@requires(Permission.MESSAGE_COMPLAINANT)
@transactional
def messages(number: str) -> ResponseReturnValue:
    """Write to the complainant."""

    def write(session: Session, record: Record, typed: dict[str, str]) -> None:
        complaint = complaint_by_number(session, record.number)
        write_to_complainant(session, complaint, typed["text"], by=current_actor(), at=now())

    return _done(number, "message", schemas.Text, write)


@files.post("/papers")
@requires(Permission.PAPER_ADD)
@transactional
def papers(number: str) -> ResponseReturnValue:
    """Add papers to the file."""

    def add(session: Session, record: Record, _typed: dict[str, str]) -> None:
        by, at = current_actor(), now()
        uploads = uploads_of_form()
        if not uploads:
            raise Invalid({"evidence": ["Choose a file."]})
        hand_in_papers(session, record, uploads, current_office().settings.blobs_dir, by=by, at=at)

    return _done(number, "papers", schemas.Nothing, add)


takes_uploads(papers)


@files.post("/stays")
@requires(Permission.STAY_RECORD)
@transactional
def stays(number: str) -> ResponseReturnValue:
    """Let the running clocks stand still, on a coded ground."""

    def record_it(session: Session, record: Record, typed: schemas.StayAsked) -> None:
        order = StayOrder(typed.ground, typed.since)
        record_stay(session, record, order, typed.reasons, **acting())

    return _done(number, "stay", schemas.Stay, record_it)


@files.post("/stays/lift")
@requires(Permission.STAY_RECORD)
@transactional
def lift(number: str) -> ResponseReturnValue:
    """Let the clocks run again."""

    def lift_it(session: Session, record: Record, typed: dict[str, Any]) -> None:
        lift_stay(session, record, typed["ground"], **acting())

    return _done(number, "lift", schemas.Lift, lift_it)


@files.post("/walls")
@requires(Permission.WALL_DECLARE)
@transactional
def walls(number: str) -> ResponseReturnValue:
    """Declare that an officer must not see this file; who walls himself off finds it gone."""
    gone = []

    def declare(session: Session, record: Record, typed: schemas.WallDeclared) -> None:
        by = current_actor()
        declare_wall(session, record, typed.officer, typed.relation, by=by, at=now())
        gone.append(typed.officer == by.officer_id)

    answer = _done(number, "wall", schemas.DeclareWall, declare)
    if any(gone):
        flash(_("You no longer see %(number)s.", number=number))
        return redirect(url_for("office.today"), 303)
    return answer


@files.post("/identity")
@requires(Permission.IDENTITY_OPEN)
@transactional
def identity(number: str) -> ResponseReturnValue:
    """Open the complainant's identity for one look: on the ledger, told to the complainant, and gone with the page."""
    opened: list[OpenedIdentity] = []

    def open_it(session: Session, record: Record, typed: schemas_office.Opening) -> None:
        complaint = complaint_by_number(session, record.number)
        holder, by = current_office().holder, current_actor()
        opened.append(
            open_complainant(
                session, complaint, typed.purpose, typed.reason, holder=holder, by=by, at=now()
            )
        )

    answer = _done(number, "identity", schemas_office.OpenIdentity, open_it)
    if not opened:
        return answer
    return render_template(
        "complaints/office-identity.html",
        number=number,
        fields=opened[0].fields,
        mark=f"{current_officer().name_in(language())} · {current_officer().email}",
    )
