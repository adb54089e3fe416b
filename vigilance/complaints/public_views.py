"""Filing a complaint on the web: the form, the register and the receipt, without a cookie and without a script."""

from collections.abc import Mapping

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.complaints.filing import Answer, Filing
from vigilance.complaints.filing_labels import matter_labels
from vigilance.complaints.intake import AWAY, take_in
from vigilance.complaints.pressure import WORK_BITS, Pressure, proves_work
from vigilance.complaints.public_pages import complaints_public
from vigilance.complaints.public_receipt import (
    PDF_NAME,
    ShownReceipt,
    pdf_of,
    read_receipt_token,
    receipt_page,
    same_last_four,
    shown_receipt,
)
from vigilance.complaints.schemas import current_office
from vigilance.complaints.submission import filing_key, new_submission_id, read_filing
from vigilance.correspondence.answers import KeyReused, StillInFlight
from vigilance.domain.errors import AlreadyReceived, Invalid
from vigilance.sealing.errors import StorageFailed, TokenBroken, TokenExpired
from vigilance.web.clock import now
from vigilance.web.forms import Form
from vigilance.web.guard import public
from vigilance.web.input import Malformed, TooLarge
from vigilance.web.language import language, other_language_url, url_in_other_language
from vigilance.web.security import takes_uploads
from vigilance.web.session import database
from vigilance.web.transaction import transactional

__all__ = ["complaints_public"]

NO_ERRORS: Mapping[str, list[str]] = {}
AGAIN_AFTER = 60


@complaints_public.get("/complaints/new")
@public
def new() -> ResponseReturnValue:
    """The empty form; a scheme's page may have named the scheme."""
    scheme = current_office().reference.find_scheme(request.args.get("scheme", ""))
    return _form(Form({"scheme": scheme.code} if scheme else {}))


@complaints_public.get("/complaints")
@public
def after_reload() -> ResponseReturnValue:
    """The receipt's page loaded again shows no receipt: the code is told once."""
    return redirect(url_for("complaints_track.track"), 303)


@complaints_public.post("/complaints")
@public
@transactional
def file() -> ResponseReturnValue:
    """Register the complaint and show its receipt; on any refusal the form, as it was typed."""
    try:
        filing = read_filing()
        key = filing_key()
        waits = _waits_its_turn()
        answer = take_in(database(), current_office(), filing, key=key, at=now(), waits=waits)
    except KeyReused:
        return _already(_("You changed something after the complaint was registered.")), 409
    except StillInFlight as error:
        words = _("Your complaint is just being registered. Wait a moment and press Send again.")
        return _kept_form(words, 409, error.retry_after)
    except AlreadyReceived:
        return _already(_("Its receipt was shown when it was registered.")), 409
    except StorageFailed:
        words = _("We cannot store your complaint just now. Please try again in a few minutes.")
        return _kept_form(words, 503, AGAIN_AFTER)
    except Invalid as error:
        return _form(_typed(error.fields)), _status_of(error)
    return _receipt(answer, filing)


takes_uploads(file)


def _pressure() -> Pressure:
    kept: dict[str, Pressure] = current_app.extensions
    most = current_office().settings.busy_filings_per_minute
    return kept.setdefault("vigilance.pressure", Pressure(most))


def _waits_its_turn() -> bool:
    """Whether this complaint is kept first and entered later: in a rush, without the proof of work."""
    pressure = _pressure()
    pressure.note(now())
    proof = (request.form.get("submission_id", ""), request.form.get("stamp", ""))
    return pressure.busy(now()) and not proves_work(*proof)


def _status_of(error: Invalid) -> int:
    return {Malformed: 400, TooLarge: 413}.get(type(error), 422)


def _typed(errors: Mapping[str, list[str]] = NO_ERRORS) -> Form:
    """What was typed, as far as it could be read; of a field that came twice, the first."""
    typed = {} if "body" in errors else dict(request.form.items())
    return Form(typed, errors)


def _kept_form(words: str, status: int, retry_after: int) -> Response:
    response = make_response(_form(_typed(), problem=words), status)
    response.headers["Retry-After"] = str(retry_after)
    return response


def _already(words: str) -> str:
    return render_template("complaints/public-already.html", words=words)


def _form(form: Form, problem: str | None = None) -> str:
    office, said = current_office(), language()
    submission = form.values.get("submission_id") or new_submission_id(office)
    return render_template(
        "complaints/public-new.html",
        other_language_url=_other_language_url(),
        form=form,
        problem=problem,
        labels=field_labels(),
        submission=submission,
        work=WORK_BITS if _pressure().busy(now()) else 0,
        divisions=[
            {
                "label": division.name.said_in(said),
                "districts": [
                    {
                        "value": each.code,
                        "label": each.name.said_in(said),
                        "also": " ".join((each.name.hi, each.name.en, *each.variants)),
                    }
                    for each in division.districts
                ],
            }
            for division in office.reference.divisions
        ],
        schemes=[
            (each.code, each.name.said_in(said)) for each in office.reference.schemes.values()
        ],
    )


def _other_language_url() -> str:
    """The form in the other language; what was typed is in the draft, where there is one."""
    if request.method == "POST":
        return url_in_other_language("complaints_public.new")
    return other_language_url()


def field_labels() -> dict[str, str]:
    """The question of each field, as the form and its error summary say it."""
    return {
        "lane": _("How do you want to complain?"),
        "text": _("Tell us in your own words"),
        "evidence": _("Photos, papers, sound"),
        **matter_labels(),
        "name": _("Your name"),
        "mobile": _("Mobile number"),
        "email": _("E-mail address"),
        "address": _("Postal address"),
    }


def _receipt(answer: Answer, filing: Filing) -> ResponseReturnValue:
    office, rules = current_office(), None
    if not answer.only_kept:
        try:
            with database().reading() as session:
                rules = office.rules(session)
        except (
            AWAY
        ):  # registered, and then the database went away: the receipt must come all the same
            rules = None
    receipt = shown_receipt(answer, filing, rules)
    return receipt_page(office, receipt, now()), 202 if answer.only_kept else 201


def _shown() -> ShownReceipt | None:
    try:
        return read_receipt_token(current_office(), request.form.get("receipt", ""), now())
    except (TokenBroken, TokenExpired):
        return None


@complaints_public.post("/complaints/receipt")
@public
@transactional
def receipt() -> ResponseReturnValue:
    """The receipt once more, in the other language."""
    shown = _shown()
    return receipt_page(current_office(), shown, now()) if shown else after_reload()


@complaints_public.post("/complaints/receipt/check")
@public
@transactional
def receipt_check() -> ResponseReturnValue:
    """Whether the code was written down rightly, for those without JavaScript."""
    shown = _shown()
    if shown is None:
        return after_reload()
    right = same_last_four(shown, request.form.get("last_four", "")[:40])
    return receipt_page(current_office(), shown, now(), checked=right)


@complaints_public.post("/complaints/receipt.pdf")
@public
@transactional
def receipt_pdf() -> ResponseReturnValue:
    """The receipt as a PDF."""
    shown = _shown()
    if shown is None:
        return after_reload()
    response = make_response(pdf_of(current_office(), shown))
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{PDF_NAME}"'
    return response
