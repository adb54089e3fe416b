"""Asking the complainant by telephone or by letter: the code that is sent or printed, and the code that is told."""

from pathlib import Path

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.clocks.queries import clocks_of
from vigilance.complaints.commands.confirm_codes import (
    MOST_TRIES,
    letter_code,
    live_codes,
    send_code,
    try_code,
)
from vigilance.complaints.commands.telling import open_complainant
from vigilance.complaints.complaint_page import opens_identity
from vigilance.complaints.confirm_letter import confirmation_letter, letter_lives
from vigilance.complaints.file_page import acting
from vigilance.complaints.models import Complaint, ConfirmCode
from vigilance.complaints.queries import complaint_by_number
from vigilance.complaints.schemas import current_office
from vigilance.complaints.schemas_owning import AddressOpening, ToldCode
from vigilance.database.acting import act_as
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotPermitted
from vigilance.domain.permissions import Permission
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import State
from vigilance.identities.commands import Purpose
from vigilance.identities.queries import identity_is_given
from vigilance.records.models import Tier
from vigilance.web.attempts import attempt
from vigilance.web.clock import now, today
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import in_words, read_input
from vigilance.web.session import current_session, database, let_go
from vigilance.web.transaction import own_transactions, transactional

complaints_code = Blueprint(
    "complaints_code", __name__, url_prefix="/office/complaints/<number>/code"
)


@complaints_code.get("")
@requires(Permission.COMPLAINT_STEP)
def page(number: str) -> ResponseReturnValue:
    """What can be sent or printed, and the field for what was told."""
    found = complaint_by_number(current_session(), number)
    return _page(current_session(), found, Form())


def _page(session: Session, found: Complaint, form: Form) -> str:
    return render_template(
        "complaints/office-code.html",
        number=found.number,
        asked=found.state is State.AWAITING_CONFIRMATION,
        sealed=found.record.tier is Tier.PROTECTED,
        codes=[_shown(row) for row in live_codes(session, found.record_id, now())],
        opens=opens_identity(found) and identity_is_given(session, found.record_id),
        form=form,
        labels={"code": _("The code as it was told"), "reason": _("Reasons")},
    )


def _shown(row: ConfirmCode) -> dict[str, object]:
    return {
        "how": row.how,
        "at": row.made_at,
        "until": row.expires_at,
        "left": MOST_TRIES - row.tries,
    }


@complaints_code.post("/send")
@requires(Permission.COMPLAINT_STEP)
@transactional
def send(number: str) -> ResponseReturnValue:
    """Send a code to the complainant, to be told by telephone."""
    _may_hear()
    session = current_session()
    found = complaint_by_number(session, number)
    try:
        with session.begin_nested():
            send_code(session, found, **acting())
    except Invalid as error:
        return _page(session, found, Form(errors=in_words(error.fields))), 422
    except ActionNotAllowed:
        return _page(session, found, Form()), 409
    flash(_("The code is on its way. Ask for it when you telephone."))
    return redirect(url_for(".page", number=number), 303)


@complaints_code.post("/letter")
@requires(Permission.COMPLAINT_STEP)
@transactional
def letter(number: str) -> ResponseReturnValue:
    """The confirmation letter, with a new code, to be printed; the address is written into its window by hand."""
    _may_hear()
    found = complaint_by_number(current_session(), number)
    if found.state is not State.AWAITING_CONFIRMATION:
        return _page(current_session(), found, Form()), 409
    return _printed(found)


@complaints_code.post("/letter/addressed")
@requires(Permission.IDENTITY_OPEN)
@transactional
def addressed_letter(number: str) -> ResponseReturnValue:
    """The same with the address, which is opened for this printing: on the ledger, with its reason, and told.

    An opening that finds no address is an opening all the same.
    """
    session = current_session()
    _may_hear()
    found = complaint_by_number(session, number)
    if found.state is not State.AWAITING_CONFIRMATION:
        return _page(session, found, Form()), 409
    opened: list[str] = []

    def open_it(typed: dict[str, str]) -> None:
        opened.append(_address(session, found, typed["reason"]))

    refused = attempt(session, "", AddressOpening, open_it)
    if refused is not None:
        return _page(session, found, refused.form), refused.status
    if not opened[0]:
        flash(
            _("No postal address was given. The opening is recorded; make the letter without it.")
        )
        return redirect(url_for(".page", number=number), 303)
    return _printed(found, opened[0])


def _address(session: Session, found: Complaint, reason: str) -> str:
    """Name and address as the complainant gave them; nothing where no address was given."""
    fields = open_complainant(
        session,
        found,
        Purpose.CONFIRMATION,
        reason,
        holder=current_office().holder,
        by=current_actor(),
        at=now(),
    ).fields
    lines = [fields.get("name", ""), *fields.get("address", "").splitlines()]
    return "\n".join(line.strip() for line in lines if line.strip()) if "address" in fields else ""


def _printed(found: Complaint, address: str = "") -> Response:
    session, office, at = current_session(), current_office(), now()
    clocks = clocks_of(session, [found.record_id])[found.record_id]
    asked = {"confirmation", "reminder"}
    due = max((one.due_on for one in clocks if one.limit_name in asked), default=today())
    code = letter_code(session, found, letter_lives(due, at), **acting())
    fonts = Path(current_app.static_folder or "") / "built" / "typst-fonts"
    content = confirmation_letter(found, code, office, fonts, due=due, at=at, address=address)
    response = Response(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.number}-letter.pdf"'
    return response


@complaints_code.post("/told")
@requires(Permission.COMPLAINT_STEP)
@own_transactions
def told(number: str) -> ResponseReturnValue:
    """Compare what was told. The try is counted even where the answer is no."""
    by, at = current_actor(), now()
    let_go()
    try:
        typed = read_input(ToldCode)
        with database().writing() as session, session.begin():
            act_as(session, by)
            _may_hear()
            found = complaint_by_number(session, number)
            tried = try_code(session, found, typed["code"], by=by, at=at, office=current_office())
    except Invalid as error:
        return _again(number, typed_form(in_words(error.fields))), 422
    except ActionNotAllowed:
        return _again(number, Form()), 409
    if not tried.right:
        words = _("This is not the code. %(left)s more tries are open.", left=tried.left)
        return _again(number, typed_form({"code": [words]})), 422
    flash(_("The complaint is confirmed."))
    return redirect(url_for("complaints.complaint", number=number), 303)


def _again(number: str, form: Form) -> str:
    with database().reading() as session:
        act_as(session, current_actor())
        return _page(session, complaint_by_number(session, number), form)


def _may_hear() -> None:
    """The clerk and the vigilance officer talk with complainants; the CVO decides and does not confirm for anybody."""
    if current_actor().roles.isdisjoint({Role.CLERK, Role.VO}):
        raise NotPermitted("for the clerk and the vigilance officer")
