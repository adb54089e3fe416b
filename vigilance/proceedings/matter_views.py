"""The tracks of a matter itself in a browser, on the file of a complaint and of a case alike."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.reading import put_on_ledger
from vigilance.cases.file_record import record_of_file
from vigilance.cases.models import Case
from vigilance.cases.sections import CASE_SECTIONS
from vigilance.cases.sections import Place as OnCase
from vigilance.complaints.file_shown import FileShown, clock_shown
from vigilance.complaints.models import Complaint
from vigilance.complaints.sections import COMPLAINT_SECTIONS
from vigilance.complaints.sections import Place as OnComplaint
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.tracks import ON_A_FILE, Track
from vigilance.proceedings import track_forms
from vigilance.proceedings.matter_page import drawn
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import proceeding_by_id
from vigilance.proceedings.track_forms import TracksPage
from vigilance.proceedings.trying import who
from vigilance.records.models import Record
from vigilance.web.guard import requires
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

matter_tracks = Blueprint("matter_tracks", __name__, url_prefix="/office/files/<number>/tracks")


@matter_tracks.get("")
@requires(Permission.MATTER_STEP)
def page(number: str) -> ResponseReturnValue:
    """Requests for information, references and transfers of this file."""
    session = current_session()
    record = record_of_file(session, number)
    put_on_ledger(session, record.id, "tracks", **who())
    return drawn(session, record)


def _page(number: str) -> tuple[Record, TracksPage]:
    session = current_session()
    record = record_of_file(session, number)
    return record, TracksPage(
        record,
        url_for(".page", number=number),
        lambda refused, row: drawn(session, record, refused, row),
    )


def _track(number: str, proceeding_id: uuid.UUID) -> tuple[TracksPage, Proceeding]:
    record, found = _page(number)
    proceeding = proceeding_by_id(current_session(), record.id, proceeding_id)
    if proceeding.track not in ON_A_FILE:
        raise NotFound("proceeding")
    return found, proceeding


@matter_tracks.post("/<track>/<action>")
@requires(Permission.MATTER_STEP)
@transactional
def begin(number: str, track: str, action: str) -> ResponseReturnValue:
    """Open a track with its first act."""
    record, found = _page(number)
    return track_forms.begun(found, record, ON_A_FILE, track, action)


@matter_tracks.post("/<uuid:proceeding_id>/steps/<action>")
@requires(Permission.MATTER_STEP)
@transactional
def step(number: str, proceeding_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Record one more act on a track."""
    return track_forms.stepped(*_track(number, proceeding_id), action)


@matter_tracks.post("/<uuid:proceeding_id>/days")
@requires(Permission.MATTER_STEP)
@transactional
def correct(number: str, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Put right the day of one act."""
    return track_forms.corrected(*_track(number, proceeding_id))


@matter_tracks.post("/<uuid:proceeding_id>/stays")
@requires(Permission.STAY_RECORD)
@transactional
def stay(number: str, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Let the clocks of this track stand still."""
    return track_forms.stayed(*_track(number, proceeding_id))


@matter_tracks.post("/<uuid:proceeding_id>/stays/lift")
@requires(Permission.STAY_RECORD)
@transactional
def lift(number: str, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Let the clocks of this track run again."""
    return track_forms.lifted(*_track(number, proceeding_id))


def matter_section(_session: Session, matter: Case | Complaint, file: FileShown) -> str:
    """What of these tracks has a clock running, and the way to their page; the file has read the clocks already."""
    if not allowed(current_actor().roles, Permission.MATTER_STEP):
        return ""
    running = [
        (Track(clock.track), clock_shown(clock, matter.record.kind))
        for clock in file.of_tracks
        if clock.track in set(ON_A_FILE)
    ]
    return render_template("proceedings/matter-section.html", number=matter.number, running=running)


CASE_SECTIONS.register(OnCase.MATTER, matter_section)
COMPLAINT_SECTIONS.register(OnComplaint.MATTER, matter_section)
