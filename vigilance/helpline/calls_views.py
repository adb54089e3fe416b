"""The lists of the telephone desk: what I have begun, who waits to be called, what nobody has written down yet."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.schemas import current_office
from vigilance.domain.permissions import Permission
from vigilance.helpline.commands.call_backs import MOST_TRIES, record_try, show_number
from vigilance.helpline.models import CallStage, PhoneCall, TryResult
from vigilance.helpline.queries import call_of, drafts_of, how_many, waiting_in
from vigilance.helpline.schemas import TrySchema
from vigilance.sealing.errors import SealBroken
from vigilance.web.choices import choices
from vigilance.web.clock import now
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.input import read_input
from vigilance.web.session import current_session
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

calls_desk = Blueprint("helpline_calls", __name__, url_prefix="/office/intake/calls")

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class Row:
    """One call as a line of a list."""

    call: PhoneCall
    waits: str
    has_number: bool


def waited(since: datetime, until: datetime) -> str:
    """How long somebody waits, in the largest unit that says it."""
    seconds = max(0, int((until - since).total_seconds()))
    if seconds < HOUR:
        return str(_("%(count)s min", count=seconds // MINUTE))
    if seconds < DAY:
        return str(_("%(count)s h", count=seconds // HOUR))
    return str(_("%(count)s days", count=seconds // DAY))


def _row(call: PhoneCall) -> Row:
    return Row(call, waited(call.started_at, now()), call.caller_sealed is not None)


@calls_desk.get("")
@requires(Permission.INTAKE_REGISTER)
def calls() -> ResponseReturnValue:
    """Every call that somebody still has to do something with."""
    session = current_session()
    return render_template(
        "helpline/calls.html",
        drafts=[_row(call) for call in drafts_of(session, current_actor().officer_id)],
        back=[_row(call) for call in waiting_in(session, CallStage.CALL_BACK)],
        back_count=how_many(session, CallStage.CALL_BACK),
        unwritten=[_row(call) for call in waiting_in(session, CallStage.TO_WRITE_UP)],
        unwritten_count=how_many(session, CallStage.TO_WRITE_UP),
    )


@calls_desk.get("/<uuid:call_id>")
@requires(Permission.INTAKE_REGISTER)
def call(call_id: uuid.UUID) -> ResponseReturnValue:
    """One call that waits: what is known of it, and what can be done."""
    return _call_page(call_of(current_session(), call_id), None)


def _call_page(found: PhoneCall, number: str | None, problem: str | None = None) -> str:
    results = (
        [one for one in TryResult if one is not TryResult.WRITTEN_BEFORE]
        if found.stage is CallStage.CALL_BACK
        else [TryResult.WRITTEN_UP, TryResult.WRITTEN_BEFORE, TryResult.NOT_A_COMPLAINT]
    )
    return render_template(
        "helpline/call.html",
        row=_row(found),
        call=found,
        waits_still=found.stage in (CallStage.CALL_BACK, CallStage.TO_WRITE_UP),
        number=number,
        problem=problem,
        results=choices(results),
        most_tries=MOST_TRIES,
        blank=Form(),
    )


@calls_desk.post("/<uuid:call_id>/number")
@requires(Permission.INTAKE_REGISTER)
@in_the_systems_sight
@transactional
def number(call_id: uuid.UUID) -> ResponseReturnValue:
    """Show the number on this one page; that it was shown is on the ledger."""
    session, actor = current_session(), current_actor()
    found = call_of(session, call_id, lock=True)
    try:
        shown = show_number(session, found, by=actor, at=now(), office=current_office())
    except SealBroken:
        words = _("The address cannot be shown here. Answer in the chat it came from.")
        return _call_page(found, None, words), 409
    return _call_page(found, shown)


@calls_desk.post("/<uuid:call_id>/tries")
@requires(Permission.INTAKE_REGISTER)
@in_the_systems_sight
@transactional
def tries(call_id: uuid.UUID) -> ResponseReturnValue:
    """What came of calling."""
    typed = read_input(TrySchema)
    session, actor = current_session(), current_actor()
    found = call_of(session, call_id, lock=True)
    record_try(session, found, typed["result"], by=actor, at=now(), office=current_office())
    if found.stage is CallStage.DRAFT:
        return redirect(url_for("helpline.phone", call_id=call_id), 303)
    if found.stage not in (CallStage.CALL_BACK, CallStage.TO_WRITE_UP):
        flash(_("The call is closed and its number is wiped."))
    return redirect(url_for(".calls"), 303)
