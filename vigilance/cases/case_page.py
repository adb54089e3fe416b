"""The file of a case as a page, with the complaints it is about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.case_steps import FORMS, step_options
from vigilance.cases.models import Case, ReportSummary
from vigilance.cases.queries import CaseRead, case_read, steps_for, summaries_of
from vigilance.cases.sections import sections_of
from vigilance.clocks.queries import clocks_on_file
from vigilance.complaints.file_page import common, lists_officers
from vigilance.complaints.file_shown import FileShown, file_shown, reader_of, reads_source
from vigilance.complaints.form_drawn import (
    FormDrawn,
    FormWanted,
    addresses_of_forms,
    wanted_again,
)
from vigilance.complaints.models import Complaint
from vigilance.complaints.step_forms import StepShown, shown_steps
from vigilance.complaints.subject import district_name, scheme_name
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding
from vigilance.domain.handover import Part
from vigilance.domain.offers import OfferedStep
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.workflows.inquiry import FINAL, INQUIRY
from vigilance.web.attempts import Refused
from vigilance.web.clock import today
from vigilance.web.filters import day
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.session import current_session

ENDPOINT = "cases.case"


@dataclass(frozen=True, slots=True)
class ComplaintShown:
    """A complaint of the case; `text` is None where it is sealed and this reader may not open it."""

    number: str
    language: str
    text: str | None = field(repr=False)


def case_page(number: str, refused: Refused | None = None) -> str:
    """The file of this case, with the form that was refused opened as it was typed."""
    session = current_session()
    return drawn(session, case_read(session, number), wanted_again(refused))


def drawn(session: Session, found: CaseRead, wanted: FormWanted) -> str:
    """The page of a case already read."""
    case, joined, roles = found.case, found.complaints, current_actor().roles
    mine, likely = INQUIRY.open_to(case.state, roles), wanted.likely(case.state, roles)
    file = file_shown(
        session,
        case.record,
        reader_of(session, case.record),
        *(one.record for one in joined),
        choosing=lists_officers(likely, mine, FORMS),
        clocks=clocks_on_file(session, case.record_id),
    )
    offers, address = _offers(session, found), addresses_of_forms(ENDPOINT, case.number)
    form = wanted.among(offers, case.state, roles, address)
    return render_template(
        "cases/case.html",
        case=case,
        joined=[_complaint(session, one) for one in joined],
        facts=_facts(case, joined, file),
        over=case.state in FINAL,
        disposal=Disposal(case.disposal) if case.disposal else None,
        summaries=_summaries(session, case),
        sections=sections_of(session, case, file),
        releases=allowed(roles, Permission.CVO_DESK),
        **common(case.number, case.version, file, _steps(offers, case, file, form), form),
    )


def _summaries(session: Session, case: Case) -> Sequence[ReportSummary]:
    """What was released; the record itself says whether there is any."""
    return summaries_of(session, [case.record_id]) if case.record.released_to_minister else ()


def _complaint(session: Session, complaint: Complaint) -> ComplaintShown:
    read = reader_of(session, complaint.record)
    text = read(complaint) if reads_source(complaint.record) else None
    return ComplaintShown(complaint.number, complaint.language, text)


def _offers(session: Session, found: CaseRead) -> list[OfferedStep]:
    actor = current_actor()
    if not allowed(actor.roles, Permission.CASE_STEP):
        return []
    return steps_for(session, found.case, actor, waiting=found.waiting)


def _steps(
    offers: list[OfferedStep], case: Case, file: FileShown, form: FormDrawn
) -> list[StepShown]:
    def address(action: str) -> str:
        return url_for("cases.step", number=case.number, action=action)

    options = step_options(file.people)
    return shown_steps(offers, FORMS, options, address, form.refused, draws=form.draws)


def _facts(case: Case, joined: Sequence[Complaint], file: FileShown) -> list[tuple[str, Any]]:
    record, spoken = case.record, language()
    finding = label_of(Finding(case.finding)).said_in(spoken) if case.finding else None
    facts = [
        (_("Complaint received"), day(case.received_on)),
        (_("Age"), _("%(days)s days", days=(today() - case.received_on).days)),
        (_("Case opened"), day(case.opened_at)),
        (_("District"), district_name(case.district_code)),
        (_("Scheme"), scheme_name(case.scheme_code)),
        (_("Post complained against"), ", ".join(_posts(joined))),
        (
            _("Inquiring officer"),
            file.people.holder(record.inquiring_officer, Part.INQUIRING_OFFICER),
        ),
        (_("Vigilance Officer"), file.people.holder(record.assigned_to, Part.VO)),
        (_("Finding"), finding),
    ]
    return [(words, value) for words, value in facts if value not in {None, "", "–"}]


def _posts(joined: Sequence[Complaint]) -> list[str]:
    return [one.post_complained_against for one in joined if one.post_complained_against]
