"""Owning a complaint by the link that was sent: one question, two buttons, no number, no cookie, no script.

Opening the link changes nothing, for mail programs and guards open links by themselves.
"""

import uuid

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.complaints.commands.confirmation import confirm, disown
from vigilance.complaints.confirm_links import LinkOver, record_of_link
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_of
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import complainant_of
from vigilance.domain.errors import ActionNotAllowed, NotFound
from vigilance.domain.owning import HowOwned
from vigilance.domain.workflows.complaint import State
from vigilance.web.clock import now
from vigilance.web.guard import public
from vigilance.web.language import url_in_other_language
from vigilance.web.session import current_session, database
from vigilance.web.transaction import transactional

complaints_confirm = Blueprint("complaints_confirm", __name__, url_prefix="/confirm")

ACTS = {"yes": confirm, "no": disown}


@complaints_confirm.get("/<token>")
@public
def question(token: str) -> ResponseReturnValue:
    """The question, as long as it is open."""
    try:
        record_id = record_of_link(token, current_office(), at=now())
    except NotFound as error:
        return _dead(token, over=isinstance(error, LinkOver))
    with database().reading() as session:
        found = complaint_of(act_as(session, complainant_of(record_id)), record_id)
        return _page(token, found)


@complaints_confirm.post("/<token>")
@public
@transactional
def answer(token: str) -> ResponseReturnValue:
    """The answer, once: a second one finds the question closed."""
    try:
        record_id = record_of_link(token, current_office(), at=now())
    except NotFound as error:
        return _dead(token, over=isinstance(error, LinkOver))
    act = ACTS.get(request.form.get("answer", ""))
    if act is None:
        return _asked_again(token, record_id)
    session = act_as(current_session(), complainant_of(record_id))
    try:
        rules, by = current_office().rules(session), complainant_of(record_id)
        with session.begin_nested():
            act(session, record_id, by=by, at=now(), rules=rules, how=HowOwned.LINK)
    except ActionNotAllowed:
        return _page(token, complaint_of(session, record_id)), 409
    said = _("Thank you. The work on your complaint goes on.")
    if act is disown:
        said = _("Thank you. It is noted that the complaint is not yours. Nobody will trouble you.")
    return _drawn(token, said=said)


def _asked_again(token: str, record_id: uuid.UUID) -> ResponseReturnValue:
    session = act_as(current_session(), complainant_of(record_id))
    return _page(token, complaint_of(session, record_id)), 422


def _page(token: str, found: Complaint) -> str:
    """The question with the day; never a number or a word of the complaint, for anybody may hold the telephone."""
    if found.state is State.AWAITING_CONFIRMATION:
        return _drawn(token, received_on=found.received_on)
    return _drawn(token, said=_("This question has been answered. There is nothing more to do."))


def _drawn(token: str, **shown: object) -> str:
    return render_template(
        "complaints/public-confirm.html",
        other_language_url=url_in_other_language("complaints_confirm.question", token=token),
        token=token,
        received_on=shown.get("received_on"),
        said=shown.get("said"),
        helpline=current_app.config["SETTINGS"].helpline,
    )


def _dead(token: str, *, over: bool) -> ResponseReturnValue:
    said = _("This link is not one of ours. Please open it exactly as it was sent.")
    if over:
        said = _("The time of this link is over.")
    return _drawn(token[:1], said=said), 410 if over else 404
