"""Who may come in: every route carries exactly one of these."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from vigilance.domain.errors import NotPermitted
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.roles import Role

Params = ParamSpec("Params")
Answer = TypeVar("Answer")


def public(view: Callable[Params, Answer]) -> Callable[Params, Answer]:
    """Anybody may come in; nothing of the office is shown."""
    view.guard = "public"  # type: ignore[attr-defined]  # read by the architecture test
    return view


def requires(
    permission: Permission,
) -> Callable[[Callable[Params, Answer]], Callable[Params, Answer | Response]]:
    """Only officers whose roles carry the permission; a stranger is sent to sign in."""

    def decorate(view: Callable[Params, Answer]) -> Callable[Params, Answer | Response]:
        @wraps(view)
        def wrapped(*args: Params.args, **kwargs: Params.kwargs) -> Answer | Response:
            if not current_user.is_authenticated:
                return _ask_to_sign_in()
            if not allowed(current_roles(), permission):
                raise NotPermitted(permission.value)
            return view(*args, **kwargs)

        wrapped.guard = permission  # type: ignore[attr-defined]  # read by the architecture test
        return wrapped

    return decorate


def current_roles() -> frozenset[Role]:
    """The roles of the officer signed in, none for a stranger."""
    roles: frozenset[Role] = getattr(current_user, "roles", frozenset())
    return roles


def _ask_to_sign_in() -> Response:
    if request.method != "GET" or request.path.startswith("/api/"):
        raise Unauthorized
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)


def safe_next(target: str | None, fallback: str) -> str:
    """Where to go after signing in: a path of this site's office, never another site (hostile input 17)."""
    if (
        not target
        or not target.startswith(("/office", "/minister"))
        or "\\" in target
        or "\n" in target
    ):
        return fallback
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else fallback
