"""The number a telephone system hands over in the address: taken out at once, and carried on sealed."""

from datetime import datetime, timedelta

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from vigilance.complaints.office import Office
from vigilance.identities.contacts import normal_number
from vigilance.sealing.errors import TokenBroken, TokenExpired
from vigilance.sealing.tokens import make_token, read_token
from vigilance.web.clock import now
from vigilance.web.language import LANGUAGES

PURPOSE = "caller"
LIVES = timedelta(hours=2)
LONGEST = 40
ARGUMENT = "caller"


def sealed_caller(office: Office, number: str, at: datetime) -> str:
    """The number in a form that may stand in an address: nobody but this office reads it."""
    return make_token(office.server_key, PURPOSE, {"number": number}, LIVES, at)


def read_caller(office: Office, token: str, at: datetime) -> str | None:
    """The number that was handed over; None where none was, or too long ago."""
    if not token:
        return None
    try:
        return str(read_token(office.server_key, PURPOSE, token, at)["number"])
    except (TokenBroken, TokenExpired):
        return None


def take_number_out_of_address() -> ResponseReturnValue | None:
    """Lead `?caller=NUMBER` to the same page without it, before anybody is asked to sign in (so no `next` holds it)."""
    if ARGUMENT not in request.args or request.endpoint is None:
        return None
    office: Office = current_app.extensions["vigilance.office"]
    number = normal_number(request.args[ARGUMENT][:LONGEST])
    handed = sealed_caller(office, number, now()) if number else None
    lang = request.args.get("lang")
    return redirect(
        url_for("helpline.start", handed=handed, lang=lang if lang in LANGUAGES else None), 303
    )
