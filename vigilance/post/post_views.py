"""The post desk (dak): an envelope is entered in the diary, its complaints are registered one by one, it is closed."""

import uuid
from dataclasses import replace

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.filing import Filing, Registration
from vigilance.complaints.kept_writing import Writing
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed, Invalid
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.permissions import Permission
from vigilance.identities.contacts import Identity
from vigilance.post.commands.envelopes import (
    close_envelope,
    open_envelope,
    prepare_item,
    received_at,
    register_item,
)
from vigilance.post.envelope_seals import sender_of
from vigilance.post.keeping import check_turn, keep_form, original_now, typed_now
from vigilance.post.models import PostEnvelope
from vigilance.post.post_page import code_page, draw, goes_to, slip_for, start_page
from vigilance.post.queries import envelope_of, open_envelopes, scans_of
from vigilance.post.schemas import CloseSchema, EnvelopeSchema, ItemSchema
from vigilance.post.slip import NAME, Slip, read_slip, slip_pdf
from vigilance.sealing.errors import TokenBroken, TokenExpired
from vigilance.web.clock import now
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, in_words, load, read_input
from vigilance.web.security import takes_uploads
from vigilance.web.session import current_session, database
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import own_transactions, transactional

post_desk = Blueprint("post_desk", __name__, url_prefix="/office/intake/post")
WRITING = Writing(
    keep_form,
    draw,
    _l(
        "This page was not the newest: its complaint is registered already, or a scan came just now."
    ),
)


@post_desk.get("")
@requires(Permission.INTAKE_REGISTER)
def start() -> ResponseReturnValue:
    """A new envelope, and those this clerk has not closed."""
    return _start(Form({"how": "post", "language": "hi"}))


def _start(form: Form) -> str:
    return start_page(form, list(open_envelopes(current_session(), current_actor().officer_id)))


@post_desk.post("")
@requires(Permission.INTAKE_REGISTER)
@in_the_systems_sight
@transactional
def begin() -> ResponseReturnValue:
    """Enter the envelope in the diary."""
    try:
        outside = read_input(EnvelopeSchema)
    except Malformed:
        raise
    except Invalid as error:
        return _start(typed_form(error.fields)), 422
    made = open_envelope(
        current_session(), outside, by=current_actor(), at=now(), office=current_office()
    )
    return redirect(url_for(".envelope", envelope_id=made.id), 303)


@post_desk.get("/<uuid:envelope_id>")
@requires(Permission.INTAKE_REGISTER)
def envelope(envelope_id: uuid.UUID) -> ResponseReturnValue:
    """The complaint of this envelope that is being written."""
    return draw(envelope_id, current_actor())


@post_desk.post("/<uuid:envelope_id>/save")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def save(envelope_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what is typed; the page's script asks for no page in return."""
    return WRITING.saved(envelope_id, url_for(".envelope", envelope_id=envelope_id))


takes_uploads(save)


@post_desk.post("/<uuid:envelope_id>/register")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def register(envelope_id: uuid.UUID) -> ResponseReturnValue:
    """Register the complaint and show, this once, its code and the button that prints the letter."""
    return WRITING.registered(
        envelope_id, lambda actor: code_page(*_registered(envelope_id, actor))
    )


takes_uploads(register)


def _registered(
    envelope_id: uuid.UUID, actor: Actor
) -> tuple[Registration, PostEnvelope, Slip | None]:
    office, at = current_office(), now()
    with database().reading() as session:
        act_as(session, actor)
        found = envelope_of(session, envelope_id, actor.officer_id)
        scans = scans_of(session, envelope_id)
    filing: Filing = load(ItemSchema, {**typed_now(), "scans": len(scans)})
    sender = sender_of(office, found)
    filing = _with_sender(filing, found, sender)
    prepared = prepare_item(office, found, scans, filing, at)
    address = goes_to(filing.lane, found, sender)
    with database().writing() as session, session.begin():
        act_as(session, actor)
        locked = envelope_of(session, envelope_id, actor.officer_id, lock=True)
        check_turn(locked)
        done = register_item(
            session, locked, prepared, told=address is not None, by=actor, office=office
        )
    return done, found, slip_for(done, found, address)


def _with_sender(filing: Filing, found: PostEnvelope, sender: dict[str, str]) -> Filing:
    """The filing as one of a letter: from the sender unless it is nameless, received on the day of the envelope."""
    known = {} if typed_now().get("lane") == Lane.ANONYMOUS else dict(sender)
    if "address" in known:
        known["address"] = ", ".join(known["address"].splitlines())
    lane = filing.lane
    if lane is not Lane.PROTECTED:
        lane = Lane.ORDINARY if known else Lane.ANONYMOUS
    return replace(
        filing,
        lane=lane,
        channel=Channel.LETTER,
        language=found.language,
        identity=Identity(
            name=known.get("name"),
            mobile=known.get("mobile"),
            email=known.get("email"),
            address=known.get("address"),
        ),
        received_at=received_at(found.received_on, now()),
        original=original_now(known),
    )


@post_desk.post("/letter.pdf")
@requires(Permission.INTAKE_REGISTER)
@transactional
def letter() -> ResponseReturnValue:
    """The acknowledgement as a PDF, as long as the page with the code is open."""
    try:
        slip = read_slip(current_office(), request.form.get("slip", ""), now())
    except (TokenBroken, TokenExpired):
        return redirect(url_for(".start"), 303)
    response = make_response(slip_pdf(current_office(), slip, now()))
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{NAME}"'
    return response


@post_desk.post("/<uuid:envelope_id>/close")
@requires(Permission.INTAKE_REGISTER)
@in_the_systems_sight
@transactional
def close(envelope_id: uuid.UUID) -> ResponseReturnValue:
    """The envelope is done with; the sender is wiped, and the next envelope begins."""
    session, actor = current_session(), current_actor()
    locked = envelope_of(session, envelope_id, actor.officer_id, lock=True)
    typed = read_input(CloseSchema)
    try:
        close_envelope(
            session, locked, discard=typed["discard"], by=actor, at=now(), office=current_office()
        )
    except Invalid as error:
        return draw(envelope_id, actor, in_words(error.fields)), 422
    except ActionNotAllowed:
        return redirect(url_for(".envelope", envelope_id=envelope_id), 303)
    return redirect(url_for(".start"), 303)
