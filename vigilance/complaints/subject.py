"""What a complaint or case is about, in one line without a word of its text: lists are no place for a narrative."""

from flask import current_app
from flask_babel import gettext as _

from vigilance.complaints.office import Office
from vigilance.web.language import language


def office() -> Office:
    """The office this application serves."""
    found: Office = current_app.extensions["vigilance.office"]
    return found


def scheme_name(code: str | None) -> str:
    """The scheme in the reader's language; its code where the list no longer has it."""
    if not code:
        return "–"
    found = office().reference.find_scheme(code)
    return found.name.said_in(language()) if found else code


def district_name(code: str | None) -> str:
    """The district in the reader's language; its code where the list no longer has it."""
    if not code:
        return "–"
    found = office().reference.districts.get(code)
    return found.name.said_in(language()) if found else code


def subject_line(title: str | None, scheme_code: str | None, post: str | None) -> str:
    """The title of a case, else the scheme and the post complained against."""
    if title:
        return title
    parts = [scheme_name(scheme_code) if scheme_code else None, post]
    return " · ".join(part for part in parts if part) or _("Not classified yet")
