"""The pages of held things: the list, one of them opened, and what is decided on it."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.arrivals import schemas
from vigilance.arrivals.accounts import current_accounts
from vigilance.arrivals.commands import deciding
from vigilance.arrivals.commands.deciding import Desk
from vigilance.arrivals.held_note import put_held_on_ledger
from vigilance.arrivals.held_page import (
    number_url,
    numbers_of,
    rows_of,
    shown,
    what_may_be_done,
)
from vigilance.arrivals.opening import opened_held
from vigilance.arrivals.queries import Held, held_of, held_page
from vigilance.arrivals.words import flags_in_words, reason_in_words
from vigilance.complaints.queries import complaint_by_number
from vigilance.complaints.schemas import current_office
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.numbering import register_number
from vigilance.domain.permissions import Permission
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, read_input
from vigilance.web.session import current_session, database, let_go
from vigilance.web.transaction import own_transactions

held = Blueprint("held", __name__, url_prefix="/office/held")
LISTING = "held"
held.add_app_template_filter(flags_in_words)


@held.get("")
@requires(Permission.HELD_DECIDE)
def everything() -> ResponseReturnValue:
    """What is held, the longest waiting first."""
    asked: dict[str, Any] = read_arguments(schemas.HeldAddress)
    officer_id = current_officer().officer_id
    after = _place(read_cursor(LISTING, officer_id, asked["after"])) if asked["after"] else None
    found, following = held_page(current_session(), after)
    more = None
    if following:
        key = {"at": following[0].isoformat(), "id": following[1].hex}
        more = url_for(".everything", after=seal_cursor(LISTING, officer_id, key))
    return render_template(
        "arrivals/held.html",
        rows=rows_of(current_session(), found, now()),
        first=url_for(".everything") if after else None,
        more=more,
    )


def _place(key: dict[str, Any]) -> tuple[datetime, uuid.UUID]:
    try:
        return datetime.fromisoformat(key["at"]), uuid.UUID(key["id"])
    except (KeyError, ValueError):
        raise NotFound("cursor") from None


@held.get("/<uuid:held_id>")
@requires(Permission.HELD_DECIDE)
def one(held_id: uuid.UUID) -> ResponseReturnValue:
    """One held thing with its words; that it was opened stands on the ledger."""
    return _page(held_of(current_session(), held_id), {})


def _page(found: Held, forms: dict[str, Form]) -> str:
    """Its page, with the forms as they were typed."""
    session = current_session()
    named = found.record_id or found.suggested_id
    number = numbers_of(session, {named}).get(named)
    own = {name: Form(prefix=f"{name}-") for name in ("attach", "dismiss")}
    own["attach"] = Form({"number": number or ""}, prefix="attach-")
    acts = what_may_be_done(found, current_officer().officer_id)
    let_go()  # opening may take seconds, and the note of it is written in a transaction of its own
    put_held_on_ledger(found)
    work, message = opened_held(found, database(), current_office(), current_accounts(), at=now())
    return render_template(
        "arrivals/held-one.html",
        held=found,
        why=reason_in_words(found.reason),
        number=number,
        number_url=number_url(number),
        opened=shown(message, work.raw),
        forms={**own, **forms},
        acts=acts,
    )


def _desk() -> Desk:
    """This officer at work; the request's own session is over, since each decision has its own transaction."""
    let_go()
    return Desk(
        database=database(),
        office=current_office(),
        accounts=current_accounts(),
        by=current_actor(),
        at=now(),
    )


def _decided(
    held_id: uuid.UUID, decide: Callable[[Desk, Held], object], words: str
) -> ResponseReturnValue:
    """Decide, say so, and go back to the list."""
    found = held_of(current_session(), held_id)
    decide(_desk(), found)
    flash(words)
    return redirect(url_for(".everything"), 303)


@held.post("/<uuid:held_id>/again")
@requires(Permission.HELD_DECIDE)
@own_transactions
def again(held_id: uuid.UUID) -> ResponseReturnValue:
    """Try to understand it once more."""
    return _decided(held_id, deciding.try_again, _("It is read once more."))


@held.post("/<uuid:held_id>/register")
@requires(Permission.HELD_DECIDE)
@own_transactions
def register(held_id: uuid.UUID) -> ResponseReturnValue:
    """It is a complaint."""
    return _decided(held_id, deciding.register_held, _("It is registered as a complaint."))


@held.post("/<uuid:held_id>/attach")
@requires(Permission.HELD_DECIDE)
@own_transactions
def attach(held_id: uuid.UUID) -> ResponseReturnValue:
    """It belongs to a complaint that stands already."""
    found = held_of(current_session(), held_id)
    try:
        typed: schemas.Attachment = read_input(schemas.AttachForm)
        record_id = _complaint_in_sight(typed.number)
    except Malformed:
        raise
    except Invalid as error:
        return _page(found, {"attach": typed_form(error.fields, "attach-")}), 422
    deciding.attach_held(_desk(), found, record_id)
    flash(_("It now stands with the complaint %(number)s.", number=register_number(typed.number)))
    return redirect(url_for(".everything"), 303)


def _complaint_in_sight(typed: str) -> uuid.UUID:
    number = register_number(typed)
    try:
        return complaint_by_number(current_session(), number).record_id
    except NotFound:
        raise Invalid(
            {"number": [_("There is no complaint with this number on your desk.")]}
        ) from None


@held.post("/<uuid:held_id>/dismiss")
@requires(Permission.HELD_DECIDE)
@own_transactions
def dismiss(held_id: uuid.UUID) -> ResponseReturnValue:
    """It is no complaint: the first of two says so, with the reason."""
    found = held_of(current_session(), held_id)
    try:
        typed: schemas.Dismissal = read_input(schemas.DismissForm)
    except Malformed:
        raise
    except Invalid as error:
        return _page(found, {"dismiss": typed_form(error.fields, "dismiss-")}), 422
    deciding.propose_dismissal(_desk(), found, typed.reason)
    flash(_("Proposed. A second person must agree."))
    return redirect(url_for(".everything"), 303)


@held.post("/<uuid:held_id>/confirm")
@requires(Permission.HELD_DECIDE)
@own_transactions
def confirm(held_id: uuid.UUID) -> ResponseReturnValue:
    """The second person agrees."""
    return _decided(held_id, deciding.confirm_dismissal, _("It is set aside as no complaint."))


@held.post("/<uuid:held_id>/refuse")
@requires(Permission.HELD_DECIDE)
@own_transactions
def refuse(held_id: uuid.UUID) -> ResponseReturnValue:
    """The proposal is withdrawn, or the second person does not agree."""
    return _decided(held_id, deciding.refuse_dismissal, _("The proposal is gone. It stays held."))


@held.post("/<uuid:held_id>/stand")
@requires(Permission.HELD_DECIDE)
@own_transactions
def stand(held_id: uuid.UUID) -> ResponseReturnValue:
    """What it became already is right."""
    return _decided(held_id, deciding.let_stand, _("It stands as it is."))


@held.post("/<uuid:held_id>/fetch")
@requires(Permission.HELD_DECIDE)
@own_transactions
def fetch(held_id: uuid.UUID) -> ResponseReturnValue:
    """Its files are asked for once more."""
    words = _("The files are asked for once more.")
    return _decided(held_id, deciding.fetch_files_again, words)
