"""The office's page of one accused: his particulars, and every track against him with its steps."""

import uuid

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from vigilance.audit.reading import put_on_ledger
from vigilance.cases.accused_queries import AccusedOfficer, accused_by_number
from vigilance.cases.commands.own_matters import enter_hrms_number
from vigilance.cases.commands.postings import Held, add_posting
from vigilance.cases.models import Case
from vigilance.cases.queries import case_by_number
from vigilance.cases.sections import Place, register_section
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.domain.tracks import OF_AN_ACCUSED
from vigilance.proceedings import schemas, track_forms
from vigilance.proceedings.accused_page import accused_page
from vigilance.proceedings.accused_page import drawn as one_drawn
from vigilance.proceedings.case_section import accused_section
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import proceeding_by_id
from vigilance.proceedings.track_forms import TracksPage
from vigilance.proceedings.trying import said, who
from vigilance.web.attempts import attempt
from vigilance.web.guard import requires
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

proceedings = Blueprint("proceedings", __name__, url_prefix="/office/cases/<number>/accused")


@proceedings.get("/<int:k>")
@requires(Permission.PROCEEDING_READ)
def one(number: str, k: int) -> ResponseReturnValue:
    """One accused with every track against him."""
    session = current_session()
    case = case_by_number(session, number)
    found = accused_by_number(session, case.record_id, k)
    put_on_ledger(session, case.record_id, f"accused {k}", **who())
    return one_drawn(session, case, found)


@proceedings.post("/<int:k>/postings")
@requires(Permission.PROCEEDING_STEP)
@transactional
def posting(number: str, k: int) -> ResponseReturnValue:
    """Enter a post that this officer held."""
    session = current_session()
    case, found, _page = _accused(number, k)

    def add(typed: Held) -> None:
        said(lambda: add_posting(session, case.record, found.accused, typed, **who()))

    refused = attempt(session, "posting", schemas.AddPosting, add)
    if refused is not None:
        return accused_page(number, k, refused), refused.status
    return redirect(url_for(".one", number=number, k=k), 303)


@proceedings.post("/<int:k>/hrms-number")
@requires(Permission.PROCEEDING_STEP)
@transactional
def hrms_number(number: str, k: int) -> ResponseReturnValue:
    """Enter the HRMS number of an accused who was named without it."""
    session = current_session()
    _case, found, _page = _accused(number, k)

    def enter(typed: schemas.Numbered) -> None:
        said(lambda: enter_hrms_number(session, found.official, typed.hrms_id, **who()))

    refused = attempt(session, "hrms", schemas.EnterNumber, enter)
    if refused is not None:
        return accused_page(number, k, refused), refused.status
    return redirect(url_for(".one", number=number, k=k), 303)


def _accused(number: str, k: int) -> tuple[Case, AccusedOfficer, TracksPage]:
    """The case, the accused, and the page of his tracks; NotFound where one is not there or not in sight."""
    session = current_session()
    case = case_by_number(session, number)
    found = accused_by_number(session, case.record_id, k)
    page = TracksPage(
        case.record,
        url_for(".one", number=number, k=k),
        lambda refused, row: accused_page(number, k, refused, row),
    )
    return case, found, page


def _of_accused(number: str, k: int, proceeding_id: uuid.UUID) -> tuple[TracksPage, Proceeding]:
    """That page and a track of his."""
    case, found, page = _accused(number, k)
    proceeding = proceeding_by_id(current_session(), case.record_id, proceeding_id)
    if proceeding.accused_id != found.accused.id:
        raise NotFound("proceeding")
    return page, proceeding


@proceedings.post("/<int:k>/tracks/<track>/<action>")
@requires(Permission.PROCEEDING_STEP)
@transactional
def begin(number: str, k: int, track: str, action: str) -> ResponseReturnValue:
    """Open a track against this accused with its first act."""
    _case, found, page = _accused(number, k)
    return track_forms.begun(page, found.accused, OF_AN_ACCUSED, track, action)


@proceedings.post("/<int:k>/proceedings/<uuid:proceeding_id>/steps/<action>")
@requires(Permission.PROCEEDING_STEP)
@transactional
def step(number: str, k: int, proceeding_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Record one more act on a track."""
    return track_forms.stepped(*_of_accused(number, k, proceeding_id), action)


@proceedings.post("/<int:k>/proceedings/<uuid:proceeding_id>/days")
@requires(Permission.PROCEEDING_STEP)
@transactional
def correct(number: str, k: int, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Put right the day of one act."""
    return track_forms.corrected(*_of_accused(number, k, proceeding_id))


@proceedings.post("/<int:k>/proceedings/<uuid:proceeding_id>/stays")
@requires(Permission.STAY_RECORD)
@transactional
def stay(number: str, k: int, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Let the clocks of this track stand still."""
    return track_forms.stayed(*_of_accused(number, k, proceeding_id))


@proceedings.post("/<int:k>/proceedings/<uuid:proceeding_id>/stays/lift")
@requires(Permission.STAY_RECORD)
@transactional
def lift(number: str, k: int, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Let the clocks of this track run again."""
    return track_forms.lifted(*_of_accused(number, k, proceeding_id))


register_section(Place.ACCUSED, accused_section)
