"""The administrator's pages: officers, holidays declared late, time limits, background jobs."""

import uuid
from collections.abc import Callable
from datetime import date

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts import administration
from vigilance.accounts.commands import NewOfficer
from vigilance.accounts.models import Officer
from vigilance.accounts.passwords import checked_password, hash_password
from vigilance.accounts.queries import officer_by_id
from vigilance.accounts.queries import officers as every_officer
from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.clocks.holidays import declare_holiday
from vigilance.clocks.rules import rules_in_force
from vigilance.complaints.subject import district_choices, district_name
from vigilance.domain.calendar import CalendarKind
from vigilance.domain.clock_card import AUTHORITIES, CONFIDENCES, span_in_words
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.domain.roles import OFFICER_ROLES, Role
from vigilance.domain.words import Words
from vigilance.reference import load_reference
from vigilance.reports import office_queries
from vigilance.reports.schemas import (
    HolidayForm,
    MovedAddress,
    NewEntry,
    NewHoliday,
    NewOfficerForm,
    PasswordForm,
    RoleChange,
    RolesForm,
)
from vigilance.reports.system_sight import in_the_systems_sight
from vigilance.web.arguments import read_arguments
from vigilance.web.choices import choices
from vigilance.web.clock import now
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, read_input
from vigilance.web.language import language
from vigilance.web.session import current_session, database
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


@admin.get("/calendar")
@requires(Permission.CALENDAR_MANAGE)
@in_the_systems_sight
def calendar() -> ResponseReturnValue:
    """Holidays declared after the lists were printed, and which due dates each one moved."""
    return _calendar_page(Form())


@admin.post("/calendar")
@requires(Permission.CALENDAR_MANAGE)
@in_the_systems_sight
@transactional
def declare() -> ResponseReturnValue:
    """Close an office on a day; the running clocks it touches are computed again."""
    session, config_dir = current_session(), current_app.config["SETTINGS"].config_dir
    try:
        new: NewHoliday = read_input(HolidayForm)
        changes = declare_holiday(
            session,
            new.day,
            new.calendar,
            Words(hi=new.name_hi, en=new.name_en),
            rules_in_force(session, config_dir),
            by=current_actor(),
            at=now(),
        )
    except Malformed:
        raise
    except Invalid as error:
        return _calendar_page(_again(error)), 422
    flash(_("The holiday is declared. %(count)s due dates moved.", count=len(changes)))
    return redirect(url_for(".calendar", day=new.day.isoformat()), 303)


@admin.get("/limits")
@requires(Permission.CALENDAR_MANAGE)
def limits() -> ResponseReturnValue:
    """Every time limit of the schedule with its versions and where it comes from."""
    rules = rules_in_force(current_session(), current_app.config["SETTINGS"].config_dir)
    rows = [
        {
            "limit": limit,
            "span": span_in_words(limit.allowed, language()),
            "authority": AUTHORITIES[limit.authority].said_in(language()),
            "confidence": CONFIDENCES[limit.confidence].said_in(language()),
        }
        for limit in sorted(rules.limits, key=lambda one: (one.track, one.name, one.effective_from))
    ]
    return render_template("admin/limits.html", rows=rows)


@admin.get("/jobs")
@requires(Permission.OFFICERS_MANAGE)
def jobs() -> ResponseReturnValue:
    """When each background job last ran, and what went wrong."""
    return render_template("admin/jobs.html", leases=office_queries.job_leases(current_session()))


def _again(error: Invalid, roles: frozenset[Role] = frozenset()) -> Form:
    """The form as typed, without any password, with what is wrong in the reader's language."""
    typed = typed_form({name: [_(why) for why in found] for name, found in error.fields.items()})
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
        himself=found.id == current_officer().officer_id,
    )


def _calendar_page(form: Form) -> str:
    asked: tuple[date | None, str | None] = (None, None)
    if request.method == "GET":
        asked = read_arguments(MovedAddress)
    day, token = asked
    page = None
    if day is not None:
        after = read_cursor(f"moved {day}", current_officer().officer_id, token) if token else None
        last = uuid.UUID(after["id"]) if after else None
        page = office_queries.moved_by_holiday(current_session(), day, last)
    rules = rules_in_force(current_session(), current_app.config["SETTINGS"].config_dir)
    return render_template(
        "admin/calendar.html",
        form=form,
        holidays=office_queries.declared_holidays(current_session()),
        calendars=choices(CalendarKind),
        labels={limit.name: limit.label.said_in(language()) for limit in rules.limits},
        day=day,
        moved=page.rows if page else (),
        following=_next_moved(day, page.following) if page and page.following else None,
    )


def _next_moved(day: date | None, key: tuple[uuid.UUID, ...]) -> str:
    return seal_cursor(f"moved {day}", current_officer().officer_id, {"id": key[0].hex})
