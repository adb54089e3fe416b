"""What stands before every page: limits on bodies, cross-site requests, and the headers of every answer."""

import shutil
from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Flask, g, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from vigilance.settings import Settings
from vigilance.web import problems
from vigilance.web.session import SAFE_METHODS

# No inline script or style, no foreign host, no frame: there are no exceptions to this line.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{files}; font-src 'self'; "
    "connect-src 'self'; form-action 'self'{files}; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
"""`files` is the host that hands out papers, where there is one: our pages show its pictures and lead to it."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
LONGEST_HEADERS = 32 * 1024
MOST_HEADERS = 100
PAGE_BODY_BYTES = 1024 * 1024
UPLOADS = "vigilance.uploads"
LARGEST = "vigilance.largest"
WAITING = "camp-waiting"
"""The cookie by which the camp page says that entries wait on this phone; camp.js sets it."""


class DiskNearlyFull(HTTPException):
    """There is too little room on the disk to promise that what comes in is kept."""

    code = 503
    name = "Disk nearly full"


def policy_of(settings: Settings, *more: str) -> str:
    """What our pages may load and where their forms may go; `more` are directives that one page adds."""
    files = f" {settings.files_url}" if settings.files_url else ""
    return "; ".join((_POLICY.format(files=files), *more))


def takes_uploads(view: object) -> None:
    """Mark a view as one that takes files, so that its body may be large."""
    setattr(view, UPLOADS, True)


def takes_at_most(view: object, size: int) -> None:
    """Mark a view whose body may have this many bytes, whatever other pages take."""
    setattr(view, LARGEST, size)


def init_app(app: Flask, settings: Settings) -> None:
    """Set the limits and put the checks before every request."""
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]  # Flask's own way
    CSRFProtect(app)
    app.before_request(_refuse_oddities)
    app.before_request(lambda: _limit_body(app, settings))
    app.before_request(_refuse_cross_site)
    headers = {"Content-Security-Policy": policy_of(settings), **HEADERS}
    app.after_request(lambda response: _dress(response, headers))


def _refuse_oddities() -> None:
    headers = list(request.headers)
    if len(headers) > MOST_HEADERS or sum(len(k) + len(v) for k, v in headers) > LONGEST_HEADERS:
        error = BadRequest()
        error.code = 431
        raise error
    if "\x00" in request.path or "\ufffd" in request.path:
        raise BadRequest


def _limit_body(app: Flask, settings: Settings) -> None:
    if request.method in SAFE_METHODS:
        return
    view = app.view_functions.get(request.endpoint or "")
    large = getattr(view, UPLOADS, False)
    usual = settings.max_body_bytes if large else PAGE_BODY_BYTES
    request.max_content_length = getattr(view, LARGEST, usual)
    request.max_form_parts = settings.max_form_fields + settings.max_files
    request.max_form_memory_size = PAGE_BODY_BYTES
    _refuse_before_reading(settings, large=large)
    if request.mimetype == "application/x-www-form-urlencoded":
        body = request.get_data(cache=True, parse_form_data=False)
        if body.count(b"&") >= settings.max_form_fields:
            raise RequestEntityTooLarge


def _refuse_before_reading(settings: Settings, *, large: bool) -> None:
    length = request.content_length
    if length is not None and length > (request.max_content_length or 0):
        raise RequestEntityTooLarge
    free = shutil.disk_usage(settings.home).free
    too_little = free < settings.disk_refuse_bytes
    only_text = free < settings.disk_text_only_bytes
    if too_little or (only_text and large and (length is None or length > PAGE_BODY_BYTES)):
        raise DiskNearlyFull


def _refuse_cross_site() -> None:
    """A browser says where a request comes from; one from another site changes nothing here.

    Office pages carry a token besides (Flask-WTF); public pages work without cookies, so this is all they have.
    """
    if request.method in SAFE_METHODS or request.path.startswith(("/api/", "/webhooks/")):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        raise Forbidden
    origin = request.headers.get("Origin")
    if site is None and origin not in (None, "null") and urlsplit(origin).netloc != request.host:
        raise Forbidden


def exempt_from_token(app: Flask) -> None:
    """Public pages and the API carry no session, so they need no token: only office forms are checked."""
    csrf: CSRFProtect = app.extensions["csrf"]
    for endpoint, view in app.view_functions.items():
        if getattr(view, "guard", None) == "public" and not endpoint.startswith("accounts."):
            csrf.exempt(view)


def _dress(response: Response, headers: Mapping[str, str]) -> Response:
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    if g.get("signed_out"):
        # Entries of a camp that still wait on this phone are sealed, and lost if its storage is wiped.
        waits = request.cookies.get(WAITING)
        response.headers["Clear-Site-Data"] = '"cache"' if waits else '"cache", "storage"'
    response.headers["X-Request-Number"] = problems.request_number()
    return response
