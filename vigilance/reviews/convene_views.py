"""The list of sittings, and calling one on a queue."""

import uuid
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.complaints.schemas import current_office
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.review_rules import Rule
from vigilance.reviews import queries, schemas, sitting_schemas
from vigilance.reviews.commands import sittings
from vigilance.reviews.queue_page import again, queue_in_sight, sealed
from vigilance.reviews.rules import every_version
from vigilance.reviews.sitting_people import callable_officers, chairs_of
from vigilance.reviews.sitting_queries import sittings_page
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.cursors import read_cursor
from vigilance.web.forms import Form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed, read_input
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

sittings_calling = Blueprint("sittings_calling", __name__, url_prefix="/office/sittings")

MOST_PLACED = 100
"""Matters placed on one agenda; what does not fit stays in its queue."""
LISTING = "sittings"


@sittings_calling.get("", endpoint="list")
@requires(Permission.SITTING_SEE)
def listed() -> ResponseReturnValue:
    """The sittings this officer is called to."""
    token: str | None = read_arguments(schemas.PageAddress)
    after = None
    if token is not None:
        key = read_cursor(LISTING, current_officer().officer_id, token)
        after = datetime.fromisoformat(key["on"]), uuid.UUID(key["id"])
    page = sittings_page(current_session(), current_actor(), after)
    known = {rule.name: rule for rule in every_version(current_office().settings.config_dir)}
    return render_template(
        "reviews/sittings.html",
        rows=[(sitting, known.get(sitting.rule)) for sitting in page.rows],
        following=sealed(LISTING, page.following),
        may_hold=allowed(current_roles(), Permission.SITTING_HOLD),
    )


@sittings_calling.get("/new")
@requires(Permission.SITTING_HOLD)
def new() -> ResponseReturnValue:
    """The form that calls a sitting on one queue."""
    asked: schemas.Asked = read_arguments(schemas.QueueAddress)
    return _new_page(queue_in_sight(asked.rule), Form({}))


@sittings_calling.post("")
@requires(Permission.SITTING_HOLD)
@transactional
def convene() -> ResponseReturnValue:
    """Call the sitting; its agenda is what is due in the queue, what was carried forward first."""
    asked: schemas.Asked = read_arguments(schemas.QueueAddress)
    rule, session = queue_in_sight(asked.rule), current_session()
    try:
        typed: sitting_schemas.Called = read_input(sitting_schemas.ConveneForm)
        called = sittings.NewSitting(
            rule, typed.called_for, typed.place, typed.chair_id, typed.officers, typed.posts
        )
        placed = [
            (matter.record_id, carried)
            for matter, carried in queries.agenda_of_queue(session, rule, today(), size=MOST_PLACED)
        ]
        code = current_office().settings.office_code
        made = sittings.convene(session, called, placed, code, by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _new_page(rule, again(error)), 422
    flash(_("The sitting is called."))
    return redirect(url_for("sittings.sitting", number=made.number), 303)


def _new_page(rule: Rule, form: Form) -> str:
    session = current_session()
    placed = queries.agenda_of_queue(session, rule, today(), size=MOST_PLACED)
    return render_template(
        "reviews/convene.html",
        rule=rule,
        form=form,
        due=len(placed),
        carried=sum(carried for _matter, carried in placed),
        most=MOST_PLACED,
        chairs=chairs_of(session, rule),
        officers=callable_officers(session),
    )
