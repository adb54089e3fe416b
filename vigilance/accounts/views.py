"""Signing in and out."""

import uuid

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from vigilance.accounts import commands, queries, schemas
from vigilance.accounts.passwords import password_matches
from vigilance.accounts.signing_in import current_officer, give_cookie
from vigilance.audit.commands import append_event
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.errors import Invalid, TooMany
from vigilance.domain.permissions import Permission
from vigilance.records.commands import system_record
from vigilance.web.clock import now
from vigilance.web.forms import Form
from vigilance.web.guard import public, requires, safe_next
from vigilance.web.input import read_input
from vigilance.web.session import current_session, database
from vigilance.web.transaction import transactional

accounts = Blueprint("accounts", __name__, url_prefix="/office")


@accounts.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The door of the office."""
    if current_user.is_authenticated:
        return redirect(url_for("office.today"), 303)
    return render_template(
        "accounts/sign-in.html", form=Form({"next": request.args.get("next", "")})
    )


@accounts.post("/sign-in")
@public
@transactional
def enter() -> ResponseReturnValue:
    """Check a password and begin a session; wrong and unknown look alike and take the same work."""
    try:
        typed: schemas.Credentials = read_input(schemas.SignIn)
    except Invalid as error:
        return _door(_("Enter your e-mail address and your password."), error.fields), 422
    officer_id = _checked(typed)
    if officer_id is None:
        return _door(_("The address or the password is not right.")), 422
    session, settings = act_as(current_session(), SYSTEM), current_app.config["SETTINGS"]
    officer = queries.officer_by_id(session, officer_id)
    commands.forget_failures(session, typed.email)
    token = commands.begin_session(session, officer, at=now(), hours=settings.session_hours)
    record = system_record(session, "auth", at=now())
    actor = Actor(roles=officer.roles, officer_id=officer.id)
    append_event(session, record, "signed-in", {}, by=actor, at=now())
    response = redirect(safe_next(typed.next, url_for("office.today")), 303)
    give_cookie(response, token, settings)
    return response


def _door(words: str, fields: dict[str, list[str]] | None = None) -> str:
    values = {"email": request.form.get("email", ""), "next": request.form.get("next", "")}
    return render_template("accounts/sign-in.html", form=Form(values, fields or {"email": [words]}))


def _checked(typed: schemas.Credentials) -> uuid.UUID | None:
    """The officer's id if the password is his. The heavy work is done with no transaction open."""
    with database().reading() as session:
        wait = queries.throttle(session, commands.account_hash(typed.email))
        if wait is not None and wait.next_at > now():
            raise TooMany(int((wait.next_at - now()).total_seconds()) + 1)
        officer = queries.officer_by_email(session, typed.email)
        known = officer if officer is not None and officer.active else None
        stored, officer_id = (known.password_hash, known.id) if known else (None, None)
    if password_matches(stored, typed.password):
        return officer_id
    # The failure outlives the refused request, so it has its own transaction.
    with database().writing() as session, session.begin():
        act_as(session, SYSTEM)
        commands.count_failure(session, typed.email, at=now())
        record = system_record(session, "auth", at=now())
        body = {"account": commands.account_hash(typed.email).hex()}
        append_event(session, record, "sign-in-failed", body, by=SYSTEM, at=now())
    return None


@accounts.post("/sign-out")
@requires(Permission.SIGN_IN_HOME)
@transactional
def leave() -> ResponseReturnValue:
    """End the session here and on the server."""
    commands.end_session(current_session(), current_officer().session_hash, at=now())
    g.signed_out = True
    response = redirect(url_for("accounts.sign_in"), 303)
    response.delete_cookie(current_app.config["OFFICER_COOKIE"], path="/")
    return response
