"""The camp page: usable off-line on a phone, where it keeps entries sealed until they can be sent (experience.md 2)."""

import uuid
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Response, jsonify, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.complaints.filing import Answer, Filing
from vigilance.complaints.filing_labels import matter_labels, reached_labels
from vigilance.complaints.intake import take_in
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_choices
from vigilance.complaints.submission import filing_key, new_submission_id
from vigilance.correspondence.answers import StillInFlight
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import AlreadyReceived, Invalid, NotFound
from vigilance.domain.lanes import Lane
from vigilance.domain.permissions import Permission
from vigilance.post.camp_entries import LARGEST, entry_of_form, entry_of_phone, kept_in_request
from vigilance.post.post_page import scheme_choices
from vigilance.post.slip import Slip
from vigilance.sealing.errors import SealBroken
from vigilance.web.clock import now
from vigilance.web.filters import asset
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, TooLarge
from vigilance.web.language import url_in_other_language
from vigilance.web.security import policy_of, takes_at_most, takes_uploads
from vigilance.web.session import database, let_go
from vigilance.web.transaction import own_transactions, transactional

camp = Blueprint("camp", __name__, url_prefix="/office/intake/camp")

WORKER = Path(__file__).with_name("camp_worker.js")
PLACE = "/office/intake/camp"


@camp.get("")
@requires(Permission.INTAKE_REGISTER)
def page() -> ResponseReturnValue:
    """The form, and what waits on this phone."""
    return _answer(_page(Form({"language": "hi"})))


@camp.get("/page")
@requires(Permission.INTAKE_REGISTER)
def shell() -> ResponseReturnValue:
    """The same without the officer's name and without a token: this is what the phone keeps for when it is off-line."""
    return _answer(_page(Form({"language": "hi"}), current_officer=None))


def _answer(html: str) -> Response:
    """The page, which alone may name a manifest besides."""
    response = make_response(html)
    response.headers["Content-Security-Policy"] = policy_of(
        current_office().settings, "manifest-src 'self'"
    )
    return response


def _page(form: Form, *, mends: str = "", **context: object) -> str:
    from vigilance.post.camp_keys import public_key  # noqa: PLC0415 -- 7 MB of cryptography, and few workers ever serve a camp

    office = current_office()
    return render_template(
        "post/camp.html",
        other_language_url=url_in_other_language("camp.page"),
        form=form,
        labels=_labels(),
        submission=form.values.get("submission_id") or new_submission_id(office),
        key=public_key(office, current_officer().officer_id),
        mends=mends,
        shell="current_officer" in context,
        divisions=district_choices(),
        schemes=scheme_choices(),
        **context,
    )


def _labels() -> dict[str, str]:
    return {
        "camp": _("Place of the camp or visit"),
        "lane": _("How does the person want to complain?"),
        "language": _("Language"),
        "text": _("What happened, in the person's words"),
        "evidence": _("Photos, papers"),
        **matter_labels(),
        **reached_labels(),
        "consent": _("The person agrees that it is written down and registered"),
        "read_back": _("I read it back and the person said it is right"),
    }


@camp.post("")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def register() -> ResponseReturnValue:
    """The plain form: registered at once, and the code shown this once."""
    actor = current_actor()
    try:
        filing = entry_of_form()
        answer = _taken(filing, filing_key(), actor)
    except Malformed:
        raise
    except AlreadyReceived:
        words = _("This entry is registered already. Its code was shown then.")
        return _answer(_page(typed_form(), problem=words)), 409
    except Invalid as error:
        return _answer(_page(typed_form(error.fields))), _status_of(error)
    return render_template(
        "post/post-code.html",
        envelope=None,
        back=url_for(".page"),
        number=answer.reference,
        url=None,
        reference=answer.reference,
        secret=answer.secret,
        token=_slip(answer, filing).token(current_office(), now()),
        posted=False,
        lane=filing.lane,
        live_demand=filing.live_demand,
    )


takes_uploads(register)


def _status_of(error: Invalid) -> int:
    return {Malformed: 400, TooLarge: 413}.get(type(error), 422)


def _taken(filing: Filing, key: str | None, actor: Actor) -> Answer:
    let_go()
    return take_in(database(), current_office(), filing, key=key, at=now(), by=actor)


def _slip(answer: Answer, filing: Filing) -> Slip:
    """The slip for the complainant: posted where he gave an address and may get a letter."""
    who = filing.identity
    lines = [who.name, who.address] if who.address and filing.lane is Lane.ORDINARY else []
    return Slip(
        reference=answer.reference,
        secret=answer.secret,
        language=filing.language,
        received_on=ist_day(filing.received_at or answer.registered_at),
        registered_on=ist_day(answer.registered_at),
        address=[line for line in lines if line],
    )


@camp.get("/ready")
@requires(Permission.INTAKE_REGISTER)
def ready() -> ResponseReturnValue:
    """A token of this session: the page the phone kept has none."""
    return jsonify(csrf=generate_csrf())


def _entry_id() -> uuid.UUID:
    try:
        return uuid.UUID(request.form.get("entry", ""))
    except ValueError:
        raise NotFound("entry") from None


@camp.post("/send")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def send() -> ResponseReturnValue:
    """Take one entry a phone kept; sent again it gets the same answer for a day."""
    actor, entry = current_actor(), _entry_id()
    try:
        filing = entry_of_phone(kept_in_request(current_officer().officer_id, entry))
        answer = _taken(filing, f"camp:{actor.label}:{entry}", actor)
    except SealBroken:
        return _refused({"entry": [_("This entry was sealed for another officer.")]}, 403)
    except StillInFlight as error:
        return _refused({}, 503, error.retry_after)
    except AlreadyReceived:
        return jsonify(reference=None), 200
    except Invalid as error:
        return _refused(error.fields, _status_of(error))
    slip = _slip(answer, filing)
    return jsonify(
        reference=answer.reference,
        secret=answer.secret,
        slip=slip.token(current_office(), now()),
    ), 201


takes_uploads(send)
takes_at_most(send, LARGEST)


def _refused(
    errors: Mapping[str, list[str]], status: int, retry_after: int | None = None
) -> ResponseReturnValue:
    response = jsonify(errors=dict(errors))
    response.status_code = status
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


@camp.post("/mend")
@requires(Permission.INTAKE_REGISTER)
@transactional
def mend() -> ResponseReturnValue:
    """Show a refused entry again as a form, with what is wrong beside each field; its files stay on the phone."""
    entry = _entry_id()
    try:
        kept = kept_in_request(current_officer().officer_id, entry)
    except SealBroken:
        raise NotFound("entry") from None
    try:
        entry_of_phone(kept)
        errors: Mapping[str, list[str]] = {}
    except Invalid as error:
        errors = error.fields
    return _answer(_page(Form(dict(kept[0].fields), errors), mends=str(entry)))


takes_uploads(mend)
takes_at_most(mend, LARGEST)


@camp.get("/worker.js")
@requires(Permission.INTAKE_REGISTER)
def worker() -> ResponseReturnValue:
    """The script that hands out the kept page when there is no network; it sees this page and no other."""
    response = make_response(WORKER.read_text(encoding="utf-8"))
    response.content_type = "text/javascript; charset=utf-8"
    response.headers["Service-Worker-Allowed"] = PLACE
    return response


@camp.get("/manifest.webmanifest")
@requires(Permission.INTAKE_REGISTER)
def manifest() -> ResponseReturnValue:
    """By what a phone puts the page beside its other programs."""
    response = jsonify(
        name=_("Camp: complaints"),
        short_name=_("Camp"),
        start_url=PLACE,
        scope=PLACE,
        display="standalone",
        background_color="#ffffff",
        theme_color="#0c4a54",
        icons=[{"src": asset("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    )
    response.content_type = "application/manifest+json"
    return response
