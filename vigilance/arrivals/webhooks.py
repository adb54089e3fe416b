"""Where providers knock: the proof first, then one durable commit, then the answer; nothing is read here.

A provider that gets 200 forgets the message, so it is given only for what is on the disk for certain: in the database,
or in the spool while the database is away (security.md 5.1, 5.6).
"""

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, Unauthorized

from vigilance.arrivals.accounts import current_accounts
from vigilance.arrivals.commands.taking import key_of_content, seal_arrival, take_envelope
from vigilance.arrivals.doors import Door, door_of, form_door
from vigilance.arrivals.refusals import Tally, note_refusal
from vigilance.arrivals.spool import put_aside
from vigilance.channels.base import NotAuthentic
from vigilance.complaints.intake import AWAY
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.web.clock import now
from vigilance.web.guard import public
from vigilance.web.security import takes_at_most
from vigilance.web.session import database
from vigilance.web.transaction import own_transactions

LARGEST_BODY = 3 * 1024 * 1024
LONGEST_QUESTION = 1024
TALLY = "vigilance.refused_webhooks"
webhooks = Blueprint("webhooks", __name__, url_prefix="/webhooks")


@webhooks.get("/<name>")
@public
def challenge(name: str) -> ResponseReturnValue:
    """A provider asks whether this is us, before it sends anything."""
    door = door_of(name, current_accounts())
    query = {key: value for key, value in request.args.items() if len(value) <= LONGEST_QUESTION}
    try:
        answer = door.adapter.challenge(query, current_accounts())
    except NotAuthentic:
        raise Forbidden from None
    kind = "application/json" if answer.startswith("{") else "text/plain"
    return Response(answer, mimetype=kind)


@webhooks.post("/<name>")
@public
@own_transactions
def knock(name: str) -> ResponseReturnValue:
    """What a provider brings."""
    return _taken(door_of(name, current_accounts()))


@webhooks.post("/forms/<name>")
@public
@own_transactions
def form(name: str) -> ResponseReturnValue:
    """What somebody wrote into a form hosted elsewhere."""
    return _taken(form_door(name, current_accounts()))


takes_at_most(knock, LARGEST_BODY)
takes_at_most(form, LARGEST_BODY)


def _taken(door: Door) -> Response:
    """Prove it over the very bytes that came, keep it, and only then say so."""
    raw, office, at = request.get_data(cache=False, parse_form_data=False), current_office(), now()
    try:
        door.adapter.verify(raw, dict(request.headers), current_accounts())
    except NotAuthentic:
        note_refusal(_tally(), door, raw, database(), office, at=at)
        raise Unauthorized from None
    envelope = seal_arrival(
        channel=door.channel,
        account=door.account,
        provider_key=key_of_content(raw),
        raw=raw,
        at=at,
        office=office,
    )
    try:
        with database().writing() as session, session.begin():
            take_envelope(act_as(session, SYSTEM), envelope)
    except AWAY:
        put_aside(envelope, office.settings)
    return Response(status=200, mimetype="text/plain")


def _tally() -> Tally:
    kept: dict[str, Tally] = current_app.extensions
    return kept.setdefault(TALLY, Tally())
