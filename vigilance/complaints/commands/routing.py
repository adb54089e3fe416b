"""The CVO's decision: forwarded, filed, or opened again. Taking up opens a case and stands with the cases."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.complaints.commands.after_closing import take_off_desk
from vigilance.complaints.commands.reasoned import take_reasoned_step
from vigilance.complaints.commands.reasons import reasons_note, tell_closure, tell_status
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.in_hand import check_suits, in_hand
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.workflows.complaint import Action

FORWARDED_AS = frozenset({Disposal.OTHER_DEPARTMENT, Disposal.ADMINISTRATIVE_GRIEVANCE})
FILED_AS = frozenset(
    {
        Disposal.NO_VIGILANCE_ANGLE,
        Disposal.ADMINISTRATIVE_GRIEVANCE,
        Disposal.INSUFFICIENT,
        Disposal.SUB_JUDICE,
        Disposal.SPAM,
    }
)


def forward(
    session: Session,
    complaint: Complaint,
    disposal: Disposal,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Send the complaint to the office it belongs to."""
    _check(disposal, FORWARDED_AS)
    _end(session, complaint, Action.FORWARD, disposal, reasons, by=by, at=at, office=office)


def file(
    session: Session,
    complaint: Complaint,
    disposal: Disposal,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Close the complaint; a second person does it, not the one who scrutinised it."""
    _check(disposal, FILED_AS)
    _end(session, complaint, Action.FILE, disposal, reasons, by=by, at=at, office=office)


def file_anonymous(
    session: Session,
    complaint: Complaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Close an anonymous complaint without action: DoPT OM of 18.10.2013, by a named officer."""
    action = Action.FILE_ANONYMOUS
    check_suits(complaint, action, affidavit_demanded=office.settings.affidavit_demanded)
    _end(session, complaint, action, Disposal.ANONYMOUS, reasons, by=by, at=at, office=office)


def file_unconfirmed(
    session: Session,
    complaint: Complaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Close a complaint that nobody owned after the reminder, or that was disowned."""
    disowned = complaint.disowned_at is not None
    disposal = Disposal.PSEUDONYMOUS if disowned else Disposal.UNCONFIRMED
    action = Action.FILE_UNCONFIRMED
    _end(session, complaint, action, disposal, reasons, by=by, at=at, office=office)


def reopen(
    session: Session,
    complaint: Complaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Scrutinise a forwarded or filed complaint again."""
    complaint.disposal = None
    answered = take_off_desk(session, complaint, by=by, at=at)
    message = tell_status(session, complaint, PublicStatus.UNDER_SCRUTINY, by=by, at=at)
    take_reasoned_step(
        session,
        complaint,
        Action.REOPEN,
        reasons,
        by=by,
        at=at,
        office=office,
        rows=[message, *answered],
    )


def _check(disposal: Disposal, known: Collection[Disposal]) -> None:
    if disposal not in known:
        raise Invalid({"disposal": ["This outcome does not go with this decision."]})


def _end(  # noqa: PLR0913 -- as above
    session: Session,
    complaint: Complaint,
    action: Action,
    disposal: Disposal,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    papers = in_hand(session, complaint, by, ist_day(at))
    notes = reasons_note(session, complaint.record, reasons, action, by=by, at=at)
    complaint.disposal = disposal.value
    message = tell_closure(session, complaint, disposal, by=by, at=at)
    take_step(
        session,
        complaint,
        action,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand=papers | ({InHand.REASONS} if notes else set()),
        body={"disposal": disposal.value},
        rows=[*notes, message],
    )
