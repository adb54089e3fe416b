"""The administrator's pages on officers: who may sign in, in which parts, with which password."""

import uuid
from collections.abc import Callable

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts import administration
from vigilance.accounts.commands import NewOfficer
from vigilance.accounts.login_numbers import number_of, propose_number, waiting_for
from vigilance.accounts.models import Officer
from vigilance.accounts.passwords import checked_password, hash_password
from vigilance.accounts.queries import officer_by_id
from vigilance.accounts.queries import officers as every_officer
from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.complaints.subject import district_choices, district_name
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.domain.roles import OFFICER_ROLES, Role
from vigilance.reference import load_reference
from vigilance.reports.schemas import (
    HrmsNumberForm,
    NewEntry,
    NewOfficerForm,
    PasswordForm,
    RoleChange,
    RolesForm,
)
from vigilance.web.choices import choices
from vigilance.web.clock import now
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, in_words, read_input
from vigilance.web.session import current_session, database
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

admin = Blueprint("admin", __name__, url_prefix="/office")


@admin.get("/officers")
@requires(Permission.OFFICERS_MANAGE)
def officers() -> ResponseReturnValue:
    """Everybody who may sign in, or could once."""
    return render_template("admin/officers.html", officers=every_officer(current_session()))


@admin.get("/officers/new")
@requires(Permission.OFFICERS_MANAGE)
def new_officer() -> ResponseReturnValue:
    """The form for a new officer."""
    return _new_page(Form({"language": "hi"}))


@admin.post("/officers")
@requires(Permission.OFFICERS_MANAGE)
@in_the_systems_sight
@transactional
def add_officer() -> ResponseReturnValue:
    """Enter an officer."""
    try:
        typed: NewEntry = read_input(NewOfficerForm)
        new = NewOfficer(
            email=typed.email,
            name_en=typed.name_en,
            name_hi=typed.name_hi,
            roles=typed.roles,
            password_hash=_hashed(typed.password, typed.email, typed.name_en),
            district_code=_known_district(typed.district),
            language=typed.language,
        )
        made = administration.enter_officer(current_session(), new, by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _new_page(_again(error)), 422
    flash(_("%(name)s may sign in now.", name=made.email))
    return redirect(url_for(".officer", officer_id=made.id), 303)


@admin.get("/officers/<uuid:officer_id>")
@requires(Permission.OFFICERS_MANAGE)
def officer(officer_id: uuid.UUID) -> ResponseReturnValue:
    """One officer: roles, password, entry."""
    found = officer_by_id(current_session(), officer_id)
    return _officer_page(found, Form({"roles": sorted(found.roles)}))


@admin.post("/officers/<uuid:officer_id>/roles")
@requires(Permission.OFFICERS_MANAGE)
@in_the_systems_sight
@transactional
def roles(officer_id: uuid.UUID) -> ResponseReturnValue:
    """Change what parts an officer plays."""
    found = officer_by_id(current_session(), officer_id)
    try:
        change: RoleChange = read_input(RolesForm)
        administration.change_roles(
            current_session(), found, change.roles, known=change.known, by=current_actor(), at=now()
        )
    except Malformed:
        raise
    except Invalid as error:
        return _officer_page(found, _again(error)), 422
    return _done(found, _("The roles are changed."))


@admin.post("/officers/<uuid:officer_id>/password")
@requires(Permission.OFFICERS_MANAGE)
@in_the_systems_sight
@transactional
def password(officer_id: uuid.UUID) -> ResponseReturnValue:
    """Give an officer a new password. The hashing is heavy, so it is done before the transaction begins."""
    with database().reading() as reading:
        known = officer_by_id(reading, officer_id)
    try:
        hashed = _hashed(read_input(PasswordForm), known.email, known.name_en)
    except Malformed:
        raise
    except Invalid as error:
        return _officer_page(known, _again(error, roles=known.roles)), 422
    found = officer_by_id(current_session(), officer_id)
    administration.give_password(current_session(), found, hashed, by=current_actor(), at=now())
    return _done(
        found,
        _("The new password holds now. Whoever was signed in with the old one is signed out."),
    )


@admin.post("/officers/<uuid:officer_id>/hrms-number")
@requires(Permission.OFFICERS_MANAGE)
@in_the_systems_sight
@transactional
def hrms_number(officer_id: uuid.UUID) -> ResponseReturnValue:
    """Enter the HRMS number of an officer's log-in; it waits for a second person."""
    found = officer_by_id(current_session(), officer_id)
    try:
        typed = read_input(HrmsNumberForm)
        propose_number(current_session(), found.id, typed, by=current_actor(), at=now())
    except Malformed:
        raise
    except Invalid as error:
        return _officer_page(found, _again(error, roles=found.roles)), 422
    return _done(found, _("It waits for the second person."))


@admin.post("/officers/<uuid:officer_id>/disable")
@requires(Permission.OFFICERS_MANAGE)
@in_the_systems_sight
@transactional
def disable(officer_id: uuid.UUID) -> ResponseReturnValue:
    """Take away an officer's entry."""
    return _entry(officer_id, administration.shut_out, _("This officer can no longer sign in."))


@admin.post("/officers/<uuid:officer_id>/enable")
@requires(Permission.OFFICERS_MANAGE)
@in_the_systems_sight
@transactional
def enable(officer_id: uuid.UUID) -> ResponseReturnValue:
    """Give an officer his entry back."""
    return _entry(officer_id, administration.let_in, _("This officer may sign in again."))


def _again(error: Invalid, roles: frozenset[Role] = frozenset()) -> Form:
    """The form as typed, without any password, with what is wrong in the reader's language."""
    typed = typed_form(in_words(error.fields))
    kept = {name: value for name, value in typed.values.items() if name != "password"}
    return Form({"roles": sorted(roles)} | kept, typed.errors)


def _hashed(password: str, *about: str) -> str:
    config_dir = current_app.config["SETTINGS"].config_dir
    return hash_password(checked_password(password, config_dir, about=about))


def _known_district(code: str | None) -> str | None:
    reference = load_reference(current_app.config["SETTINGS"].config_dir)
    if code is not None and code not in reference.districts:
        raise Invalid({"district": [_("Choose a district")]})
    return code


def _entry(officer_id: uuid.UUID, act: Callable[..., None], words: str) -> ResponseReturnValue:
    found = officer_by_id(current_session(), officer_id)
    act(current_session(), found, by=current_actor(), at=now())
    return _done(found, words)


def _done(found: Officer, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(".officer", officer_id=found.id), 303)


def _new_page(form: Form) -> str:
    return render_template(
        "admin/officer-new.html",
        form=form,
        roles=choices(role for role in Role if role in OFFICER_ROLES),
        divisions=district_choices(),
    )


def _officer_page(found: Officer, form: Form) -> str:
    return render_template(
        "admin/officer.html",
        officer=found,
        form=form,
        roles=choices(role for role in Role if role in OFFICER_ROLES),
        district=district_name(found.district_code) if found.district_code else None,
        hrms=number_of(current_session(), found.id),
        waiting=waiting_for(current_session(), found.id),
        himself=found.id == current_officer().officer_id,
    )
