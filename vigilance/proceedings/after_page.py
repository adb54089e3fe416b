"""The office's page of what came after a closing: review, new facts, rating, finding of falsity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.models import Case
from vigilance.cases.queries import cases_with_complaint
from vigilance.complaints.after_models import FalseComplaint
from vigilance.complaints.after_queries import (
    closed_at,
    evidence_of,
    false_findings,
    ratings_of,
)
from vigilance.complaints.file_shown import reader_of
from vigilance.complaints.models import Complaint
from vigilance.complaints.people import People, people
from vigilance.complaints.subject import subject_line
from vigilance.domain.disposal import Disposal
from vigilance.domain.permissions import permissions_of
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows import inquiry
from vigilance.domain.workflows.aftermath import AppealState
from vigilance.proceedings.commands.appeals import appeal_of, closer_of
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import clocks_of_proceeding
from vigilance.web.attempts import Refused
from vigilance.web.forms import Form

FORMS = ("uphold", "set-aside", "look", "propose", "find", "lodge", "undo")
DECIDED = ("uphold", "set-aside")
"""What is decided on the complainant's appeal, by whoever may decide it."""
LABELS: dict[str, LazyString] = {
    "reasons": _l("Reasons"),
    "malice": _l("Was there malice?"),
    "authority": _l("Authority that decided"),
    "decided_on": _l("Day of its decision"),
    "row": _l("The finding"),
    "day": _l("Day on which it was lodged in court"),
}


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating; `why` is None where it is sealed to this reader."""

    rating: int
    why: str | None
    at: Any


@dataclass(frozen=True, slots=True)
class FalseShown:
    """One finding of falsity, with who had part in it."""

    row: FalseComplaint
    proposed_by: str
    found_by: str
    undone_by: str


def after_page(session: Session, complaint: Complaint, refused: Refused | None = None) -> str:
    """The page, with the form that was refused as it was typed."""
    forms = {name: Form(prefix=f"{name}-") for name in FORMS}
    if refused is not None:
        forms[refused.name] = refused.form
    appeal = appeal_of(session, complaint.record_id)
    evidence = evidence_of(session, complaint.record_id)
    findings = false_findings(session, complaint.record_id)
    who = _people(session, findings, [each.looked_by for each in evidence])
    standing = [each for each in findings if each.undone_at is None]
    return render_template(
        "proceedings/after-closing.html",
        number=complaint.number,
        what=subject_line(None, complaint.scheme_code, complaint.post_complained_against),
        closed=closed_at(session, complaint),
        appeal=appeal,
        waits=appeal is not None and appeal.state == AppealState.FILED,
        appeal_state=AppealState(appeal.state) if appeal else None,
        decide_by=_decide_by(session, appeal),
        closed_by_me=closer_of(session, complaint) == current_actor().label,
        evidence=[(each, who.name(each.looked_by)) for each in evidence],
        unseen=[each for each in evidence if each.looked_at is None],
        reopen=_reopen_at(session, complaint),
        ratings=_ratings(session, complaint),
        findings=[_false(each, who) for each in findings],
        standing=standing[0] if standing else None,
        forms=forms,
        labels=LABELS,
        opened=refused.name if refused else None,
        opened_form=refused.form if refused else Form(),
        may={permission.value for permission in permissions_of(current_actor().roles)},
        post=lambda act: url_for(
            f"after_closing.{'decide' if act in DECIDED else 'act'}",
            number=complaint.number,
            act=act,
        ),
    )


def _decide_by(session: Session, appeal: Proceeding | None) -> date | None:
    """The day by which the appeal is to be decided, while its clock runs."""
    if appeal is None:
        return None
    clocks = clocks_of_proceeding(session, appeal.id)
    return next((clock.due_on for clock in clocks if clock.done_on is None), None)


def _people(session: Session, findings: Sequence[FalseComplaint], more: Sequence[Any]) -> People:
    named = {each for row in findings for each in (row.proposed_by, row.found_by, row.undone_by)}
    return people(session, {each for each in {*named, *more} if each}, choosing=False)


def _false(row: FalseComplaint, who: People) -> FalseShown:
    return FalseShown(
        row, who.name(row.proposed_by), who.name(row.found_by), who.name(row.undone_by)
    )


def _ratings(session: Session, complaint: Complaint) -> list[Rated]:
    read = reader_of(session, complaint.record)
    return [
        Rated(each.rating, read(each), each.at) for each in ratings_of(session, complaint.record_id)
    ]


def _reopen_at(session: Session, complaint: Complaint) -> list[tuple[str, str]]:
    """Where the CVO opens the matter again with reasons: number and address of the files that are closed."""
    if complaint.state is not complaint_flow.State.TAKEN_UP:
        if complaint.state not in complaint_flow.FINAL:
            return []
        url = url_for("complaints.complaint", number=complaint.number, _anchor="step-reopen")
        return [(complaint.number, url)]
    return [
        (case.number, url_for("cases.case", number=case.number, _anchor="step-reopen"))
        for case in cases_with_complaint(session, complaint.record_id)
        if _is_closed(case)
    ]


def _is_closed(case: Case) -> bool:
    return case.state is inquiry.State.CLOSED and case.disposal != Disposal.MERGED


def desk_titles() -> tuple[str, str]:
    """What the two parts of a desk are called that lead here."""
    return _("Reviews asked for by complainants"), _("New facts after the closing")
