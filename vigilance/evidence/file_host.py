"""The host that hands out files: another name than the office's, where no cookie goes and nothing else answers.

A file that came from outside is never sent from the host whose cookies open the office (security.md 7, row 47). The
office's page leads to the other host with a ticket: sealed, for one file, one officer in one session, and one minute.
Where no such host is set, the office hands the file over itself, as an attachment or as a picture it drew anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import Gone, NotFound
from werkzeug.wrappers import Response

from vigilance.accounts.signing_in import admit, current_officer
from vigilance.domain.errors import NotPermitted
from vigilance.domain.permissions import Permission, allowed
from vigilance.sealing.errors import TokenBroken, TokenExpired
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.sealing.tokens import make_token, read_token
from vigilance.settings import Settings
from vigilance.web.clock import now
from vigilance.web.guard import current_roles, requires
from vigilance.web.problems import WORDS_ONLY, words_only

file_host = Blueprint("file_host", __name__, url_prefix="/papers")
LIVES = timedelta(minutes=1)
PURPOSE = "a file for one officer"
Server = Callable[..., Response | None]


@dataclass(frozen=True, slots=True)
class _Served:
    permission: Permission
    serve: Server


_SERVED: dict[str, _Served] = {}


def hands_over(purpose: str, permission: Permission) -> Callable[[Server], Server]:
    """Make a function known that answers with a file: with all it is given as it stands in a ticket, or None.

    It asks the scope as any page does, for a ticket says who asked and not what he may see by now.
    """

    def decorate(serve: Server) -> Server:
        _SERVED[purpose] = _Served(permission, serve)
        return serve

    return decorate


def handed_over(
    purpose: str, *, made: Response | None = None, **given: str | int
) -> ResponseReturnValue | None:
    """The file itself, or the way to it on the host for files; None where there is no such file to give.

    `made` is the file, where it had to be made to know that it can be.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.files_url:
        return made or _SERVED[purpose].serve(**given)
    told = {"session": current_officer().session_hash.hex(), "what": purpose, "given": given}
    ticket = make_token(_key(), PURPOSE, told, LIVES, now())
    return redirect(f"{settings.files_url}{file_host.url_prefix}/{ticket}", 303)


def init_app(app: Flask, settings: Settings) -> None:
    """Keep the two hosts apart before anything else is asked: neither answers for the other."""

    @app.before_request
    def _apart() -> Response | None:
        of_files = request.blueprint == file_host.name
        if not settings.files_url or urlsplit(f"//{request.host}").hostname != settings.files_host:
            if of_files:
                raise NotFound
            return None
        setattr(g, WORDS_ONLY, True)
        if not of_files:
            return words_only(404)
        _admit()
        return None

    @app.after_request
    def _without_cookie(response: Response) -> Response:
        # Asked first, it answers last: whatever else wanted to be remembered is not, on that host.
        if WORDS_ONLY in g:
            response.headers.remove("Set-Cookie")
        return response


def _admit() -> None:
    """Read the ticket, and ask whether the session it was made in still stands."""
    try:
        told = read_token(_key(), PURPOSE, (request.view_args or {})["ticket"], now())
    except (TokenBroken, TokenExpired):
        raise Gone from None
    g.ticket = told
    admit(bytes.fromhex(told["session"]))
    if not current_user.is_authenticated:
        raise Gone


@file_host.get("/<ticket>")
@requires(Permission.SIGN_IN_HOME)
def file(ticket: str) -> ResponseReturnValue:  # noqa: ARG001 -- it was read before anybody was asked for
    """The one file of this ticket, for the officer in whose session it was asked for."""
    told: Mapping[str, Any] = g.ticket
    served = _SERVED[told["what"]]
    if not allowed(current_roles(), served.permission):
        raise NotPermitted(served.permission.value)
    response = served.serve(**told["given"])
    if response is None:
        raise NotFound
    # A picture is shown in a page of the office's host, which to the browser is a stranger here.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _key() -> bytes:
    keyring: Keyring = current_app.extensions["vigilance.keyring"]
    return keyring.private(KeyName.SERVER)
