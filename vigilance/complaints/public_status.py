"""The page of one complaint, as the holder of its code sees it."""

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.complaints.after_parts import after_parts
from vigilance.complaints.public_history import (
    MEANING,
    dates_of,
    history_of,
    outcome_words,
    remind_from,
    reminded_on,
)
from vigilance.complaints.queries import complaint_of, tracked
from vigilance.complaints.receipts import Opened, track_pass
from vigilance.complaints.schemas import current_office
from vigilance.complaints.submission import new_submission_id
from vigilance.domain.numbering import grouped
from vigilance.domain.workflows.complaint import Action
from vigilance.web.clock import now, today
from vigilance.web.filters import label
from vigilance.web.forms import Form

NOTHING_TYPED = Form()


def status_page(
    session: Session,
    opened: Opened,
    *,
    form: Form = NOTHING_TYPED,
    done: str | None = None,
    problem: str | None = None,
) -> str:
    """The page; `done` says what was just done, `problem` what could not be done."""
    office = current_office()
    complaint = complaint_of(session, opened.record_id)
    found = tracked(session, opened.record_id, opened.mailbox_private, today=today())
    may_remind = Action.REMIND_OFFICE in found.open_acts
    return render_template(
        "complaints/public-status.html",
        found=found,
        reference=grouped(found.reference),
        status=label(found.status),
        meaning=MEANING[found.status],
        outcome=outcome_words(found.outcome),
        history=history_of(session, complaint),
        dates=dates_of(found.due, office.rules(session), today()),
        confirm=Action.CONFIRM in found.open_acts,
        affidavit=Action.RECEIVE_AFFIDAVIT in found.open_acts,
        may_remind=may_remind,
        reminded=may_remind and reminded_on(session, complaint, today()),
        remind_from=remind_from(session, complaint),
        token=track_pass(office, opened, now()),
        submission=new_submission_id(office),
        form=form,
        labels={
            "text": _("Your message"),
            "evidence": _("Photos, papers, sound"),
            "review": _("Why it should be looked at again"),
            "rating": _("How content are you?"),
            "why": _("Why?"),
        },
        done=done,
        problem=problem,
        parts=after_parts(session, complaint),
    )
