"""The register of public representatives' letters (जनप्रतिनिधि पत्राचार रजिस्टर): list, letter, steps, printed sheet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.commands.acknowledgement import acknowledge
from vigilance.complaints.filing import Filing, Registration
from vigilance.complaints.preparation import prepare
from vigilance.complaints.queries import complaint_by_number
from vigilance.complaints.schemas import current_office
from vigilance.complaints.submission import form_as_sent
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.errors import ActionNotAllowed, EditConflict, Invalid, NotFound
from vigilance.domain.permissions import Permission
from vigilance.domain.workflows.references import RepresentativeAction
from vigilance.evidence.uploads import FIELD, uploads_of_form
from vigilance.identities.contacts import Identity
from vigilance.post import letter_schemas as schemas
from vigilance.post.commands import letters as commands
from vigilance.post.commands.envelopes import received_at
from vigilance.post.letter_page import letter_labels, letter_page, new_page, rows_of
from vigilance.post.letter_queries import (
    PAGE_OF_REGISTER,
    answered_letters,
    how_many_open,
    letter_by_number,
    open_letters,
    register_of_year,
)
from vigilance.post.models import RepresentativeLetter
from vigilance.post.post_page import shown_once
from vigilance.post.slip import Slip
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, TooLarge, load, read_form, read_input
from vigilance.web.security import takes_uploads
from vigilance.web.session import current_session, database, let_go
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import own_transactions, transactional

letters = Blueprint("letters", __name__, url_prefix="/office/letters")


@letters.get("")
@requires(Permission.INTAKE_SEE)
def everything() -> ResponseReturnValue:
    """The letters that wait for an answer, the most overdue first, and those answered last."""
    session, reader = current_session(), current_actor()
    return render_template(
        "post/letters.html",
        waiting=rows_of(session, open_letters(session, reader)),
        answered=rows_of(session, answered_letters(session, reader)),
        open_count=how_many_open(session, reader),
        overdue_count=how_many_open(session, reader, due_before=today()),
        year=today().year,
    )


@letters.get("/new")
@requires(Permission.INTAKE_SEE)
def new() -> ResponseReturnValue:
    """A letter to be entered."""
    return new_page(Form())


@letters.post("")
@requires(Permission.INTAKE_SEE)
@in_the_systems_sight
@transactional
def enter() -> ResponseReturnValue:
    """Enter the letter under its number."""
    try:
        typed = read_input(schemas.LetterSchema)
    except Malformed:
        raise
    except Invalid as error:
        return new_page(typed_form(error.fields)), 422
    letter = commands.receive_letter(
        current_session(), typed, by=current_actor(), at=now(), office=current_office()
    )
    return redirect(url_for(".one", number=letter.number), 303)


@letters.get("/register")
@requires(Permission.INTAKE_SEE)
def register() -> ResponseReturnValue:
    """A year's register as a sheet to print, in its order."""
    asked: dict[str, Any] = read_arguments(schemas.RegisterAddress)
    year = asked["year"] or today().year
    session = current_session()
    found = register_of_year(session, current_actor(), year, asked["after"])
    more = len(found) == PAGE_OF_REGISTER
    return render_template(
        "post/letters-register.html",
        rows=rows_of(session, found),
        year=year,
        labels=letter_labels(),
        more=url_for(".register", year=year, after=found[-1].serial) if more else None,
    )


@letters.get("/<number>")
@requires(Permission.INTAKE_SEE)
def one(number: str) -> ResponseReturnValue:
    """One letter, and what may be done with it."""
    return letter_page(number, current_actor())


def _confirm(
    session: Session, letter: RepresentativeLetter, typed: Mapping[str, Any], actor: Actor
) -> None:
    commands.confirm_letter(session, letter, typed["confirmed_on"], by=actor, at=now())


def _reply(
    session: Session, letter: RepresentativeLetter, typed: Mapping[str, Any], actor: Actor
) -> None:
    number, on = typed["reply_number"], typed["replied_on"]
    commands.reply_to_letter(session, letter, number, on, by=actor, at=now())


def _reopen(
    session: Session, letter: RepresentativeLetter, typed: Mapping[str, Any], actor: Actor
) -> None:
    office = current_office()
    commands.reopen_letter(session, letter, typed["reasons"], by=actor, at=now(), office=office)


def _link(
    session: Session, letter: RepresentativeLetter, typed: Mapping[str, Any], actor: Actor
) -> None:
    with database().reading() as own:
        try:
            seen = complaint_by_number(act_as(own, actor), typed["number"]).number
        except NotFound:
            raise Invalid({"number": ["There is no such complaint in your sight."]}) from None
    complaint = complaint_by_number(session, seen)
    commands.link_complaint(session, letter, complaint, by=actor, at=now())


Take = Callable[[Session, RepresentativeLetter, Mapping[str, Any], Actor], None]
STEPS: dict[str, tuple[type[Schema], Take]] = {
    RepresentativeAction.CONFIRM_LETTER.value: (schemas.ConfirmSchema, _confirm),
    RepresentativeAction.REPLY_TO_LETTER.value: (schemas.ReplySchema, _reply),
    RepresentativeAction.REOPEN.value: (schemas.ReopenSchema, _reopen),
    "link": (schemas.LinkSchema, _link),
}
"""Which form each step reads, and what it does."""


@letters.post("/<number>/steps/<action>")
@requires(Permission.INTAKE_SEE)
@own_transactions
def step(number: str, action: str) -> ResponseReturnValue:
    """Take a step on a letter, in the sight of the system: the register's chain is nobody's to see."""
    schema, take = STEPS.get(action, (None, None))
    if schema is None or take is None:
        raise NotFound("step")
    actor = current_actor()
    let_go()
    try:
        typed: schemas.Typed = read_input(schema)
        with database().writing() as session, session.begin():
            letter = _locked(session, number, typed.version, actor)
            take(session, letter, typed.value, actor)
    except Malformed:
        raise
    except Invalid as error:
        return _refused(number, action, error, actor)
    except (ActionNotAllowed, EditConflict):
        return letter_page(number, actor, _typed(action), stale=True), 409
    return redirect(url_for(".one", number=number), 303)


def _locked(session: Session, number: str, version: int, actor: Actor) -> RepresentativeLetter:
    letter = letter_by_number(act_as(session, SYSTEM), number, actor, lock=True)
    if letter.version != version:
        raise EditConflict("the letter")
    return letter


def _typed(name: str, error: Invalid | None = None) -> dict[str, Form]:
    return {name: typed_form(error.fields if error else {}, prefix=f"{name}-")}


def _refused(number: str, name: str, error: Invalid, actor: Actor) -> ResponseReturnValue:
    status = {Malformed: 400, TooLarge: 413}.get(type(error), 422)
    return letter_page(number, actor, _typed(name, error)), status


@letters.post("/<number>/complaint")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def complaint(number: str) -> ResponseReturnValue:
    """Register what the letter complains of, in the lane of public representatives."""
    actor, office, at = current_actor(), current_office(), now()
    let_go()
    try:
        given = read_form(schemas.LetterComplaintSchema)
        given[FIELD] = uploads_of_form()
        typed: schemas.Typed = load(schemas.LetterComplaintSchema, given)
        with database().reading() as reading:
            found = letter_by_number(act_as(reading, actor), number, actor)
        filing = _filing(typed.value, found)
        prepared = prepare(filing, office, at)
        with database().writing() as session, session.begin():
            letter = _locked(session, number, typed.version, actor)
            done = commands.register_from_letter(session, letter, prepared, by=actor, office=office)
            acknowledge(session, done.complaint, by=actor, at=at, office=office)
    except Malformed:
        raise
    except Invalid as error:
        return _refused(number, "complaint", error, actor)
    except EditConflict:
        return letter_page(number, actor, _typed("complaint"), stale=True), 409
    return shown_once(
        done, _slip(done, filing.identity, found), back=url_for(".one", number=number)
    )


takes_uploads(complaint)


def _slip(done: Registration, identity: Identity, letter: RepresentativeLetter) -> Slip:
    """The acknowledgement, to whoever the complaint is from."""
    lines = [identity.name, identity.address] if identity.address else []
    return Slip(
        reference=done.reference,
        secret=done.secret,
        language=done.complaint.language,
        received_on=letter.received_on,
        registered_on=today(),
        address=[line for line in lines if line],
    )


def _filing(filing: Filing, letter: RepresentativeLetter) -> Filing:
    """From whoever it is forwarded for, else from the member; received on the day the letter came."""
    member = Identity(name=letter.member, address=letter.constituency)
    return replace(
        filing,
        identity=filing.identity or member,
        received_at=received_at(letter.received_on, now()),
        original=form_as_sent(),
        flags=("forwarded-by-representative",) if letter.forwards_other else (),
    )
