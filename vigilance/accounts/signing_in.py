"""Flask-Login's loader: who is behind this request, by a server-side session named in one cookie."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from flask import Flask, Request, g, request
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from vigilance.accounts import queries
from vigilance.accounts.models import AuthSession
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.roles import Role
from vigilance.settings import Settings
from vigilance.web.clock import now
from vigilance.web.session import current_session, database

SEEN_EVERY = timedelta(seconds=60)
ADMITTED = "admitted_session"


class SignedIn(UserMixin):
    """The officer of this request, as pages and guards see him."""

    def __init__(self, officer: queries.Behind, session_hash: bytes) -> None:
        """Take what pages need, so that no row outlives its session."""
        self.session_hash = session_hash
        self.officer_id: uuid.UUID = officer.officer_id
        self.email = officer.email
        self.name_en, self.name_hi = officer.name_en, officer.name_hi
        self.roles: frozenset[Role] = officer.actor.roles
        self.language = officer.language
        self.district_code = officer.actor.district
        on = ist_day(now()) if Role.LIAISON in self.roles else None
        self.actor: Actor = replace(officer.actor, day=on)

    def get_id(self) -> str:
        """What names the session, never the officer's id."""
        return self.session_hash.hex()

    def name_in(self, language: str) -> str:
        """His name as a reader of this language writes it."""
        return self.name_hi if language == "hi" else self.name_en


def init_app(app: Flask, settings: Settings) -> None:
    """Install the loader; Flask-Login keeps nothing in the browser, the cookie below is ours."""
    manager = LoginManager()
    manager.session_protection = (
        None  # its "strong" mode binds the address and breaks mobile phones
    )
    manager.init_app(app)
    app.config["OFFICER_COOKIE"] = f"{settings.cookie_prefix}officer"

    @manager.request_loader
    def _load(incoming: Request) -> SignedIn | None:
        if ADMITTED in g:
            return officer_of(g.get(ADMITTED), settings)
        token = incoming.cookies.get(app.config["OFFICER_COOKIE"], "")
        return officer_of(queries.token_hash(token), settings) if token else None


def admit(session_hash: bytes) -> None:
    """Let this request act in an officer's session that something else than the cookie vouches for, such as a ticket.

    The session itself is asked as ever: one that has ended admits nobody.
    """
    setattr(g, ADMITTED, session_hash)


def officer_of(session_hash: bytes, settings: Settings) -> SignedIn | None:
    """The officer whose session this is; his actor becomes the request's session's actor."""
    moment = now()
    session = current_session()
    behind = queries.behind_hash(session, session_hash, moment)
    if behind is None or not behind.active:
        return None
    if moment - behind.seen_at > timedelta(minutes=settings.session_idle_minutes):
        return None
    if moment - behind.seen_at > SEEN_EVERY:
        g.seen_token = session_hash
    signed_in = SignedIn(behind, session_hash)
    act_as(session, signed_in.actor)
    return signed_in


def remember_seen(app: Flask) -> None:
    """Note, at most once a minute, that the session is in use; after the answer is made and in its own transaction."""

    @app.after_request
    def _seen(response: Response) -> Response:
        key: bytes | None = g.pop("seen_token", None)
        if key is not None and request.method == "GET":
            mark_seen(key, now())
        return response


def mark_seen(key: bytes, moment: datetime) -> None:
    """Write the last use of a session."""
    with database().writing() as session, session.begin():
        row = session.get(AuthSession, key)
        if row is not None:
            row.seen_at = moment


def current_officer() -> SignedIn:
    """The officer signed in; only for views behind a guard."""
    officer: SignedIn = current_user._get_current_object()  # noqa: SLF001 -- werkzeug's documented way to the object behind the proxy
    return officer


def current_actor() -> Actor:
    """The actor of the officer signed in."""
    return current_officer().actor


def give_cookie(response: Response, token: str, settings: Settings) -> None:
    """Hand the session to the browser: host-bound, never readable by scripts, never sent from another site."""
    response.set_cookie(
        f"{settings.cookie_prefix}officer",
        token,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="Strict",
        path="/",
    )
