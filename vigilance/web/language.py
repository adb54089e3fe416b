"""The reader's language: what the address says, what was chosen before, the officer's, or the office's default."""

from gettext import NullTranslations
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel, Domain, get_locale
from flask_login import current_user
from werkzeug.wrappers import Response

LANGUAGES = ("hi", "en")
COOKIE = "language"
YEAR = 365 * 24 * 3600
KEPT_BY_BABEL = "_flask_babel"
"""Under which name flask-babel keeps the language of a request, and its words."""


def language() -> str:
    """The language of this request's answer."""
    chosen: str | None = g.get("language")
    if chosen is None:
        chosen = g.language = _chosen()
    return chosen


def _chosen() -> str:
    candidates = [request.args.get("lang"), request.cookies.get(COOKIE)]
    if request.path.startswith(("/office", "/minister")):
        candidates.append(getattr(current_user, "language", None))
    if request.path.startswith("/api/"):
        candidates.append(request.accept_languages.best_match(LANGUAGES))
    for candidate in candidates:
        if candidate in LANGUAGES:
            return candidate
    default: str = current_app.config["DEFAULT_LANGUAGE"]
    return default


class Catalogues(Domain):
    """The words of each language; flask-babel would put a name together and look with every word of a page.

    Those of this request are left where flask-babel keeps what is of it: force_locale empties that and puts it back.
    """

    def __init__(self) -> None:
        super().__init__()
        self._by_language: dict[str, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        """Those of the language that is spoken now."""
        here = g.get(KEPT_BY_BABEL) if g else None
        spoken: NullTranslations | None = getattr(here, "babel_translations", None)
        return spoken or self._looked_up()

    def _looked_up(self) -> NullTranslations:
        locale = get_locale()
        if locale is None:
            return NullTranslations()
        if locale.language not in self._by_language:
            self._by_language[locale.language] = super().get_translations()
        found = self._by_language[locale.language]
        g.get(KEPT_BY_BABEL).babel_translations = found
        return found


def other_language_url() -> str:
    """The same page in the other language."""
    if request.method not in {"GET", "HEAD"} or request.endpoint is None:
        return url_in_other_language("complaints_public.home")
    address = url_in_other_language(request.endpoint, **(request.view_args or {}))
    # Not handed to url_for, which reads orders out of names like _method and _external.
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{address}&{urlencode(rest)}" if rest else address


def _carried() -> str | None:
    """The language that every link of this page names, for a browser without cookies."""
    if not request:
        return None
    if "carried" not in g:
        asked = request.args.get("lang")
        carry = asked in LANGUAGES and COOKIE not in request.cookies
        g.carried = asked if carry else None
    carried: str | None = g.carried
    return carried


def carried_in_address() -> str:
    """What an address that is not made by url_for takes along for a browser without cookies."""
    carried = _carried()
    return f"?lang={carried}" if carried else ""


def url_in_other_language(endpoint: str, **arguments: Any) -> str:
    """A page in the other language; a page drawn by a POST names the one it was drawn from."""
    other = "en" if language() == "hi" else "hi"
    return url_for(endpoint, **{**arguments, "lang": other})


def init_app(app: Flask) -> Catalogues:
    """Install gettext and answer its words; keep a choice in links, for browsers without cookies, and in a cookie."""
    babel = Babel(
        app,
        default_locale="en",
        default_timezone="Asia/Kolkata",
        default_translation_directories=str(app.config["TRANSLATIONS"]),
        locale_selector=language,
    )
    babel.domain_instance = catalogues = Catalogues()

    @app.url_defaults
    def _carry(endpoint: str, values: dict[str, object]) -> None:
        carried = _carried() if endpoint != "static" and "lang" not in values else None
        if carried is not None:
            values["lang"] = carried

    @app.after_request
    def _remember(response: Response) -> Response:
        asked = request.args.get("lang")
        if asked in LANGUAGES and request.cookies.get(COOKIE) != asked:
            response.set_cookie(
                COOKIE,
                asked,
                max_age=YEAR,
                samesite="Lax",
                httponly=True,
                secure=app.config["SESSION_COOKIE_SECURE"],
            )
        return response

    return catalogues
