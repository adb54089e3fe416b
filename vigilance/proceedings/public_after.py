"""What a complainant does on his own page after the closing: ask for a review, say how content he is."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.complaints.after_parts import Review, register_reviews
from vigilance.complaints.commands.after_closing import rate as rate_command
from vigilance.complaints.models import Complaint
from vigilance.complaints.public_tracking import Typed, acted, first_time, stored_papers
from vigilance.complaints.receipts import Opened
from vigilance.complaints.schemas import current_office
from vigilance.domain.actors import complainant_of
from vigilance.domain.errors import Invalid
from vigilance.domain.workflows.aftermath import AppealState
from vigilance.proceedings.commands.appeals import appeal_of, file_appeal, window
from vigilance.web.clock import now, today
from vigilance.web.guard import public
from vigilance.web.security import takes_uploads
from vigilance.web.transaction import transactional

complaints_after = Blueprint("complaints_after", __name__, url_prefix="/complaints/track")


@complaints_after.post("/review")
@public
@transactional
def review() -> ResponseReturnValue:
    """Ask that the closing be looked at again."""

    def act(session: Session, opened: Opened, typed: Typed) -> str:
        stored = stored_papers(opened)
        content = typed["review"].encode() + b"".join(paper.sha256_plain for paper in stored)
        if not typed["review"].strip() or first_time(session, typed, b"review" + content):
            file_appeal(
                session,
                opened.record_id,
                typed["review"],
                stored,
                by=complainant_of(opened.record_id),
                at=now(),
                office=current_office(),
            )
        return str(_("Your request is with us. You will be told here what comes of it."))

    return acted(act)


takes_uploads(review)


@complaints_after.post("/rate")
@public
@transactional
def rate() -> ResponseReturnValue:
    """Say how content one is with the closing."""

    def act(session: Session, opened: Opened, typed: Typed) -> str:
        if typed["rating"] not in set("12345"):
            raise Invalid({"rating": ["Please choose from the list."]})
        by = complainant_of(opened.record_id)
        rate_command(session, opened.record_id, int(typed["rating"]), typed["why"], by=by, at=now())
        return str(_("Thank you. The office reads it without your name."))

    return acted(act)


def _review_of(session: Session, complaint: Complaint) -> Review:
    appeal = appeal_of(session, complaint.record_id)
    if appeal is not None and appeal.state == AppealState.FILED:
        return Review(asked_on=appeal.begun_on)
    last = window(session, complaint, current_office().rules(session))
    return Review(until=last if last is not None and today() <= last else None)


register_reviews(_review_of)
