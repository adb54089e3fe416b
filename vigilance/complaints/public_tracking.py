"""The complainant's own page, opened by number and secret code: news, messages, papers, confirmation, reminder.

No cookie and no address carries the code. A sealed pass in a hidden field keeps the page open for half an hour, so
every answer is drawn by the POST itself: there is no address to send the reader to that would show it again.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.complaints.commands import confirmation, tracking
from vigilance.complaints.pasted import LONGEST, reference_in, secret_in
from vigilance.complaints.public_history import reminded_on
from vigilance.complaints.public_status import NOTHING_TYPED, status_page
from vigilance.complaints.queries import complaint_of
from vigilance.complaints.receipts import Opened, check_code, read_track_pass
from vigilance.complaints.schemas import ReceiptCode, TrackSchema, current_office
from vigilance.complaints.schemas_track import TrackActSchema
from vigilance.complaints.submission import is_submission_id
from vigilance.correspondence.answers import claim_key
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor, complainant_of
from vigilance.domain.errors import (
    ActionNotAllowed,
    Busy,
    Incomplete,
    Invalid,
    NotFound,
    TooMany,
)
from vigilance.evidence.commands import StoredPaper, store_papers
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.uploads import uploads_of_form
from vigilance.sealing.idempotency import key_hash
from vigilance.web.clock import now, today
from vigilance.web.forms import Form
from vigilance.web.guard import public
from vigilance.web.input import Malformed, TooLarge, load, read_form
from vigilance.web.language import url_in_other_language
from vigilance.web.security import takes_uploads
from vigilance.web.session import current_session, database
from vigilance.web.transaction import transactional

complaints_track = Blueprint("complaints_track", __name__, url_prefix="/complaints/track")

TYPED = ("text", "review", "rating", "why")
"""The fields that are shown again as they were typed where something cannot be done."""
Typed = dict[str, Any]
Act = Callable[[Session, Opened, Typed], str]
"""What is done for the holder of the code; it answers what he is told of it."""


@complaints_track.get("")
@public
def track() -> ResponseReturnValue:
    """The door."""
    return _door(warned="warned" in request.args)


def _door(form: Form = NOTHING_TYPED, **said: bool) -> str:
    return render_template(
        "complaints/public-track.html",
        other_language_url=url_in_other_language("complaints_track.track"),
        form=form,
        labels={"reference": _("Complaint number"), "secret": _("Secret code")},
        warned=said.get("warned", False),
        ended=said.get("ended", False),
        draft=request.form.get("text", "") if said.get("ended") else "",
    )


@complaints_track.post("")
@public
@transactional
def open_status() -> ResponseReturnValue:
    """Open the page by number and code, or by the pass of a page that is open. Wrong and unknown look alike."""
    if "pass" in request.form:
        opened = _passed(request.form["pass"])
        return _door(ended=True) if opened is None else _page(opened)
    try:
        typed = _typed_code()
        opened = check_code(database(), current_office(), typed.reference, typed.secret, now())
    except NotFound:
        words = _(
            "No complaint opens with this number and this code. Please compare both with your receipt."
        )
        return _door(_reference_typed({"reference": [words]})), 422
    except Busy as error:
        return _come_back(
            _("Many people are looking just now. Please try again in a moment."), error, 503
        )
    except TooMany as error:
        words = _(
            "Too many wrong tries. Please wait %(seconds)s seconds, and then enter the code carefully.",
            seconds=error.retry_after,
        )
        return _come_back(words, error, 429)
    except Invalid as error:
        known = {name: why for name, why in error.fields.items() if name in ("reference", "secret")}
        status = 400 if isinstance(error, Malformed) or _is_no_code() else 422
        return _door(_reference_typed(known or {"reference": [_("Enter the number.")]})), status
    return _page(opened, draft=request.form.get("draft", ""))


def _come_back(words: str, error: TooMany, status: int) -> Response:
    response = make_response(_door(_reference_typed({"reference": [words]})), status)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _typed_code() -> ReceiptCode:
    given = read_form(TrackSchema)
    given.pop("draft", None)
    if "reference" in given:
        given["reference"] = reference_in(given["reference"])
    if "secret" in given:
        given["secret"] = secret_in(given["secret"])
    found: ReceiptCode = load(TrackSchema, given)
    return found


def _is_no_code() -> bool:
    """Whether something came that nobody typed as a code: far too long, or with a NUL in it."""
    typed = [request.form.get(name, "") for name in ("reference", "secret")]
    return any(len(text) > LONGEST or "\x00" in text for text in typed)


def _reference_typed(errors: dict[str, list[str]]) -> Form:
    """What is drawn again of the number; never the code, and never much."""
    return Form({"reference": request.form.get("reference", "")[:LONGEST]}, errors)


def _passed(token: str) -> Opened | None:
    try:
        return read_track_pass(current_office(), token, now())
    except NotFound:
        return None


def _page(
    opened: Opened, *, form: Form = NOTHING_TYPED, problem: str | None = None, draft: str = ""
) -> str:
    """The page in a session that only reads."""
    with database().reading() as session:
        act_as(session, complainant_of(opened.record_id))
        shown = Form({"text": draft}) if draft else form
        return status_page(session, opened, form=shown, problem=problem)


def acted(act: Act) -> ResponseReturnValue:
    """Do one thing for the holder of the pass and draw his page again; what he typed stays if it cannot be done."""
    try:
        typed: Typed = load(TrackActSchema, read_form(TrackActSchema))
    except Invalid as error:
        opened = _passed(request.form.get("pass", ""))
        if opened is None:
            return _door(ended=True), 422
        return _page(opened, form=_text_typed(error)), _status_of(error)
    opened = _passed(typed["pass"])
    if opened is None:
        return _door(ended=True), 422
    session = act_as(current_session(), complainant_of(opened.record_id))
    try:
        done = act(session, opened, typed)
    except (ActionNotAllowed, Incomplete):
        return _page(opened, problem=_("This is not open now; perhaps it was done already.")), 409
    except Invalid as error:
        return _page(opened, form=_text_typed(error)), _status_of(error)
    return status_page(session, opened, done=done)


def _status_of(error: Invalid) -> int:
    return {Malformed: 400, TooLarge: 413}.get(type(error), 422)


def _text_typed(error: Invalid) -> Form:
    errors = {name: [_(words) for words in why] for name, why in error.fields.items()}
    return Form({name: request.form.get(name, "") for name in TYPED}, errors)


def _by(opened: Opened) -> Actor:
    return complainant_of(opened.record_id)


def first_time(session: Session, typed: Typed, content: bytes) -> bool:
    """Whether this page's form comes for the first time: a reload sends it again, and nothing is done twice."""
    number = typed["submission_id"]
    if not is_submission_id(current_office(), number):
        return True
    body = hashlib.sha256(content).digest()
    return claim_key(session, key_hash(f"track:{number}:{body.hex()}"), body, at=now())


@complaints_track.post("/message")
@public
@transactional
def message() -> ResponseReturnValue:
    """Write to the office."""

    def act(session: Session, opened: Opened, typed: Typed) -> str:
        if first_time(session, typed, typed["text"].encode()):
            tracking.add_message(session, opened.record_id, typed["text"], by=_by(opened), at=now())
        return _("Your message is with us.")

    return acted(act)


@complaints_track.post("/papers")
@public
@transactional
def papers() -> ResponseReturnValue:
    """Add papers, or hand in the affidavit that was asked for."""

    def act(session: Session, opened: Opened, typed: Typed) -> str:
        stored = stored_papers(opened)
        content = b"".join(paper.sha256_plain for paper in stored)
        if stored and not first_time(session, typed, content):
            return _("The papers are with us.")
        record_id, by = opened.record_id, _by(opened)
        if typed["affidavit"]:
            rules = current_office().rules(session)
            tracking.submit_affidavit(session, record_id, stored, by=by, at=now(), rules=rules)
            return _("Your affidavit is with us.")
        tracking.add_more_papers(session, record_id, stored, by=by, at=now())
        return _("The papers are with us.")

    return acted(act)


takes_uploads(papers)


def stored_papers(opened: Opened) -> tuple[StoredPaper, ...]:
    """The files, on the disk for certain before this request's transaction begins."""
    uploads = uploads_of_form()
    with database().reading() as session:
        act_as(session, _by(opened))
        recipient = record_recipient(session, opened.record_id)
    return store_papers(uploads, recipient, current_office().settings.blobs_dir)


@complaints_track.post("/confirm")
@public
@transactional
def confirm() -> ResponseReturnValue:
    """The complaint is mine."""

    def act(session: Session, opened: Opened, _typed: Typed) -> str:
        rules = current_office().rules(session)
        confirmation.confirm(session, opened.record_id, by=_by(opened), at=now(), rules=rules)
        return _("Thank you. The work on your complaint goes on.")

    return acted(act)


@complaints_track.post("/disown")
@public
@transactional
def disown() -> ResponseReturnValue:
    """The complaint is not mine."""

    def act(session: Session, opened: Opened, _typed: Typed) -> str:
        rules = current_office().rules(session)
        confirmation.disown(session, opened.record_id, by=_by(opened), at=now(), rules=rules)
        return _("Thank you. It is noted that the complaint is not yours.")

    return acted(act)


@complaints_track.post("/remind")
@public
@transactional
def remind() -> ResponseReturnValue:
    """Remind the office, once a day, when a limit is over."""

    def act(session: Session, opened: Opened, _typed: Typed) -> str:
        complaint = complaint_of(session, opened.record_id)
        if not reminded_on(session, complaint, today()):
            rules = current_office().rules(session)
            tracking.remind_office(session, opened.record_id, by=_by(opened), at=now(), rules=rules)
        return _("Your reminder stands in the file.")

    return acted(act)
