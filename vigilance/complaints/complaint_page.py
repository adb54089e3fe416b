"""The file of a complaint as a page."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.file_page import common, lists_officers
from vigilance.complaints.file_shown import FileShown, file_shown, reader_of
from vigilance.complaints.form_drawn import (
    FormDrawn,
    FormWanted,
    addresses_of_forms,
    wanted_again,
)
from vigilance.complaints.in_hand import shown_in, steps_with
from vigilance.complaints.models import Complaint
from vigilance.complaints.office_steps import FORMS, step_options
from vigilance.complaints.queries import ComplaintRead, complaint_read
from vigilance.complaints.schemas import current_office
from vigilance.complaints.sections import COMPLAINT_SECTIONS
from vigilance.complaints.step_forms import StepShown, shown_steps
from vigilance.complaints.subject import district_name, scheme_name
from vigilance.domain.disposal import Disposal
from vigilance.domain.handover import Part
from vigilance.domain.offers import OfferedStep
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.workflows.complaint import COMPLAINT, FINAL, Action, State
from vigilance.identities.commands import Purpose
from vigilance.records.models import Record, Tier
from vigilance.web.attempts import Refused
from vigilance.web.choices import choices
from vigilance.web.clock import today
from vigilance.web.filters import day, instant, money
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.session import current_session

ENDPOINT = "complaints.complaint"


def complaint_page(number: str, refused: Refused | None = None) -> str:
    """The file of this complaint, with the form that was refused opened as it was typed."""
    session = current_session()
    found = complaint_read(session, number, current_actor())
    return drawn(session, found, wanted_again(refused))


def drawn(session: Session, found: ComplaintRead, wanted: FormWanted) -> str:
    """The page of a complaint already read."""
    complaint, roles = found.complaint, current_actor().roles
    record = complaint.record
    read = reader_of(session, record)
    mine, likely = COMPLAINT.open_to(complaint.state, roles), wanted.likely(complaint.state, roles)
    choosing = lists_officers(likely, mine, FORMS)
    file = file_shown(
        session, record, read, choosing=choosing, clocks=found.clocks, has_papers=found.has_papers
    )
    offers, address = _offers(found, file), addresses_of_forms(ENDPOINT, complaint.number)
    form = wanted.among(_likely(offers, record), complaint.state, roles, address)
    return render_template(
        "complaints/office-complaint.html",
        complaint=complaint,
        text=read(complaint),
        facts=facts_of(complaint, file),
        over=complaint.state in FINAL,
        taken_up=complaint.state is State.TAKEN_UP,
        disposal=Disposal(complaint.disposal) if complaint.disposal else None,
        asked_whether_theirs=complaint.state is State.AWAITING_CONFIRMATION,
        sealed=record.tier is Tier.PROTECTED,
        known=found.identity_given,
        opens_identity=opens_identity(complaint),
        purposes=choices(Purpose),
        sections=COMPLAINT_SECTIONS.of(session, complaint, file),
        **common(
            complaint.number, complaint.version, file, _steps(offers, found, file, form), form
        ),
    )


def opens_identity(complaint: Complaint) -> bool:
    """Whether this officer may ask to open it: the assigned officer or the CVO, never in the protected lane."""
    actor, record = current_actor(), complaint.record
    if record.tier is Tier.PROTECTED or not allowed(actor.roles, Permission.IDENTITY_OPEN):
        return False
    held = record.assigned_to in actor.acts_for(Part.VO)
    return held or allowed(actor.roles, Permission.CVO_DESK)


def _offers(found: ComplaintRead, file: FileShown) -> list[OfferedStep]:
    actor, complaint = current_actor(), found.complaint
    if not allowed(actor.roles, Permission.COMPLAINT_STEP):
        return []
    demanded = current_office().settings.affidavit_demanded
    papers = shown_in(complaint, actor, found.scrutinised_by, file.late)
    offers = steps_with(papers, complaint, actor, affidavit_demanded=demanded)
    if not any(one.limit == "acknowledgement" and one.runs for one in file.clocks):
        offers = [offer for offer in offers if offer.action != Action.ACKNOWLEDGE]
    return offers


def _likely(offers: list[OfferedStep], record: Record) -> list[OfferedStep]:
    """Those among which the usual one is: who has a complaint already is seldom changed."""
    return [one for one in offers if not (record.assigned_to and one.action == Action.ASSIGN)]


def _steps(
    offers: list[OfferedStep], found: ComplaintRead, file: FileShown, form: FormDrawn
) -> list[StepShown]:
    number = found.complaint.number

    def address(action: str) -> str:
        if action == Action.TAKE_UP:
            return url_for("cases.take_up", number=number)
        return url_for("complaints.step", number=number, action=action)

    options = step_options(file.people)
    return shown_steps(offers, FORMS, options, address, form.refused, draws=form.draws)


def facts_of(complaint: Complaint, file: FileShown) -> list[tuple[str, Any]]:
    """What is known of a complaint besides its text, as label and value; what was not said is left out."""
    record, spoken = complaint.record, language()
    facts = [
        (_("Reference"), complaint.reference),
        (_("Received"), day(complaint.received_on)),
        (_("Age"), _("%(days)s days", days=(today() - complaint.received_on).days)),
        (_("Channel"), label_of(complaint.channel).said_in(spoken)),
        (_("Lane"), label_of(complaint.lane).said_in(spoken)),
        (_("Language"), _("Hindi") if complaint.language == "hi" else _("English")),
        (_("District"), district_name(complaint.district_code)),
        (_("Place"), complaint.place),
        (_("Scheme"), scheme_name(complaint.scheme_code)),
        (_("Post complained against"), complaint.post_complained_against),
        (_("When it happened"), day(complaint.incident_date)),
        (_("Sum asked for"), money(complaint.amount_demanded)),
        (_("Vigilance Officer"), file.people.holder(record.assigned_to, Part.VO)),
        (_("Confirmed"), instant(complaint.confirmed_at)),
        (_("Affidavit"), instant(complaint.affidavit_at)),
    ]
    return [(words, value) for words, value in facts if value not in {None, "", "–"}]
