"""The office's page of one accused: his particulars, and every track against him with its steps."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy.orm import Session

from vigilance.audit.reading import put_on_ledger
from vigilance.cases.accused_queries import (
    AccusedOfficer,
    accused_by_number,
)
from vigilance.cases.commands.postings import Held, add_posting
from vigilance.cases.commands.stays import lift_stay, record_stay
from vigilance.cases.models import Case
from vigilance.cases.queries import case_by_number
from vigilance.cases.sections import Place, register_section
from vigilance.clocks.commands import StayOrder
from vigilance.complaints.file_page import acting
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.permissions import Permission
from vigilance.domain.tracks import OF_AN_ACCUSED, Track
from vigilance.domain.workflow import Step
from vigilance.proceedings import schemas
from vigilance.proceedings.accused_page import accused_page, step_tried
from vigilance.proceedings.accused_page import drawn as one_drawn
from vigilance.proceedings.case_section import accused_section
from vigilance.proceedings.commands.corrections import Correction, correct_day
from vigilance.proceedings.commands.steps import begin as begin_track
from vigilance.proceedings.commands.steps import take
from vigilance.proceedings.facts_asked import TypedAct, act_form
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import proceeding_by_id
from vigilance.proceedings.step_shown import form_name
from vigilance.proceedings.track_shown import prefix_of
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
    case = case_by_number(session, number)
    found = accused_by_number(session, case.record_id, k)

    def add(typed: Held) -> None:
        said(lambda: add_posting(session, case.record, found.accused, typed, **who()))

    refused = attempt(session, "posting", schemas.AddPosting, add)
    if refused is not None:
        return accused_page(number, k, refused), refused.status
    return redirect(url_for(".one", number=number, k=k), 303)


@proceedings.post("/<int:k>/tracks/<track>/<action>")
@requires(Permission.PROCEEDING_STEP)
@transactional
def begin(number: str, k: int, track: str, action: str) -> ResponseReturnValue:
    """Open a track against this accused with its first act."""
    session = current_session()
    found = accused_by_number(session, case_by_number(session, number).record_id, k)
    row = step_tried(Track(track), None, action) if track in set(OF_AN_ACCUSED) else None
    if row is None:
        raise NotFound("track")
    acts = acting()

    def open_it(typed: TypedAct) -> None:
        said(lambda: begin_track(session, found.accused, Track(track), typed.act, **acts))

    refused = attempt(session, form_name(f"begin-{track}", action), act_form(row), open_it)
    if refused is not None:
        return accused_page(number, k, refused, row), refused.status
    return redirect(url_for(".one", number=number, k=k), 303)


def _of_accused(
    number: str, k: int, proceeding_id: uuid.UUID
) -> tuple[Case, AccusedOfficer, Proceeding]:
    """The case, the accused and a track of his; NotFound where one of them is not there or not in sight."""
    session = current_session()
    case = case_by_number(session, number)
    found = accused_by_number(session, case.record_id, k)
    proceeding = proceeding_by_id(session, case.record_id, proceeding_id)
    if proceeding.accused_id != found.accused.id:
        raise NotFound("proceeding")
    return case, found, proceeding


@proceedings.post("/<int:k>/proceedings/<uuid:proceeding_id>/steps/<action>")
@requires(Permission.PROCEEDING_STEP)
@transactional
def step(number: str, k: int, proceeding_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Record one more act on a track; its workflow says which form it reads."""
    session, acts = current_session(), acting()
    _case, _found, proceeding = _of_accused(number, k, proceeding_id)
    row: Step | None = step_tried(proceeding.track, proceeding.state, action)
    if row is None:
        raise NotFound("step")

    def take_it(typed: TypedAct) -> None:
        said(lambda: take(session, proceeding, typed.act, **acts))

    name_of_form = form_name(prefix_of(proceeding), action)
    refused = attempt(session, name_of_form, act_form(row), take_it, version=proceeding.version)
    if refused is not None:
        return accused_page(number, k, refused, row), refused.status
    return redirect(url_for(".one", number=number, k=k), 303)


def _on_track(
    place: tuple[str, int, uuid.UUID],
    form: str,
    schema: type[Schema],
    do: Callable[[Session, Case, Proceeding, Any], object],
) -> ResponseReturnValue:
    """Do what another form of a track asks: a correction, a stay."""
    number, k, proceeding_id = place
    session = current_session()
    case, _found, proceeding = _of_accused(number, k, proceeding_id)
    refused = attempt(
        session,
        form_name(prefix_of(proceeding), form),
        schema,
        lambda typed: said(lambda: do(session, case, proceeding, typed)),
    )
    if refused is not None:
        return accused_page(number, k, refused), refused.status
    return redirect(url_for(".one", number=number, k=k), 303)


@proceedings.post("/<int:k>/proceedings/<uuid:proceeding_id>/days")
@requires(Permission.PROCEEDING_STEP)
@transactional
def correct(number: str, k: int, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Put right the day of one act; what moves is shown with before and after."""

    def put_right(session: Session, _case: Case, found: Proceeding, typed: Correction) -> None:
        try:
            correct_day(session, found, typed, **acting())
        except Invalid as error:
            fields = {
                ("true_day" if name == "on" else name): why for name, why in error.fields.items()
            }
            raise Invalid(fields) from None

    return _on_track((number, k, proceeding_id), "correct", schemas.Correct, put_right)


@proceedings.post("/<int:k>/proceedings/<uuid:proceeding_id>/stays")
@requires(Permission.STAY_RECORD)
@transactional
def stay(number: str, k: int, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Let the clocks of this track stand still, and no others."""

    def stop(session: Session, case: Case, found: Proceeding, typed: schemas.TrackStay) -> None:
        order = StayOrder(typed.ground, typed.since, proceeding_id=found.id)
        record_stay(session, case.record, order, typed.reasons, **acting())

    return _on_track((number, k, proceeding_id), "stay", schemas.Stay, stop)


@proceedings.post("/<int:k>/proceedings/<uuid:proceeding_id>/stays/lift")
@requires(Permission.STAY_RECORD)
@transactional
def lift(number: str, k: int, proceeding_id: uuid.UUID) -> ResponseReturnValue:
    """Let the clocks of this track run again."""

    def restart(session: Session, case: Case, found: Proceeding, typed: dict[str, Any]) -> None:
        ground = typed["ground"]
        lift_stay(session, case.record, ground, proceeding_id=found.id, **acting())

    return _on_track((number, k, proceeding_id), "lift", schemas.Lift, restart)


register_section(Place.ACCUSED, accused_section)
