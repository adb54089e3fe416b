"""From what went wrong to what the reader is told: one table of statuses, one shape for the API and one for pages."""

import logging
import secrets
import traceback

from flask import Flask, g, jsonify, render_template, request
from flask_babel import force_locale, lazy_gettext
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from vigilance.database.patience import took_too_long
from vigilance.domain import errors
from vigilance.sealing.errors import StorageFailed
from vigilance.web.input import Malformed, TooLarge, in_words

log = logging.getLogger(__name__)
WORDS_ONLY = "words_only"
"""Said in `g` on the host that hands out files: it has no pages, no styles and no language."""

STATUS: dict[type[errors.OfficeError], int] = {
    Malformed: 400,
    TooLarge: 413,
    StorageFailed: 503,
    errors.NotFound: 404,
    errors.NotPermitted: 403,
    errors.ActionNotAllowed: 409,
    errors.Incomplete: 422,
    errors.Invalid: 422,
    errors.EditConflict: 409,
    errors.AlreadyReceived: 409,
    errors.NotDelivered: 502,
    errors.TooMany: 429,
    errors.Busy: 503,
    errors.VaultClosed: 503,
    errors.OfficeError: 500,
}

WORDS: dict[int, tuple[LazyString, LazyString]] = {
    400: (
        lazy_gettext("This could not be read"),
        lazy_gettext(
            "Something in what was sent is not in the form we can read. Nothing was "
            "stored. Go back, check it and send it again."
        ),
    ),
    401: (
        lazy_gettext("Please sign in"),
        lazy_gettext("This part is for officers who have signed in."),
    ),
    403: (
        lazy_gettext("You may not do this"),
        lazy_gettext(
            "Your role does not allow this step. If you think it should, ask the "
            "administrator of your office."
        ),
    ),
    404: (
        lazy_gettext("Not found"),
        lazy_gettext("There is no such page, or it is not open to you. Check the address."),
    ),
    405: (
        lazy_gettext("This cannot be done here"),
        lazy_gettext("The page does not take this kind of request."),
    ),
    409: (
        lazy_gettext("Something changed meanwhile"),
        lazy_gettext(
            "The record has moved on since you opened it, or this step is no longer open."
            " Nothing you typed was stored; open the record again."
        ),
    ),
    410: (
        lazy_gettext("This link has ended"),
        lazy_gettext(
            "A link to a file works for one minute, and only for the officer who asked for it."
            " Go back to the record and open the file again."
        ),
    ),
    413: (
        lazy_gettext("This is too large"),
        lazy_gettext(
            "Files may have 100 MB each, ten at a time. Send fewer or smaller files; what"
            " you typed is still in the form when you go back."
        ),
    ),
    415: (
        lazy_gettext("This kind of content is not taken"),
        lazy_gettext("Send JSON in UTF-8, or a form."),
    ),
    422: (
        lazy_gettext("Something is missing or not right"),
        lazy_gettext("Check the marked places and send again. Nothing was stored yet."),
    ),
    429: (
        lazy_gettext("Too many tries"),
        lazy_gettext("Please wait a little and try again. Nobody is locked out for good."),
    ),
    431: (
        lazy_gettext("This could not be read"),
        lazy_gettext(
            "The browser sent too much along with the request. Close the page and open it again."
        ),
    ),
    500: (
        lazy_gettext("Something went wrong here"),
        lazy_gettext(
            "The mistake is ours. If you were sending a complaint, go back and send it "
            "again: it will not be registered twice."
        ),
    ),
    502: (
        lazy_gettext("The message could not be delivered"),
        lazy_gettext("It is kept and will be tried again."),
    ),
    503: (
        lazy_gettext("We cannot take this just now"),
        lazy_gettext(
            "Part of the office's system is away for the moment. Nothing was lost on your"
            " side: keep this page, and try again in a few minutes, telephone or write to"
            " us."
        ),
    ),
}

TOO_SLOW = (
    lazy_gettext("This takes too long"),
    lazy_gettext(
        "There is more to count here than a page can wait for. Nothing is wrong. Ask for a"
        " shorter time or a narrower part, and try again."
    ),
)
"""Where a statement was broken off because its time was over."""


def init_app(app: Flask) -> None:
    """Answer every error in the reader's language, with a number by which the office finds it in the log."""
    app.register_error_handler(errors.OfficeError, _office_error)
    app.register_error_handler(StaleDataError, lambda _error: answer(409, "edit-conflict"))
    app.register_error_handler(IntegrityError, _integrity_error)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def request_number() -> str:
    """The number of this request, made once; it is no secret and tells nothing."""
    if "request_number" not in g:
        g.request_number = secrets.token_hex(4)
    number: str = g.request_number
    return number


def answer(
    status: int,
    code: str,
    *,
    fields: dict[str, list[str]] | None = None,
    retry_after: int | None = None,
    said: tuple[LazyString, LazyString] | None = None,
) -> Response:
    """The problem as application/problem+json under /api and /webhooks, as a page elsewhere."""
    title, words = said or WORDS.get(status) or WORDS[400 if status < 500 else 500]  # noqa: PLR2004 -- the class of an HTTP status
    if request.path.startswith(("/api/", "/webhooks/")):
        response = _as_problem(status, code, (title, words), fields)
    elif WORDS_ONLY in g:
        response = words_only(status)
    else:
        response = Response(
            render_template(
                "errors/problem.html",
                status=status,
                title=title,
                words=words,
                fields=fields or {},
                request_number=request_number(),
                office=request.path.startswith(("/office", "/minister")),
            ),
            content_type="text/html; charset=utf-8",
        )
    response.status_code = status
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _as_problem(
    status: int,
    code: str,
    said: tuple[LazyString, LazyString],
    fields: dict[str, list[str]] | None,
) -> Response:
    """The problem as RFC 9457 has it."""
    title, words = said
    problem: dict[str, object] = {
        "type": f"urn:vigilance:problem:{code}",
        "title": str(title),
        "status": status,
        "detail": str(words),
        "code": code,
        "request": request_number(),
    }
    if fields:
        problem["errors"] = fields
    response: Response = jsonify(problem)
    response.content_type = "application/problem+json"
    return response


def _office_error(error: errors.OfficeError) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    log.info("refused request=%s code=%s status=%s", request_number(), error.code, status)
    if isinstance(error, errors.TooMany):
        return answer(status, error.code, retry_after=error.retry_after)
    if isinstance(error, errors.Invalid):
        return answer(status, error.code, fields=in_words(error.fields))
    if isinstance(error, errors.Incomplete):
        return answer(
            status, error.code, fields={str(paper): [_("missing")] for paper in error.missing}
        )
    return answer(status, error.code, retry_after=getattr(error, "retry_after", None))


def _integrity_error(error: IntegrityError) -> Response:
    # Two writers met on one unique key: the loser may try again. The statement may hold what was typed: not logged.
    log.warning("constraint request=%s kind=%s", request_number(), type(error.orig).__name__)
    return answer(409, "edit-conflict")


def _database_away(error: OperationalError) -> Response:
    if took_too_long(error):
        log.warning("took too long request=%s", request_number())
        return answer(503, "too-slow", said=TOO_SLOW)
    log.error("database away request=%s kind=%s", request_number(), type(error.orig).__name__)
    return answer(503, "database-away", retry_after=60)


def _http_error(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:  # noqa: PLR2004 -- redirects are answers, not problems
        return Response(status=error.code, headers=error.get_headers())
    if isinstance(error, SecurityError):
        return _for_a_host_we_are_not(error)
    status = error.code or 500
    response = answer(status, error.name.lower().replace(" ", "-"))
    if status == 405 and getattr(error, "valid_methods", None):  # noqa: PLR2004 -- RFC 9110 asks Allow with 405
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]  # looked at above
    return response


def _for_a_host_we_are_not(error: SecurityError) -> Response:
    """Words without a page: where the host is not ours, no address can be built (hostile input 12)."""
    log.info("refused request=%s code=host status=%s", request_number(), error.code)
    return words_only(400)


def words_only(status: int) -> Response:
    """The problem without a page, for a host that has none: in both languages, for nothing there tells the reader's."""
    title, words = WORDS.get(status) or WORDS[400 if status < 500 else 500]  # noqa: PLR2004 -- the class of an HTTP status
    lines = []
    for locale in ("hi", "en"):
        with force_locale(locale):
            lines.append(f"{title}. {words}\n")
    return Response("\n".join(lines), status=status, content_type="text/plain; charset=utf-8")


def _unexpected(error: Exception) -> Response:
    # The message of the error may quote what a person typed; the places in the source do not.
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("unexpected request=%s kind=%s\n%s", request_number(), type(error).__name__, places)
    return answer(500, "unexpected")
