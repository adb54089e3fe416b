"""Directions as the office sees them: to be carried out, reported, accepted or returned; spoken ones written down."""

import uuid
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.queries import officers_with_role
from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.reviews import direction_queries, queries, schemas
from vigilance.reviews.addresses import DirectionsAddress, DirectionsAsked
from vigilance.reviews.charge_schemas import PassOnForm
from vigilance.reviews.commands.directions import (
    SPEAKERS,
    Report,
    Spoken,
    accept_compliance,
    record_spoken,
    report_compliance,
    return_compliance,
)
from vigilance.reviews.commands.passing_on import PassOn, pass_on
from vigilance.reviews.direction_page import directions_shown
from vigilance.reviews.matter_lookup import matter_of_number
from vigilance.reviews.models import Direction
from vigilance.reviews.queue_page import again, sealed
from vigilance.reviews.sitting_people import charged_choices
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.cursors import read_cursor
from vigilance.web.forms import Form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed, read_input
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

directions_desk = Blueprint("directions", __name__, url_prefix="/office/directions")

LISTING = "directions"
WHOLE_LIST = DirectionsAsked(which=None, after=None)


@directions_desk.app_template_global("directions_waiting")
def directions_waiting() -> list[tuple[Direction, str]]:
    """The directions not yet carried out that this officer sees, each with its case's number."""
    rows = direction_queries.open_directions(current_session())
    records = queries.records_by_id(current_session(), {row.record_id for row in rows})
    return [(row, records[row.record_id].number) for row in rows]


@directions_desk.get("")
@requires(Permission.DIRECTION_ANSWER)
def directions() -> ResponseReturnValue:
    """The directions on the matters this officer sees, and how each stands."""
    return _page(read_arguments(DirectionsAddress), Form(), None)


@directions_desk.post("/<uuid:direction_id>")
@requires(Permission.DIRECTION_ANSWER)
@transactional
def carry_out(direction_id: uuid.UUID) -> ResponseReturnValue:
    """Say how one direction was carried out."""
    session = current_session()
    direction = direction_queries.direction_by_id(session, direction_id)
    try:
        report: Report = read_input(schemas.ComplianceForm)
        report_compliance(session, direction, report, by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _page(WHOLE_LIST, again(error), direction), 422
    flash(_("Recorded. It is carried out when the report is accepted."))
    return redirect(url_for(".directions"), 303)


@directions_desk.post("/<uuid:direction_id>/verdict")
@requires(Permission.DIRECTION_DECIDE)
@transactional
def judge(direction_id: uuid.UUID) -> ResponseReturnValue:
    """Accept the report of one direction, or return it with reasons."""
    session, by = current_session(), current_actor()
    direction = direction_queries.direction_by_id(session, direction_id)
    try:
        verdict: schemas.Verdict = read_input(schemas.VerdictForm)
    except Malformed:
        raise
    except Invalid as error:
        if not allowed(current_roles(), Permission.DIRECTION_ANSWER):
            raise
        return _page(WHOLE_LIST, again(error), direction), 422
    if verdict.accepted:
        accept_compliance(session, direction, by=by, at=now())
        flash(_("Accepted: the direction is carried out."))
    else:
        return_compliance(session, direction, verdict.reasons or "", by=by, at=now())
        flash(_("Returned with the reasons."))
    at_office = allowed(current_roles(), Permission.DIRECTION_ANSWER)
    return redirect(url_for(".directions" if at_office else "minister.directions"), 303)


@directions_desk.post("/<uuid:direction_id>/owner")
@requires(Permission.DIRECTION_RECORD)
@transactional
def change_owner(direction_id: uuid.UUID) -> ResponseReturnValue:
    """Charge another officer with one direction; who owed it before keeps his history."""
    session = current_session()
    direction = direction_queries.direction_by_id(session, direction_id)
    try:
        new: PassOn = read_input(PassOnForm)
        pass_on(session, direction, new, by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _page(WHOLE_LIST, again(error), direction), 422
    flash(_("Recorded. The officer named owes it from now on."))
    return redirect(url_for(".directions"), 303)


@directions_desk.get("/spoken")
@requires(Permission.DIRECTION_RECORD)
def spoken() -> ResponseReturnValue:
    """The form for a direction that was said."""
    return _spoken_page(Form())


@directions_desk.post("/spoken")
@requires(Permission.DIRECTION_RECORD)
@transactional
def write_down() -> ResponseReturnValue:
    """Write down a direction that was said, in the name of who said it."""
    session = current_session()
    try:
        typed: tuple[str, Spoken] = read_input(schemas.SpokenForm)
        record = matter_of_number(session, typed[0])
        record_spoken(session, record, typed[1], by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _spoken_page(again(error)), 422
    flash(_("The direction is written down."))
    return redirect(url_for(".directions"), 303)


def _spoken_page(form: Form) -> str:
    session = current_session()
    speakers = [
        (str(officer.id), officer.name_in(language()))
        for role in sorted(SPEAKERS)
        for officer in officers_with_role(session, role)
    ]
    return render_template(
        "reviews/spoken.html", form=form, speakers=speakers, owners=charged_choices(session)
    )


def _page(asked: DirectionsAsked, form: Form, opened: Direction | None) -> str:
    session, day = current_session(), today()
    after: tuple[datetime, uuid.UUID] | None = None
    if asked.after is not None:
        key = read_cursor(LISTING, current_officer().officer_id, asked.after)
        after = datetime.fromisoformat(key["on"]), uuid.UUID(key["id"])
    first = asked.after is None
    if asked.which is None:
        waiting = direction_queries.open_directions(session) if first else ()
        page = direction_queries.directions_carried_out(session, after)
    else:
        waiting = ()
        page = direction_queries.directions_given(session, after, which=asked.which, today=day)
    return render_template(
        "reviews/directions.html",
        rows=directions_shown(session, [*waiting, *page.rows], current_actor()),
        figures=direction_queries.direction_figures(session, day) if first else None,
        which=asked.which,
        form=form,
        blank=Form(),
        opened=opened.id if opened else None,
        today=day,
        owners=charged_choices(session),
        may_record=allowed(current_roles(), Permission.DIRECTION_RECORD),
        following=sealed(LISTING, page.following),
    )
