"""The page of complaints that belong together: answer all at once, tie the later ones to the first, untie."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_officer
from vigilance.complaints.bundles import ADVISED, Bundled, bundle_of
from vigilance.complaints.commands.bundling import answer_all, link_duplicates, unlink_duplicate
from vigilance.complaints.models import Complaint
from vigilance.complaints.office_fields import Words
from vigilance.complaints.queries import complaint_by_number
from vigilance.complaints.subject import subject_line
from vigilance.domain.actors import Actor
from vigilance.domain.permissions import Permission, permissions_of
from vigilance.domain.workflows.complaint import FINAL
from vigilance.web.attempts import Refused, attempt
from vigilance.web.clock import now
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

bundles = Blueprint("bundles", __name__, url_prefix="/office/intake/bundles")

LONGEST_NUMBER = 40
Number = fields.String(validate=validate.Length(max=LONGEST_NUMBER))


class Ticked(Schema):
    """Which lines are ticked."""

    numbers = fields.List(Number, load_default=list)


class Answered(Ticked):
    """The same, and the message."""

    text = Words()


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint as a line of the bundle."""

    found: Bundled
    url: str
    what: str
    over: bool
    first: str | None
    """The number of the complaint it is tied to."""


@bundles.get("/<number>")
@requires(Permission.COMPLAINT_READ)
def bundle(number: str) -> ResponseReturnValue:
    """The complaints that belong with this one."""
    return _page(number, None)


def _page(number: str, refused: Refused | None) -> str:
    session = current_session()
    found = bundle_of(session, complaint_by_number(session, number))
    names = {each.complaint.record_id: each.complaint.number for each in found}
    return render_template(
        "complaints/office-bundle.html",
        number=number,
        rows=[_row(each, names) for each in found],
        many=sum(each.same_person for each in found) > ADVISED,
        form=refused.form if refused else Form(),
        ticked=_ticked(refused, list(names.values())),
        may={permission.value for permission in permissions_of(current_officer().roles)},
        labels={"text": _("Your message"), "numbers": _("Complaints")},
    )


def _row(found: Bundled, names: dict[Any, str]) -> Row:
    one = found.complaint
    tied = names.get(one.duplicate_of) or ("–" if one.duplicate_of else None)
    return Row(
        found=found,
        url=url_for("complaints.complaint", number=one.number),
        what=subject_line(None, one.scheme_code, one.post_complained_against),
        over=one.state in FINAL,
        first=tied,
    )


def _ticked(refused: Refused | None, numbers: list[str]) -> list[str]:
    if refused is None:
        return numbers
    typed = refused.form.values.get("numbers", ())
    return [typed] if isinstance(typed, str) else list(typed)


@bundles.post("/<number>/answer")
@requires(Permission.MESSAGE_COMPLAINANT)
@transactional
def answer(number: str) -> ResponseReturnValue:
    """One message to every complainant whose line is ticked."""

    def send(session: Session, found: list[Complaint], typed: dict[str, Any], by: Actor) -> None:
        answer_all(session, found, typed["text"], by=by, at=now())

    return _done(number, Answered, send, _("The message goes to every one that was ticked."))


@bundles.post("/<number>/link")
@requires(Permission.COMPLAINT_STEP)
@transactional
def link(number: str) -> ResponseReturnValue:
    """Tie the ticked later complaints to the first that is ticked."""

    def tie(session: Session, found: list[Complaint], _typed: dict[str, Any], by: Actor) -> None:
        link_duplicates(session, found, by=by, at=now())

    return _done(number, Ticked, tie, _("They are tied to the first. Nothing was closed."))


@bundles.post("/<number>/unlink/<other>")
@requires(Permission.COMPLAINT_STEP)
@transactional
def unlink(number: str, other: str) -> ResponseReturnValue:
    """Untie one complaint."""
    session = current_session()
    by = current_officer().actor
    unlink_duplicate(session, complaint_by_number(session, other), by=by, at=now())
    flash(_("%(number)s is untied.", number=other))
    return redirect(url_for(".bundle", number=number), 303)


Take = Callable[[Session, list[Complaint], dict[str, Any], Actor], None]


def _done(number: str, schema: type[Schema], take: Take, said: str) -> ResponseReturnValue:
    session = current_session()
    here = {
        each.complaint.number: each.complaint
        for each in bundle_of(session, complaint_by_number(session, number))
    }

    def act(typed: dict[str, Any]) -> None:
        """Only what stands in the bundle can be ticked."""
        chosen = [here[one] for one in dict.fromkeys(typed["numbers"]) if one in here]
        take(session, chosen, typed, current_officer().actor)

    refused = attempt(session, "", schema, act)
    if refused is not None:
        return _page(number, refused), refused.status
    flash(said)
    return redirect(url_for(".bundle", number=number), 303)
