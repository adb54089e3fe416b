"""What anybody may read: the first page, schemes, the office's own figures, and honest promises."""

import re
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.complaints.public_figures import (
    Standing,
    newest_checkpoint,
    pending_by_age,
    standing_of,
)
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotFound
from vigilance.reference import Scheme
from vigilance.web.filters import label
from vigilance.web.forms import Form
from vigilance.web.guard import public
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

complaints_public = Blueprint("complaints_public", __name__)

SMALLEST_GROUP = 5
"""Fewer than this many could be recognised (security.md, decision 6)."""

SECRETS = frozenset({"code", "secret", "reference", "number"})
OURS = "Social Welfare"
_PROOF = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Bar:
    """One published figure."""

    label: str
    count: int
    url: str | None = None


@complaints_public.before_app_request
def take_codes_out_of_addresses() -> ResponseReturnValue | None:
    """A code that stands in a public address by accident is led away at once (hostile input 101)."""
    endpoint = request.endpoint or ""
    if not endpoint.startswith("complaints_") or SECRETS.isdisjoint(request.args):
        return None
    return redirect(url_for("complaints_track.track", warned=1), 303)


@complaints_public.get("/")
@public
def home() -> ResponseReturnValue:
    """The ways in, what happens next, and what is kept secret."""
    return render_template("complaints/public-home.html")


@complaints_public.get("/schemes")
@public
def schemes() -> ResponseReturnValue:
    """The schemes people complain about."""
    listed = current_office().reference.schemes.values()
    return render_template(
        "pages/schemes.html",
        ours=[each for each in listed if _is_ours(each) and each.kind != "internal"],
        others=[each for each in listed if not _is_ours(each)],
    )


def _is_ours(scheme: Scheme) -> bool:
    return scheme.department.startswith(OURS)


@complaints_public.get("/schemes/<code>")
@public
def scheme(code: str) -> ResponseReturnValue:
    """One scheme: what it gives, and the way to report corruption in it."""
    found = current_office().reference.find_scheme(code)
    if found is None or found.kind == "internal":
        raise NotFound("scheme")
    ours = _is_ours(found)
    facts = [(_("Also called"), ", ".join(_said_names(found)))] if _said_names(found) else []
    if found.note and ours:
        facts.insert(0, (_("What it gives, and to whom"), _(found.note)))
    if ours:
        facts.append(
            (_("Whom to ask"), _("The District Social Welfare Office, or the block office"))
        )
    facts.append((_("Helpline"), current_office().settings.helpline))
    return render_template("pages/scheme.html", scheme=found, ours=ours, facts=facts)


def _said_names(scheme: Scheme) -> list[str]:
    """The names people use for a scheme, in the script of the page."""
    hindi = language() == "hi"
    return [alias for alias in scheme.aliases if alias.isascii() is not hindi]


@complaints_public.get("/transparency")
@public
def transparency() -> ResponseReturnValue:
    """What is pending, and the latest signed statement of the ledger."""
    return _transparency(Form())


@complaints_public.post("/transparency/check")
@public
@transactional
def check_proof() -> ResponseReturnValue:
    """Whether the registration with this proof stands in the ledger."""
    typed = request.form.get("proof", "")
    proof = re.sub(r"[\s-]", "", typed[:400]).lower()
    if not _PROOF.fullmatch(proof):
        words = _("The proof has 64 letters and digits: 0 to 9 and a to f.")
        return _transparency(Form({"proof": typed[:400]}, {"proof": [words]})), 422
    session = act_as(current_session(), SYSTEM)
    return _transparency(Form({"proof": typed}), standing_of(session, bytes.fromhex(proof)))


def _transparency(form: Form, finding: Standing | None = None) -> str:
    session = act_as(current_session(), SYSTEM)
    counts = pending_by_age(session)
    pending = [Bar(label(band), count) for band, count in counts if count >= SMALLEST_GROUP]
    return render_template(
        "pages/transparency.html",
        pending=pending,
        most=max((bar.count for bar in pending), default=0),
        checkpoint=newest_checkpoint(session),
        form=form,
        labels={"proof": _("Proof of registration")},
        finding=finding,
    )


@complaints_public.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """What was done so that everybody can use the site, and what is lacking."""
    return render_template("pages/accessibility.html")


@complaints_public.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What is kept, and who can see it."""
    return render_template("pages/privacy.html")


@complaints_public.get("/security")
@public
def security_page() -> ResponseReturnValue:
    """How the site protects what is sent to it, and how to report a weakness."""
    return render_template("pages/security.html")
