"""The pages of the letters' register: the list, one letter with the steps open on it, the sheet to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_choices
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.time_limits import Reading
from vigilance.domain.workflows.references import REPRESENTATIVE
from vigilance.post.commands.letters import standing_of
from vigilance.post.letter_queries import complaint_of_letter, letter_by_number
from vigilance.post.models import MemberOffice, RepresentativeLetter
from vigilance.post.post_page import scheme_choices
from vigilance.web.choices import choices
from vigilance.web.clock import today
from vigilance.web.forms import Form
from vigilance.web.language import url_in_other_language
from vigilance.web.navigation import file_url
from vigilance.web.session import database

NO_FORMS: Mapping[str, Form] = {}
EMPTY_FORM = Form()


@dataclass(frozen=True, slots=True)
class Row:
    """One letter as a line of the list."""

    letter: RepresentativeLetter
    reading: Reading
    url: str


def letter_labels() -> dict[str, str]:
    """The name of each field of a letter."""
    return {
        "member": _("Name of the member or body"),
        "office": _("Office"),
        "constituency": _("Constituency or seat"),
        "letter_number": _("Number of the letter"),
        "letter_date": _("Date of the letter"),
        "received_on": _("Received on"),
        "subject": _("Subject"),
        "forwards_other": _("It forwards somebody else's complaint"),
    }


def step_labels() -> dict[str, str]:
    """The name of each field of the steps."""
    return {
        "confirmed_on": _("Confirmed on"),
        "reply_number": _("Number of the reply"),
        "replied_on": _("Replied on"),
        "reasons": _("Why is it taken up again?"),
        "number": _("Complaint number"),
        "text": _("What the letter says"),
        "language": _("Language of the letter"),
        "district": _("District"),
        "scheme": _("Which scheme or work?"),
        "post_complained_against": _("Who did it?"),
        "name": _("Name of whose complaint it is"),
        "mobile": _("Mobile number"),
        "address": _("Address"),
        "evidence": _("Scans"),
        "live_demand": _("The money is still to be paid"),
    }


def rows_of(session: Session, letters: Sequence[RepresentativeLetter]) -> list[Row]:
    """The letters with how their clocks stand today."""
    office, on = current_office(), today()
    return [
        Row(
            each, standing_of(session, each, on, office), url_for("letters.one", number=each.number)
        )
        for each in letters
    ]


def new_page(form: Form) -> str:
    """The form of a letter."""
    return render_template(
        "post/letter-new.html",
        other_language_url=url_in_other_language("letters.new"),
        form=form,
        labels=letter_labels(),
        offices=choices(MemberOffice),
    )


def letter_page(
    number: str, actor: Actor, forms: Mapping[str, Form] = NO_FORMS, *, stale: bool = False
) -> str:
    """One letter, in a session that only reads and sees what the officer sees."""
    office = current_office()
    with database().reading() as session:
        act_as(session, actor)
        letter = letter_by_number(session, number, actor)
        complaint = complaint_of_letter(session, letter)
        steps = REPRESENTATIVE.open_to(letter.stage, actor.roles)
        open_forms = [step.action.value for step in steps]
        return render_template(
            "post/letter.html",
            other_language_url=url_in_other_language("letters.one", number=number),
            letter=letter,
            reading=standing_of(session, letter, today(), office),
            complaint=complaint,
            complaint_url=file_url(complaint.number) if complaint else None,
            open_forms=open_forms,
            may_register=letter.complaint_id is None
            and allowed(actor.roles, Permission.INTAKE_REGISTER),
            forms={name: forms.get(name, Form(prefix=f"{name}-")) for name in FORMS},
            labels=step_labels(),
            divisions=district_choices(),
            schemes=scheme_choices(),
            stale=stale,
        )


FORMS = ("confirm-letter", "reply-to-letter", "reopen", "link", "complaint")
"""The forms of a letter's page, by the names of their prefixes."""
