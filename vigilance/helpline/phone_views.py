"""The telephone desk: a call begins, is written down, becomes a complaint, and its code is read out once."""

import uuid
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.filing import Filing, Registration
from vigilance.complaints.kept_writing import Writing
from vigilance.complaints.queries import complaint_by_number
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid
from vigilance.domain.lanes import Channel
from vigilance.domain.permissions import Permission
from vigilance.helpline.call_seals import number_of
from vigilance.helpline.commands.desk import end_call, open_call
from vigilance.helpline.commands.registering import (
    NOT_READ_BACK,
    note_code_told,
    prepare_call,
    register_call,
)
from vigilance.helpline.handing import read_caller, take_number_out_of_address
from vigilance.helpline.keeping import keep_form, original_now, typed_now
from vigilance.helpline.models import CallSource, PhoneCall
from vigilance.helpline.phone_page import draw
from vigilance.helpline.queries import call_of_officer, recordings_of
from vigilance.helpline.schemas import (
    EndSchema,
    PhoneSchema,
    StartSchema,
    ToldSchema,
    Written,
)
from vigilance.helpline.script import spoken
from vigilance.web.clock import now
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, load, read_input
from vigilance.web.navigation import file_url
from vigilance.web.security import takes_uploads
from vigilance.web.session import current_session, database
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import own_transactions, transactional

helpline = Blueprint("helpline", __name__, url_prefix="/office/intake")
helpline.before_request(take_number_out_of_address)
WRITING = Writing(keep_form, draw, _l("This call is over, or a file came just now."))


@helpline.get("/phone")
@requires(Permission.INTAKE_REGISTER)
def start() -> ResponseReturnValue:
    """A call begins: its language, and its number where the telephone system did not hand it over."""
    return _start(Form({"language": "hi", "handed": request.args.get("handed", "")}))


def _start(form: Form) -> str:
    known = read_caller(current_office(), str(form.values.get("handed", "")), now())
    return render_template(
        "helpline/phone-start.html",
        form=form,
        labels={"language": _("Language of the call"), "number": _("The caller's number")},
        known=known is not None,
        greeting=spoken("hi")["greeting"],
    )


@helpline.post("/phone")
@requires(Permission.INTAKE_REGISTER)
@in_the_systems_sight
@transactional
def begin() -> ResponseReturnValue:
    """Open the draft of this call."""
    actor = current_actor()
    try:
        typed = read_input(StartSchema)
    except Malformed:
        raise
    except Invalid as error:
        return _start(typed_form(error.fields)), 422
    office = current_office()
    call = open_call(
        current_session(),
        number=typed["number"] or read_caller(office, typed["handed"], now()),
        language=typed["language"],
        by=actor,
        at=now(),
        office=office,
    )
    return redirect(url_for(".phone", call_id=call.id), 303)


@helpline.get("/phone/<uuid:call_id>")
@requires(Permission.INTAKE_REGISTER)
def phone(call_id: uuid.UUID) -> ResponseReturnValue:
    """The call as far as it is written down."""
    return draw(call_id, current_actor())


@helpline.post("/phone/<uuid:call_id>/save")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def save(call_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what is typed; the page's script asks for no page in return."""
    return WRITING.saved(call_id, url_for(".phone", call_id=call_id))


takes_uploads(save)


@helpline.post("/phone/<uuid:call_id>/register")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def register(call_id: uuid.UUID) -> ResponseReturnValue:
    """Register the complaint and show, this once, the code that is read out."""
    return WRITING.registered(
        call_id, lambda actor: _code_page(call_id, *_registered(call_id, actor))
    )


takes_uploads(register)


def _registered(call_id: uuid.UUID, actor: Actor) -> tuple[Registration, Written]:
    office, at = current_office(), now()
    with database().reading() as session:
        act_as(session, actor)
        call = call_of_officer(session, call_id, actor.officer_id)
        recordings = recordings_of(session, call_id)
    written: Written = load(PhoneSchema, {**typed_now(), "recordings": len(recordings)})
    filing = _filing(call, written.with_caller(number_of(office, call)), broken=written.broken_off)
    prepared = prepare_call(office, call, recordings, filing, at=at)
    with database().writing() as session, session.begin():
        act_as(session, actor)
        locked = call_of_officer(session, call_id, actor.officer_id, lock=True)
        done = register_call(
            session, locked, prepared, told=not written.broken_off, by=actor, at=at, office=office
        )
    return done, written


def _filing(call: PhoneCall, filing: Filing, *, broken: bool) -> Filing:
    """The filing as one of the telephone's: in the language of the call, received when it came."""
    came = call.started_at if call.source in (CallSource.DESK, CallSource.IVR) else None
    return replace(
        filing,
        channel=Channel.PHONE,
        language=call.language,
        received_at=came,
        original=original_now(),
        flags=(NOT_READ_BACK,) if broken else (),
    )


def _code_page(call_id: uuid.UUID, done: Registration, written: Written) -> str:
    return render_template(
        "helpline/phone-code.html",
        call_id=call_id,
        number=done.complaint.number,
        url=file_url(done.complaint.number),
        reference=done.reference,
        secret=None if written.broken_off else done.secret,
        language_of_call=done.complaint.language,
        script=spoken(done.complaint.language),
        live_demand=done.complaint.live_demand,
        blank=Form(),
    )


@helpline.post("/phone/<uuid:call_id>/told")
@requires(Permission.INTAKE_REGISTER)
@transactional
def told(call_id: uuid.UUID) -> ResponseReturnValue:
    """The code was read out; whether the caller repeated its end goes into the record."""
    typed = read_input(ToldSchema)
    session, actor = current_session(), current_actor()
    call_of_officer(session, call_id, actor.officer_id)
    if typed["repeated"]:
        complaint = complaint_by_number(session, typed["number"])
        note_code_told(session, complaint.record_id, by=actor, at=now())
    return redirect(url_for("helpline_calls.calls"), 303)


@helpline.post("/phone/<uuid:call_id>/end")
@requires(Permission.INTAKE_REGISTER)
@in_the_systems_sight
@transactional
def end(call_id: uuid.UUID) -> ResponseReturnValue:
    """End the call without a complaint."""
    session, actor = current_session(), current_actor()
    call = call_of_officer(session, call_id, actor.officer_id, lock=True)
    typed = read_input(EndSchema)
    end_call(session, call, typed["outcome"], by=actor, at=now(), office=current_office())
    return redirect(url_for("helpline_calls.calls"), 303)
