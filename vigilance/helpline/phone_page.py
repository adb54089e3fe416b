"""The page on which a call is written down, and the page on which its code is read out."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.complaints.filing_labels import matter_labels, reached_labels
from vigilance.complaints.kept_writing import ComplaintLine
from vigilance.complaints.models import Complaint
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_choices
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.evidence.names import shown_name
from vigilance.helpline.call_seals import stored_of, typed_of
from vigilance.helpline.commands.desk import ENDS
from vigilance.helpline.models import CallStage, PhoneCall
from vigilance.helpline.queries import call_of_officer, earlier_of, recordings_of
from vigilance.helpline.script import spoken
from vigilance.web.choices import choices
from vigilance.web.forms import Form
from vigilance.web.language import language, url_in_other_language
from vigilance.web.navigation import file_url
from vigilance.web.session import database

NO_ERRORS: Mapping[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of the call as it is listed."""

    name: str
    size: int
    url: str


def field_labels() -> dict[str, str]:
    """The name of each field, as the form and its error summary say it."""
    return {
        "lane": _("How does the caller want to complain?"),
        "text": _("What happened, in the caller's words"),
        "evidence": _("Recording or paper"),
        **matter_labels(),
        **reached_labels(),
        "use_caller": _("We may call the number of this call"),
        "consent": _("The caller agrees that it is written down and registered"),
        "read_back": _("I read it back and the caller said it is right"),
        "broken_off": _("The call broke off, and nobody can be asked any more"),
    }


def draw(
    call_id: uuid.UUID,
    actor: Actor,
    errors: Mapping[str, list[str]] = NO_ERRORS,
    problem: str | None = None,
) -> str:
    """The page of one call, in a session that only reads; what was typed comes out of the call's own row."""
    with database().reading() as session:
        act_as(session, actor)
        call = call_of_officer(session, call_id, actor.officer_id)
        if call.stage is not CallStage.DRAFT:
            return over(session, call)
        return _form_page(session, call, errors, problem)


def _form_page(
    session: Session,
    call: PhoneCall,
    errors: Mapping[str, list[str]],
    problem: str | None,
) -> str:
    office, said = current_office(), language()
    ends = [stage for stage in ENDS if stage is not CallStage.CALL_BACK or call.caller_sealed]
    return render_template(
        "helpline/phone.html",
        other_language_url=url_in_other_language("helpline.phone", call_id=call.id),
        call=call,
        form=Form(typed_of(office, call), errors),
        problem=problem,
        labels=field_labels(),
        script=spoken(call.language),
        divisions=district_choices(),
        schemes=[
            (each.code, each.name.said_in(said)) for each in office.reference.schemes.values()
        ],
        ends=choices(sorted(ends)),
        recordings=_recordings(session, call),
        **_earlier(session, call),
    )


def _recordings(session: Session, call: PhoneCall) -> list[Recording]:
    office = current_office()
    found = []
    for row in recordings_of(session, call.id):
        stored = stored_of(office, row)
        url = url_for("helpline_recordings.recording", call_id=call.id, recording_id=row.id)
        found.append(Recording(shown_name(stored.name), stored.size, url))
    return found


def _earlier(session: Session, call: PhoneCall) -> dict[str, Sequence[ComplaintLine] | int]:
    with database().reading() as counting:
        found = earlier_of(session, act_as(counting, SYSTEM), call.caller_digest)
    lines = [ComplaintLine(each, file_url(each.number)) for each in found.complaints]
    return {"earlier": lines, "earlier_others": found.others}


def over(session: Session, call: PhoneCall) -> str:
    """A call that is written up: its complaint's number where it may be known, and never the code."""
    complaint = session.get(Complaint, call.record_id) if call.record_id else None
    return render_template(
        "helpline/phone-over.html",
        call=call,
        number=complaint.number if complaint else None,
        url=file_url(complaint.number) if complaint else None,
    )
